"""Which hard rules of the grid a person's days break. Plain counting, without the model."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.grid import OFF, Grid, Label, Worker

Row = NDArray[np.int16]


def breaches(grid: Grid, person: int, row: Row) -> list[Label]:
    """The labels, each once, in no particular order of weight."""
    worker = grid.workers[person]
    found = [
        *_bans(worker, row),
        *_sequence(grid, person, row),
        *_runs(worker, person, row),
        *_weekends(worker, person, row),
        *_time(grid, worker, person, row),
        *_sums(worker, row),
        *_choices(grid, worker, row),
    ]
    return list(dict.fromkeys(found))


def _bans(worker: Worker, row: Row) -> Iterator[Label]:
    days = np.flatnonzero(row != OFF)
    for ban in worker.bans:
        if ban.cells[days, row[days]].any():
            yield ban.label


def _sequence(grid: Grid, person: int, row: Row) -> Iterator[Label]:
    for day in range(grid.days - 1):
        now, then = row[day], row[day + 1]
        if OFF in (now, then):
            continue
        if not grid.may_follow[grid.kind_of[now], grid.kind_of[then]]:
            yield Label("daily_rest", person, day, day + 1)


def _runs(worker: Worker, person: int, row: Row) -> Iterator[Label]:
    days = [*worker.before, *(row != OFF).tolist()]
    edges = [0, *(i for i in range(1, len(days)) if days[i] != days[i - 1]), len(days)]
    for begin, end in itertools.pairwise(edges):
        length, works = end - begin, days[begin]
        inside = begin > 0 and end < len(days)
        recent = end > len(worker.before)
        if works and recent and length > worker.max_run:
            yield Label("days_in_row", person)
        if works and inside and recent and length < worker.min_run:
            yield Label("least_days_in_row", person)
        if not works and inside and recent and length < worker.min_off:
            yield Label("days_off_together", person)


def _weekends(worker: Worker, person: int, row: Row) -> Iterator[Label]:
    for limit in worker.weekends:
        worked = sum((row[max(day, 0) : day + 2] != OFF).any() for day in limit.saturdays)
        if worked > limit.at_most:
            yield Label("weekends", person)


def _time(grid: Grid, worker: Worker, person: int, row: Row) -> Iterator[Label]:
    kinds = grid.kind_of[row[row != OFF]]
    minutes = int(grid.minutes[kinds].sum())
    too_many = worker.most_days is not None and len(kinds) > worker.most_days
    if too_many or not worker.minutes_low <= minutes <= worker.minutes_high:
        yield Label("contract_time", person)
    for kind, most in enumerate(worker.most):
        if most is not None and int((kinds == kind).sum()) > most:
            yield Label("most_of_shift", person, about=str(kind))


def _sums(worker: Worker, row: Row) -> Iterator[Label]:
    days = np.flatnonzero(row != OFF)
    for one in worker.sums:
        amount = int(one.weight[days, row[days]].sum())
        too_low = one.low is not None and one.under is None and amount < one.low
        too_high = one.high is not None and one.over is None and amount > one.high
        if too_low or too_high:
            yield one.label


def _choices(grid: Grid, worker: Worker, row: Row) -> Iterator[Label]:
    days = np.flatnonzero(row != OFF)
    kinds = grid.kind_of[row[days]]
    for choice in worker.choices:
        if all(cells[days, kinds].any() for cells in choice.alternatives):
            yield choice.label
