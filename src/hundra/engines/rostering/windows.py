"""A stretch of days of a long grid as a grid of its own, while the plan holds all other days.

The window's own days are free. The days after them, up to where what is held no longer meets the
window's runs, are part of its grid but fixed; those before are its workers' `before`. What the
other days have used of minutes, weekends, counts and sums is taken off the limits. So whatever
keeps the window's rules keeps, put back, the long grid's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.grid import (
    OFF,
    Ban,
    Cells,
    Choice,
    Cover,
    Grid,
    Label,
    Plan,
    Sum,
    WeekendLimit,
    Worker,
)

Row = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Window:
    """`grid` begins on the long grid's day `first`; of its days the first `days` are free."""

    grid: Grid
    first: int
    days: int

    def of(self, plan: Plan) -> Plan:
        """The window's days of a long plan."""
        return plan[:, self.first : self.first + self.grid.days].copy()

    def put(self, plan: Plan, part: Plan) -> Plan:
        """The long plan with the window's own days from `part`."""
        whole = plan.copy()
        whole[:, self.first : self.first + self.days] = part[:, : self.days]
        return whole


def window(grid: Grid, plan: Plan, first: int, days: int) -> Window:
    """The days from `first` on as a grid."""
    last = min(first + days, grid.days)
    stretch = _Stretch(grid, first, last, _end(grid, plan, last))
    small = replace(
        grid,
        days=stretch.end - first,
        workers=tuple(stretch.worker(person, plan[person]) for person in range(len(plan))),
        covers=tuple(stretch.covers(plan)),
    )
    return Window(small, first, last - first)


def _end(grid: Grid, plan: Plan, last: int) -> int:
    """Where what is held after the window no longer meets its runs."""
    end = last
    for worker, row in zip(grid.workers, plan, strict=True):
        day, works = last, last < grid.days and row[last] != OFF
        while day < grid.days and (row[day] != OFF) == works:
            day += 1
        # Days off: as many as must be together are enough.
        enough = day + 1 if works else min(day + 1, last + worker.min_off)
        end = max(end, min(enough, grid.days))
    return end


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days first … end − 1, fixed from `last` on."""

    grid: Grid
    first: int
    last: int
    end: int

    def worker(self, person: int, row: Row) -> Worker:
        worker, grid = self.grid.workers[person], self.grid
        others = row.copy()
        others[self.first : self.end] = OFF
        held = others[others != OFF]
        minutes = int(grid.duty_minutes[held].sum())
        kinds = np.bincount(grid.kind_of[held], minlength=len(grid.minutes))
        most = tuple(
            None if one is None else max(0, one - int(kinds[k]))
            for k, one in enumerate(worker.most)
        )
        sums = [*self._sums(worker, others)]
        return replace(
            worker,
            cost=worker.cost[self.first : self.end],
            minutes_low=max(0, worker.minutes_low - minutes),
            minutes_high=worker.minutes_high - minutes,
            most_days=None if worker.most_days is None else worker.most_days - len(held),
            most=most,
            weekends=tuple(self._weekend_limit(one, others) for one in worker.weekends),
            before=self._before(worker, row),
            bans=(Ban(Label("held", person), self._banned(person, row, most)),),
            sums=(*sums, *self._fixed(person, row)),
            choices=tuple(self._choices(worker, others)),
        )

    def _before(self, worker: Worker, row: Row) -> tuple[bool, ...]:
        """As far back as a run can matter."""
        known = (*worker.before, *(row[: self.first] != OFF).tolist())
        return known[-(max(worker.max_run, worker.min_run, worker.min_off) + 1) :]

    def _banned(self, person: int, row: Row, most: tuple[int | None, ...]) -> Cells:
        grid = self.grid
        cells = ~grid.allowed[person, self.first : self.end]
        for kind, left in enumerate(most):
            if left == 0:
                cells[:, grid.kind_of == kind] = True
        if self.first > 0 and row[self.first - 1] != OFF:
            before = grid.kind_of[row[self.first - 1]]
            cells[0] |= ~grid.may_follow[before, grid.kind_of]
        for day in range(self.last, self.end):
            cells[day - self.first] = np.arange(len(grid.kind_of)) != row[day]
        return cells

    def _fixed(self, person: int, row: Row) -> list[Sum]:
        """What is held is worked."""
        found = []
        for day in range(self.last, self.end):
            if row[day] != OFF:
                weight = np.zeros((self.end - self.first, len(self.grid.kind_of)), np.int64)
                weight[day - self.first] = 1
                found.append(Sum(Label("held", person), weight, low=1))
        return found

    def _weekend_limit(self, limit: WeekendLimit, others: Row) -> WeekendLimit:
        """The weekends of which a day is the window's, less those worked by another day."""
        mine, used = [], 0
        for saturday in limit.saturdays:
            if (others[max(saturday, 0) : saturday + 2] != OFF).any():
                used += 1
            elif self.first - 1 <= saturday < self.end:
                mine.append(saturday - self.first)
        return WeekendLimit(tuple(mine), limit.at_most - used)

    def _sums(self, worker: Worker, others: Row) -> list[Sum]:
        days = np.flatnonzero(others != OFF)
        found = []
        for one in worker.sums:
            weight = one.weight[self.first : self.end]
            if weight.any():
                used = int(one.weight[days, others[days]].sum())
                low = None if one.low is None else max(0, one.low - used)
                high = None if one.high is None else max(0, one.high - used)
                found.append(replace(one, weight=weight, low=low, high=high))
        return found

    def _choices(self, worker: Worker, others: Row) -> list[Choice]:
        """Those that the other days leave open."""
        days = np.flatnonzero(others != OFF)
        kinds = self.grid.kind_of[others[days]]
        found = []
        for choice in worker.choices:
            free = [one for one in choice.alternatives if not one[days, kinds].any()]
            cut = tuple(one[self.first : self.end] for one in free)
            if all(one.any() for one in cut):
                found.append(replace(choice, alternatives=cut))
        return found

    def covers(self, plan: Plan) -> list[Cover]:
        """Those of the window's own days, less who is there by duties of other days."""
        found = []
        for cover in self.grid.covers:
            if not any(self.first <= day < self.last for day, _ in cover.parts):
                continue
            parts, required = [], cover.required
            for day, duties in cover.parts:
                if self.first <= day < self.end:
                    parts.append((day - self.first, duties))
                else:
                    held = plan[cover.people, day]
                    required -= int(duties[held[held != OFF]].sum())
            found.append(replace(cover, parts=tuple(parts), required=max(0, required)))
        return found
