"""What the simulator itself saw, and the figures that follow from it alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hundra.adapters.voice.simulator import Experience
from hundra.config.week.plan import Visitor


@dataclass
class Visit:
    visitor: Visitor
    received_at: datetime
    answered_at: datetime | None = None
    left_at: datetime | None = None


@dataclass
class Log:
    """Visits and mails; calls are in the provider's log. `outcomes`: as the guides registered."""

    visits: list[Visit] = field(default_factory=list)
    mails: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    def registered(self, visitor: Visitor, outcome: str) -> None:
        self.outcomes[str(outcome)] += 1


@dataclass(frozen=True)
class Wait:
    """A wait in line in seconds, and whether somebody answered in the end."""

    seconds: float
    answered: bool


@dataclass(frozen=True)
class Figures:
    """As docs/reference/service-centre-figures.md defines them."""

    offered: int
    answered: int
    abandoned_short: int
    abandoned_long: int
    in_time: int
    longest_wait: int
    median_wait: int
    in_menu: int


def figures(
    calls: Iterable[Experience],
    visits: Iterable[Visit],
    *,
    within_seconds: int,
    short_seconds: int,
) -> Figures:
    """Worked out from the log alone, in another way than the product does."""
    calls = list(calls)
    waits = [*_waits_of_calls(calls), *_waits_of_visits(visits)]
    answered = sorted(math.ceil(wait.seconds) for wait in waits if wait.answered)
    gone = [wait.seconds for wait in waits if not wait.answered]
    short = sum(seconds < short_seconds for seconds in gone)
    return Figures(
        offered=len(waits),
        answered=len(answered),
        abandoned_short=short,
        abandoned_long=len(gone) - short,
        in_time=sum(wait.answered and wait.seconds <= within_seconds for wait in waits),
        longest_wait=max([*answered, *(math.floor(seconds) for seconds in gone)], default=0),
        median_wait=_nearest_rank(answered, 0.5),
        in_menu=sum(call.held_at is None for call in calls),
    )


def _waits_of_calls(calls: Sequence[Experience]) -> Iterable[Wait]:
    for call in calls:
        if call.held_at is not None:
            end = call.answered_at or call.hung_up_at
            if end is not None:
                yield Wait((end - call.held_at).total_seconds(), call.answered_at is not None)


def _waits_of_visits(visits: Iterable[Visit]) -> Iterable[Wait]:
    for visit in visits:
        end = visit.answered_at or visit.left_at
        if end is not None:
            yield Wait((end - visit.received_at).total_seconds(), visit.answered_at is not None)


def _nearest_rank(ordered: Sequence[int], share: float) -> int:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0
