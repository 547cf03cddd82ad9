"""What an import of HR's files found and did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from hundra.engines.tables import Fault


@dataclass(frozen=True)
class FileFault:
    """A fault and the file that it is in."""

    file: str
    fault: Fault


@dataclass(frozen=True)
class Tally:
    """How many records; `vanished` are in the system but not in the file."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0


@dataclass(frozen=True)
class Change:
    """What happens to one record. `line` is 0 for what the file lacks.

    `label` names units by code and name, people and employments by number, never by name.
    """

    file: str
    line: int
    what: str
    label: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """`carried_out` is False for a dry run, and whenever there are faults.

    `changes` are the first ones; the tallies count them all.
    """

    as_of: date
    carried_out: bool = False
    units: Tally = Tally()
    people: Tally = Tally()
    employments: Tally = Tally()
    changes: tuple[Change, ...] = ()
    faults: tuple[FileFault, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "as_of": self.as_of.isoformat()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ImportReport:
        return cls(
            as_of=date.fromisoformat(kept["as_of"]),
            carried_out=kept["carried_out"],
            units=Tally(**kept["units"]),
            people=Tally(**kept["people"]),
            employments=Tally(**kept["employments"]),
            changes=tuple(
                Change(**{**change, "fields": tuple(change["fields"])})
                for change in kept["changes"]
            ),
            faults=tuple(
                FileFault(fault["file"], Fault(**fault["fault"])) for fault in kept["faults"]
            ),
        )
