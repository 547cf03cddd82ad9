"""Rest: what the last shift before the period still forbids, and 36 hours in each seven days."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.grid import Ban, Cells, Choice, Label
from hundra.engines.rostering.problem import DAY, Problem

WEEK = 7


def last_shift_ban(problem: Problem, index: int, kinds: NDArray[np.int64]) -> Iterator[Ban]:
    """Shifts that begin too soon after the last one worked before the period."""
    rest = problem.rules.limit("daily_rest")
    past = problem.people[index].history
    if rest is None or not past:
        return
    ended = max(problem.period.number(one.day) * DAY + one.end for one in past)
    starts = np.array([problem.shift_types[kind].start for kind in kinds], np.int64)
    begins = np.arange(problem.period.days)[:, None] * DAY + starts[None, :]
    yield Ban(Label("daily_rest", index, 0, 0), begins < ended + rest * 60)


def weekly_rests(problem: Problem, index: int) -> Iterator[Choice]:
    """For each seven days from the period's first: the places where the rest can lie.

    A rest can be taken to begin with the seven days or at the end of a shift; each place is the
    shifts that would disturb it. Places that are disturbed by more than another are left out.
    """
    hours = problem.rules.limit("weekly_rest")
    if hours is None:
        return
    for first in range(0, problem.period.days - WEEK + 1, WEEK):
        label = Label("weekly_rest", index, first, first + WEEK - 1)
        yield Choice(label, tuple(_places(problem, index, first, round(hours * 60))))


def _places(problem: Problem, index: int, first: int, length: int) -> list[Cells]:
    begin, end = first * DAY, (first + WEEK) * DAY
    ends = {
        day * DAY + shift.end
        for day in range(first - 1, first + WEEK)
        for shift in problem.shift_types
    }
    past = [
        (
            problem.period.number(one.day) * DAY + one.start,
            problem.period.number(one.day) * DAY + one.end,
        )
        for one in problem.people[index].history
    ]
    ends |= {stop for _, stop in past}
    starts = sorted({begin} | {one for one in ends if begin < one <= end - length})
    return _fewest(
        [
            _disturbing(problem, start, start + length)
            for start in starts
            if not any(a < start + length and start < b for a, b in past)
        ]
    )


def _disturbing(problem: Problem, start: int, stop: int) -> Cells:
    cells = np.zeros((problem.period.days, len(problem.shift_types)), np.bool_)
    for day in range(problem.period.days):
        for kind, shift in enumerate(problem.shift_types):
            cells[day, kind] = day * DAY + shift.start < stop and start < day * DAY + shift.end
    return cells


def _fewest(places: list[Cells]) -> list[Cells]:
    """Without places whose disturbing shifts include all of another's."""
    kept: list[Cells] = []
    for place in sorted(places, key=lambda cells: int(cells.sum())):
        if not any((other <= place).all() for other in kept):
            kept.append(place)
    return kept
