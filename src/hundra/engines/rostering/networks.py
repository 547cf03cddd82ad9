"""A person's states, from which the cheapest lawful days are priced.

A person's days are a path through states: days off in a row so far, or the class of the last
shift and the days worked in a row; beside it the minutes and weekends used.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.grid import OFF, Grid, Sum, Worker

MOST_NODES = 2_000_000
SATURDAY, SUNDAY = 1, 2

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Network:
    """A person's states. `move[state, choice]` is the next state or −1; choice 0 is off, s + 1
    is a kind of sort s. `steps` are a sort's minutes in units of the levels; `sort_of` a duty's
    sort; `weekend[day]` is 1 for a Saturday, 2 for a Sunday that count, else 0. `seen[day, state]`:
    a path can be there. `must`: days that are worked."""

    move: Ints
    is_first: Flags
    start: int
    steps: Ints
    levels: int
    lowest: int
    weekends: int
    weekend: Ints
    seen: Flags
    must: Flags
    sort_of: Ints
    dear: Flags


def network_of(grid: Grid, person: int, most_nodes: int = MOST_NODES) -> Network:
    """The states of the person's rules; minutes, then weekends, only while they are not too many.

    Minutes that are left out are a row of `columns` instead.
    """
    worker = grid.workers[person]
    sorts = _sorts(grid)
    move, is_first, start = _states(sorts, worker, grid.days)
    steps, levels, lowest = _levels(grid, worker)
    steps = steps[sorts.example]
    weekends, weekend = _weekends(grid, worker)
    if len(move) * levels * (weekends + 1) * grid.days > most_nodes:
        steps, levels, lowest = np.zeros_like(steps), 1, 0
    if len(move) * (weekends + 1) * grid.days > most_nodes:
        weekends, weekend = 0, np.zeros(grid.days, np.int64)
    return Network(
        move,
        is_first,
        start,
        steps,
        levels,
        lowest,
        weekends,
        weekend,
        _seen(move, start, grid.days),
        _must(grid, worker),
        sorts.of_kind[grid.kind_of],
        ~grid.allowed[person],
    )


@dataclass(frozen=True, slots=True)
class _Sorts:
    """Kinds that are alike in what may come after them, before them and in minutes are one sort;
    `example` is a kind of each. For what comes next only what may follow matters: sorts alike
    there are of one class, and `may_follow` is [class, sort]."""

    of_kind: Ints
    example: Ints
    class_of: Ints
    may_follow: Flags


def _sorts(grid: Grid) -> _Sorts:
    may = grid.may_follow.astype(np.int64)
    alike = np.hstack([may, may.T, grid.minutes[:, None]])
    _, example, of_kind = np.unique(alike, axis=0, return_index=True, return_inverse=True)
    _, first, class_of = np.unique(may[example], axis=0, return_index=True, return_inverse=True)
    return _Sorts(
        of_kind.reshape(-1).astype(np.int64),
        example.astype(np.int64),
        class_of.reshape(-1).astype(np.int64),
        grid.may_follow[np.ix_(example[first], example)],
    )


def _levels(grid: Grid, worker: Worker) -> tuple[Ints, int, int]:
    unit = math.gcd(*(int(one) for one in grid.minutes)) or 1
    most = min(worker.minutes_high, int(grid.minutes.max(initial=0)) * grid.days)
    for one in worker.sums:
        if one.high is not None and one.over is None and (one.weight == grid.duty_minutes).all():
            most = min(most, one.high)
    levels = most // unit + 1
    return grid.minutes // unit, levels, min(math.ceil(worker.minutes_low / unit), levels)


def _weekends(grid: Grid, worker: Worker) -> tuple[int, Ints]:
    """The limit, where there is just one that covers them all."""
    weekend = np.zeros(grid.days, np.int64)
    if len(worker.weekends) != 1:
        return 0, weekend
    (limit,) = worker.weekends
    for saturday in limit.saturdays:
        if saturday >= 0:
            weekend[saturday] = SATURDAY
        if saturday + 1 < grid.days:
            weekend[saturday + 1] = SUNDAY
    return limit.at_most, weekend


def must_day(one: Sum) -> int | None:
    """The day, where the sum says no more than that this day is worked."""
    if one.low != 1 or one.under is not None or one.high is not None:
        return None
    days = np.flatnonzero(one.weight.any(axis=1))
    return int(days[0]) if len(days) == 1 and (one.weight[days[0]] == 1).all() else None


def _must(grid: Grid, worker: Worker) -> Flags:
    must = np.zeros(grid.days, np.bool_)
    for one in worker.sums:
        day = must_day(one)
        if day is not None:
            must[day] = True
    return must


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How states are numbered: first the days off in a row (the last: as many as are needed, or
    more), then for each class of kinds, and for a kind that is unknown, the runs of days at work:
    those that began in sight (old 0) and those that may have begun before it, and so are long
    enough (1)."""

    classes: int
    rest: int
    longest: int

    @property
    def total(self) -> int:
        return self.rest + (self.classes + 1) * 2 * self.longest

    def at_work(self, of_class: int, run: int, old: int) -> int:
        return self.rest + (of_class * 2 + old) * self.longest + run - 1


def _states(sorts: _Sorts, worker: Worker, days: int) -> tuple[Ints, Flags, int]:
    classes = len(sorts.may_follow)
    number = _Numbers(classes, worker.min_off, min(worker.max_run, days))
    move = np.full((number.total + 1, len(sorts.example) + 1), OFF, np.int64)
    is_first = np.zeros(number.total + 1, np.bool_)
    for run in range(number.rest):
        move[run, 0] = min(run + 1, number.rest - 1)
    for sort, of_class in enumerate(sorts.class_of):
        move[number.rest - 1, sort + 1] = number.at_work(of_class, 1, 0)
    for of_class in range(classes + 1):
        for old in (0, 1):
            is_first[number.at_work(of_class, 1, old)] = True
            for run in range(1, number.longest + 1):
                _work_moves(sorts, worker, number, move, (of_class, run, old))
    return move, is_first, _start(sorts, worker, number, move)


def _work_moves(
    sorts: _Sorts, worker: Worker, number: _Numbers, move: Ints, work: tuple[int, int, int]
) -> None:
    of_class, run, old = work
    state = number.at_work(of_class, run, old)
    if old or run >= worker.min_run:
        move[state, 0] = 0 if number.rest > 1 else number.rest - 1
    if run == number.longest:
        return
    for sort, then in enumerate(sorts.class_of):
        if of_class == number.classes or sorts.may_follow[of_class, sort]:
            move[state, sort + 1] = number.at_work(then, run + 1, old)


def _start(sorts: _Sorts, worker: Worker, number: _Numbers, move: Ints) -> int:
    """Where the person comes from: what is known, else as if any run needed were there."""
    before = worker.before
    if not before:
        move[-1] = move[number.rest - 1]
        move[-1, 1:] = [number.at_work(of_class, 1, 1) for of_class in sorts.class_of]
        return number.total
    run = 1
    while run < len(before) and before[-run - 1] == before[-1]:
        run += 1
    whole = run == len(before)
    if not before[-1]:
        return number.rest - 1 if whole else min(run, number.rest) - 1
    return number.at_work(number.classes, min(run, number.longest), int(whole))


def _seen(move: Ints, start: int, days: int) -> Flags:
    """Which states [days + 1, states] a path from the start can be in."""
    seen = np.zeros((days + 1, len(move)), np.bool_)
    seen[0, start] = True
    for day in range(days):
        to = move[seen[day]]
        seen[day + 1, to[to >= 0]] = True
    return seen
