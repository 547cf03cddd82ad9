"""A repair as its page shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from hundra.improve.staffing.change_words import Gap, change_text, gaps
from hundra.improve.staffing.models import Consent, RepairChange, RepairState, RosterRepair

TONES = {
    RepairState.PROPOSED: "warning",
    RepairState.ASKED: "info",
    RepairState.TAKEN: "success",
    RepairState.FAILED: "danger",
}
ANSWER_TONES = {Consent.YES: "success", Consent.NO: "danger", Consent.ASKED: "info"}


@dataclass(frozen=True, slots=True)
class ShownChange:
    change: RepairChange

    @property
    def text(self) -> str:
        return change_text(self.change)

    @property
    def tone(self) -> str:
        return ANSWER_TONES.get(Consent(self.change.consent), "neutral")

    @property
    def waits(self) -> bool:
        return self.change.consent == Consent.ASKED


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day's changes: of shifts, and of breaks alone."""

    day: dt.date
    shifts: list[ShownChange]
    breaks: list[ShownChange]


@dataclass(frozen=True, slots=True)
class ShownRepair:
    repair: RosterRepair
    changes: list[ShownChange]
    gaps: list[Gap]

    @property
    def tone(self) -> str:
        return TONES.get(RepairState(self.repair.state), "neutral")

    @property
    def days(self) -> list[ShownDay]:
        found: dict[dt.date, ShownDay] = {}
        for one in self.changes:
            day = found.setdefault(one.change.day, ShownDay(one.change.day, [], []))
            (day.shifts if one.change.is_of_shift else day.breaks).append(one)
        return list(found.values())

    @property
    def of_shifts(self) -> list[ShownChange]:
        return [one for one in self.changes if one.change.is_of_shift]

    @property
    def to_ask(self) -> int:
        return sum(one.change.consent == Consent.NEEDED for one in self.changes)

    @property
    def waiting(self) -> int:
        return sum(one.waits for one in self.changes)

    @property
    def declined(self) -> int:
        return sum(one.change.consent == Consent.NO for one in self.changes)

    @property
    def can_be_taken(self) -> bool:
        """Something would change, and nobody is waited for."""
        possible = self.repair.state in {RepairState.PROPOSED, RepairState.ASKED}
        left = len(self.changes) - self.declined
        return possible and left > 0 and not self.to_ask and not self.waiting

    @property
    def can_be_left(self) -> bool:
        return self.repair.state in {
            RepairState.PROPOSED,
            RepairState.ASKED,
            RepairState.STOPPED,
            RepairState.FAILED,
        }


def shown(repairs: Iterable[RosterRepair]) -> list[ShownRepair]:
    return [
        ShownRepair(one, [ShownChange(each) for each in one.changes.all()], gaps(one.shortages))
        for one in repairs
    ]
