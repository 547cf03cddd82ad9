"""What an import found and did, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """A file, or a line of a table. `fault` is why it was refused and what to do.

    `notes` are things worth knowing of a file that was taken in. `published` tells whether
    readers see it at once.
    """

    file: str
    line: int = 0
    outcome: str
    title: str = ""
    fault: str = ""
    notes: tuple[str, ...] = ()
    published: bool = False


@dataclass(frozen=True)
class ImportReport:
    """`carried_out` is False for a dry run."""

    files: tuple[FileReport, ...] = ()
    carried_out: bool = False

    def count(self, outcome: str) -> int:
        return Counter(file.outcome for file in self.files)[outcome]

    @property
    def taken(self) -> int:
        """How many files change something."""
        return self.count(Outcome.NEW) + self.count(Outcome.CHANGED)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ImportReport:
        files = (FileReport(**{**file, "notes": tuple(file["notes"])}) for file in kept["files"])
        return cls(tuple(files), kept["carried_out"])
