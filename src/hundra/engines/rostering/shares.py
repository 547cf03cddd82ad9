"""Fairness: evenings and weekend days in proportion to contracts, history counted in."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.grid import Label, Sum
from hundra.engines.rostering.problem import WEEKEND, Need, Person, Problem
from hundra.engines.rostering.working_time import Window, absence_minutes


def share_sums(problem: Problem, index: int, kinds: NDArray[np.int64]) -> Iterator[Sum]:
    """What is beyond the person's fair share costs."""
    fairness, person = problem.fairness, problem.people[index]
    if fairness.evening_cost:
        late = [shift.end > fairness.evening_from for shift in problem.shift_types]
        high = _most(problem, person, lambda n: n.end > fairness.evening_from, person.evenings)
        weight = np.tile(np.array(late, np.int64)[kinds], (problem.period.days, 1))
        yield Sum(Label("fair_evenings", index), weight, high=high, over=fairness.evening_cost)
    if fairness.weekend_cost:
        free = [problem.period.day(d).weekday() in WEEKEND for d in range(problem.period.days)]
        high = _most(problem, person, lambda n: n.day.weekday() in WEEKEND, person.weekends)
        weight = np.tile(np.array(free, np.int64)[:, None], (1, len(kinds)))
        yield Sum(Label("fair_weekends", index), weight, high=high, over=fairness.weekend_cost)


def _most(problem: Problem, person: Person, counts: Callable[[Need], bool], beyond: float) -> int:
    """The fair share, rounded up, less what was worked beyond it before."""
    total = _needed(problem, person.team, counts)
    whole = sum(_weight(problem, one) for one in problem.people if one.team == person.team)
    share = total * _weight(problem, person) / whole if whole else 0.0
    return max(0, math.ceil(share - beyond))


def _needed(problem: Problem, team: str | None, counts: Callable[[Need], bool]) -> int:
    """Shifts needed: the largest such need of each day."""
    largest: dict[int, int] = {}
    for need in problem.needs:
        if need.team == team and need.day in problem.period and counts(need):
            day = problem.period.number(need.day)
            largest[day] = max(largest.get(day, 0), need.people)
    return sum(largest.values())


def _weight(problem: Problem, person: Person) -> float:
    """Contracted minutes of the period that absence leaves."""
    days = problem.period.days
    due = person.contract.minutes_per_week * days / 7
    return max(0.0, due - absence_minutes(problem, person, Window(0, days - 1)))
