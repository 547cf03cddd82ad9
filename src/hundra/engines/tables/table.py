"""What a read table is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at most. Beyond it the table is refused, never cut."""

    bytes_sent: int = 20_000_000
    bytes_unpacked: int = 200_000_000
    rows: int = 200_000
    columns: int = 100
    cell_length: int = 10_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: a code and what to tell about it; the sentence is made elsewhere.

    `line` counts from 1 as an editor or spreadsheet shows it; 0 means the whole file.
    """

    code: str
    line: int = 0
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A line's cells by column key; a column that the file lacks reads as ""."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, the known columns it has, and everything wrong with it.

    `name` is fit to show: no folders, control characters or changes of direction.
    `unknown` are headers that were not recognised and whose cells were left unread.
    """

    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()
