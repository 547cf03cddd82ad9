"""What an import found and did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from hundra.engines.tables import Fault

MOST_LINES = 1_000


@dataclass(frozen=True)
class Tally:
    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class Told:
    """Something to say of a line: why it was left out, or a note about what was done."""

    line: int
    code: str
    values: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """`carried_out` is False for a dry run and where the whole file was refused (`fault`).

    `refused` and `notes` are the first thousand lines with something to say; the counts are of
    all. `unknown` are columns that nothing was read from.
    """

    carried_out: bool = False
    lines: int = 0
    contacts: Tally = Tally()
    cases: Tally = Tally()
    refused_count: int = 0
    repeated: int = 0
    refused: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()
    note_counts: dict[str, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    fault: Fault | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ImportReport:
        fault = kept["fault"]
        return cls(
            **{
                **kept,
                "contacts": Tally(**kept["contacts"]),
                "cases": Tally(**kept["cases"]),
                "refused": tuple(Told(**told) for told in kept["refused"]),
                "notes": tuple(Told(**told) for told in kept["notes"]),
                "reasons": tuple(kept["reasons"]),
                "unknown": tuple(kept["unknown"]),
                "fault": None if fault is None else Fault(**fault),
            }
        )


class Gathering:
    """A report while the file is read."""

    def __init__(self) -> None:
        self.lines = 0
        self.refused_count = 0
        self.repeated = 0
        self.refused: list[Told] = []
        self.notes: list[Told] = []
        self.note_counts: Counter[str] = Counter()
        self.counts: Counter[tuple[str, str]] = Counter()
        self.reasons: list[str] = []

    def refuse(self, fault: Fault) -> None:
        self.refused_count += 1
        if len(self.refused) < MOST_LINES:
            self.refused.append(Told(fault.line, fault.code, dict(fault.values)))

    def note(self, line: int, code: str, **values: str | int) -> None:
        self.note_counts[code] += 1
        if len(self.notes) < MOST_LINES:
            self.notes.append(Told(line, code, values))

    def count(self, what: str, outcome: str) -> None:
        self.counts[what, outcome] += 1

    def tally(self, what: str) -> Tally:
        return Tally(
            *(self.counts[what, outcome] for outcome in ("created", "changed", "unchanged"))
        )

    def report(self, *, carried_out: bool, unknown: tuple[str, ...]) -> ImportReport:
        return ImportReport(
            carried_out=carried_out,
            lines=self.lines,
            contacts=self.tally("contact"),
            cases=self.tally("case"),
            refused_count=self.refused_count,
            repeated=self.repeated,
            refused=tuple(self.refused),
            notes=tuple(self.notes),
            note_counts=dict(self.note_counts),
            reasons=tuple(self.reasons),
            unknown=unknown,
        )
