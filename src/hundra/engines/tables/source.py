"""What the readers of each format hand over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from hundra.engines.tables.table import Fault

# The header stands among the first lines that are not blank.
HEADER_WITHIN = 10


class Record(NamedTuple):
    line: int
    cells: Sequence[str]


Records: TypeAlias = Iterable[Record]


class UnreadableError(Exception):
    """The file, or the rest of it, cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault
