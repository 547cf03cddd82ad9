"""How far a programme has come.

"53 of 100" counts numbers given and standing: stamped, delivered and followed up. What is delivered
is told separately. A withdrawn improvement keeps its number but no longer counts, so the counted
may be fewer than the highest number.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements.life import BEFORE_STAMP, STANDING
from hundra.improve.improvements.models import Improvement, ImprovementState, Programme


@dataclass(frozen=True)
class Tally:
    """Counts of improvements, all or for one audience."""

    goal: int
    stamped: int
    """Numbers given and standing: stamped, delivered or followed up. The "53" of "53 of 100"."""
    delivered: int
    """Delivered or followed up; among the stamped."""
    followed_up: int
    before_stamp: int
    """Ideas and planned ones."""
    coming: int
    """Those before the stamp that the public may see."""
    withdrawn: int

    @property
    def left(self) -> int:
        """How many stamps are left to the goal; never below 0."""
        return max(0, self.goal - self.stamped)

    @property
    def percent(self) -> float:
        """Stamped as a share of the goal, 0–100; more than the goal still gives 100."""
        return min(100.0, 100 * self.stamped / self.goal) if self.goal else 100.0

    @property
    def percent_delivered(self) -> float:
        return min(100.0, 100 * self.delivered / self.goal) if self.goal else 100.0


@dataclass(frozen=True)
class Progress:
    programme: Programme
    total: Tally
    citizens: Tally
    employees: Tally
    public: int
    """All that the public may see: with a number, withdrawn too, or coming."""

    def of(self, audience: str) -> Tally:
        return self.citizens if audience == Audience.CITIZENS else self.employees


def progress(programme: Programme) -> Progress:
    """The programme's counts, in total and per audience. One query."""
    rows = (
        Improvement.objects.filter(programme=programme)
        .order_by()
        .values_list("audience", "state", "show_as_coming")
        .annotate(count=Count("*"), with_number=Count("number"))
    )
    counts: dict[tuple[str, str, bool], int] = {}
    with_number = 0
    for audience, state, coming, count, numbered in rows:
        counts[audience, state, coming] = count
        with_number += numbered
    citizens = _tally(programme.goal_citizens, counts, {Audience.CITIZENS})
    employees = _tally(programme.goal_employees, counts, {Audience.EMPLOYEES})
    total = _tally(programme.goal, counts, set(Audience))
    return Progress(programme, total, citizens, employees, with_number + total.coming)


def _tally(goal: int, counts: dict[tuple[str, str, bool], int], audiences: set[Audience]) -> Tally:
    def count(*states: ImprovementState, shown: bool = False) -> int:
        return sum(
            number
            for (audience, state, coming), number in counts.items()
            if audience in audiences and state in states and (coming or not shown)
        )

    return Tally(
        goal=goal,
        stamped=count(*STANDING),
        delivered=count(ImprovementState.DELIVERED, ImprovementState.FOLLOWED_UP),
        followed_up=count(ImprovementState.FOLLOWED_UP),
        before_stamp=count(*BEFORE_STAMP),
        coming=count(*BEFORE_STAMP, shown=True),
        withdrawn=count(ImprovementState.WITHDRAWN),
    )
