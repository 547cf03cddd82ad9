"""The anytime search on a grid: the best plan so far and the best bound, until told to stop."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.columns import Columns
from hundra.engines.rostering.first import build_first
from hundra.engines.rostering.grid import Grid, Plan
from hundra.engines.rostering.improving import improve
from hundra.engines.rostering.incumbent import ALMOST, Found, Incumbent, Stop
from hundra.engines.rostering.neighbourhoods import Kinds
from hundra.engines.rostering.parts import whole
from hundra.engines.rostering.pricing import prepare
from hundra.engines.rostering.programs import solve_program
from hundra.engines.rostering.proving import dive, prove
from hundra.engines.rostering.rolling import Places, Rolling, window_days

MUST = 1_000_000
COLUMNS_SHARE = 0.4
DIVE_SHARE = 0.1
PROGRAM_SHARE = 0.15
PROGRAM_CELLS = 40_000
FIRST_TURN_SECONDS = 15.0
LONG_DAYS = 12 * 7


def softened(grid: Grid) -> Grid:
    """The grid with hard covers at a price above all else, so that there is always a next step."""
    covers = tuple(
        replace(
            cover,
            under=MUST if cover.under is None else cover.under,
            over=MUST if cover.over is None else cover.over,
        )
        for cover in grid.covers
    )
    return replace(grid, covers=covers)


def search(
    grid: Grid,
    *,
    seconds: float,
    workers: int = 1,
    seed: int = 0,
    start: Plan | None = None,
    stop: Stop | None = None,
    on_progress: Callable[[Found], None] | None = None,
) -> Found:
    """The best plan within so many seconds of wall time, on so many cores."""
    import ortools.sat.python.cp_model  # noqa: F401 - takes seconds the first time

    prepare(grid)
    soft = softened(grid)
    incumbent = Incumbent(soft, seconds=seconds, stop=stop, on_progress=on_progress)
    _begin(soft, incumbent, start, seed)
    if incumbent.state.plan is not None:
        _work(soft, incumbent, workers, seed)
    if incumbent.error is not None:
        raise incumbent.error
    return incumbent.state


def _begin(grid: Grid, incumbent: Incumbent, start: Plan | None, seed: int) -> None:
    if start is not None and not any(breaches(grid, p, row) for p, row in enumerate(start)):
        incumbent.offer(start)
    first = build_first(grid, incumbent, np.random.default_rng(seed))
    if first is not None:
        incumbent.offer(first)


def _work(grid: Grid, incumbent: Incumbent, workers: int, seed: int) -> None:
    tasks = _long_tasks if grid.days > LONG_DAYS else _tasks
    threads = [
        threading.Thread(target=_guarded, args=(incumbent, task))
        for task in tasks(grid, incumbent, workers, seed)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


Task = Callable[[], None]


def _long_tasks(grid: Grid, incumbent: Incumbent, workers: int, seed: int) -> list[Task]:
    """Every core takes windows of the period."""

    def bounding(small: Grid, inner: Incumbent, number: int) -> None:
        Bounding(small, inner, number).run()

    places = Places(grid, window_days(grid))
    seeds = np.random.default_rng(seed).integers(1 << 30, size=workers)
    return [Rolling(incumbent, places, bounding, int(one)).run for one in seeds]


def _tasks(grid: Grid, incumbent: Incumbent, workers: int, seed: int) -> list[Task]:
    """The first core bounds, rounds and proves, improving in between; the others improve."""

    def bounding() -> None:
        Bounding(grid, incumbent, seed).run()

    def improving(number: int) -> None:
        rng = np.random.default_rng((seed, number))
        improve(grid, incumbent, Kinds(incumbent.counter, rng), rng, incumbent.is_over)

    return [bounding, *(partial(improving, number) for number in range(1, workers))]


def _guarded(incumbent: Incumbent, task: Task) -> None:
    """A thread that fails ends the search; its error is raised by who waits for it."""
    try:
        task()
    except BaseException as error:  # noqa: BLE001 - raised again by `search`
        incumbent.error = error
    finally:
        if incumbent.error is not None:
            incumbent.end()


class Bounding:
    """One core's turns: the bound, a few dives, then proof and improvement by turns."""

    def __init__(self, grid: Grid, incumbent: Incumbent, seed: int) -> None:
        self.grid = grid
        self.incumbent = incumbent
        self.rng = np.random.default_rng((seed, 0))
        self.kinds = Kinds(incumbent.counter, self.rng)
        self.total = incumbent.seconds_left()
        self.beyond = 0

    def run(self) -> None:
        columns = Columns(self.grid, self.incumbent.plan)
        until = self.incumbent.seconds_left() - COLUMNS_SHARE * self.total
        columns.run(lambda bound: self._is_bounded(bound, until))
        self.incumbent.raise_bound(columns.best.bound)
        if not self.incumbent.is_over():
            self.incumbent.learn(columns.least_with())
        self._dive(columns)
        self._program(PROGRAM_SHARE * self.total)
        turn = FIRST_TURN_SECONDS
        while not self.incumbent.is_over():
            self._improve(turn)
            self._dive(columns)
            self._program(turn)
            if self.incumbent.is_over():
                break
            prove(
                self.grid,
                self.incumbent,
                seconds=turn,
                seed=int(self.rng.integers(1 << 30)),
                is_over=self.incumbent.is_over,
            )
            turn *= 1.5

    def _is_bounded(self, bound: float, until: float) -> bool:
        self.incumbent.raise_bound(bound)
        return self.incumbent.is_over() or self.incumbent.seconds_left() < until

    def _dive(self, columns: Columns) -> None:
        if self.incumbent.is_over():
            return
        plan = dive(columns, self.rng, is_over=self._over_in(DIVE_SHARE * self.total))
        if plan is not None:
            self.incumbent.offer(plan)

    def _program(self, seconds: float) -> None:
        """The best plan with duties near the bound only, beside those of the best so far; the
        next time they may be farther off.

        A plan that costs at most `limit` has no other duties: if the best is dearer, so is all.
        """
        if self.incumbent.is_over():
            return
        bound = self.incumbent.state.bound
        limit = min(math.ceil(bound - ALMOST) + self.beyond, self.incumbent.value - 1)
        base = self.incumbent.plan
        cells = self.incumbent.with_own(base, self.incumbent.worthwhile(limit))
        if cells.sum() > PROGRAM_CELLS:
            return
        tried = solve_program(
            self.grid,
            whole(self.grid, cells),
            seconds=min(seconds, self.incumbent.seconds_left()),
            is_over=self.incumbent.is_over,
            start=base,
        )
        if tried.plan is not None:
            self.incumbent.merge(base, tried.plan)
        if tried.is_finished:
            self.incumbent.raise_bound(min(tried.bound, limit + 1.0))
            self.beyond = 2 * self.beyond + 1

    def _improve(self, seconds: float) -> None:
        improve(self.grid, self.incumbent, self.kinds, self.rng, self._over_in(seconds))

    def _over_in(self, seconds: float) -> Callable[[], bool]:
        """Tells whether so much time has gone from now, or all is over."""
        until = self.incumbent.seconds_left() - seconds
        return lambda: self.incumbent.is_over() or self.incumbent.seconds_left() < until
