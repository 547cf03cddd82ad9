"""Why there are no weeks for all: the smallest set of needs that cannot be met together.

Everybody's right to their weeks is held; what can be given up is a need, or what the planner has
decided by hand.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from hundra.engines.rostering.conflicts import SmallestConflict
from hundra.engines.rostering.holidays.model import SummerModel
from hundra.engines.rostering.holidays.summer import Summer, WeekNeed, lawful_weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekClash:
    """A need, or a person: whose decided weeks are in the conflict, or (`alone`) for whom no weeks
    are lawful at all."""

    need: WeekNeed | None = None
    person: str = ""
    alone: bool = False


def conflict(summer: Summer, *, seconds: float = 30.0) -> tuple[WeekClash, ...]:
    """Empty if none was found in time."""
    for person in summer.people:
        if person.fixed is None and next(lawful_weeks(summer, person), None) is None:
            return (WeekClash(person=person.key, alone=True),)
    model = SummerModel(summer, labelled=True)
    found = SmallestConflict(model.proto, dict(model.literals), time.monotonic() + seconds).run()
    clashes = [
        WeekClash(need=summer.needs[number])
        if isinstance(number, int)
        else WeekClash(person=number)
        for _kind, number in found
    ]
    return tuple(sorted(clashes, key=_order))


def _order(one: WeekClash) -> tuple[int, tuple[str, ...], str]:
    if one.need is None:
        return (-1, (), one.person)
    return (one.need.week, tuple(sorted(one.need.skills)), "")
