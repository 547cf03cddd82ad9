"""The anytime search on a grid: the best plan so far and the best bound, until told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.grid import Grid, Plan
from hundra.engines.rostering.improving import build_first, improve
from hundra.engines.rostering.incumbent import Found, Incumbent, Stop

MUST = 1_000_000


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
    soft = softened(grid)
    incumbent = Incumbent(soft, seconds=seconds, stop=stop, on_progress=on_progress)
    _begin(soft, incumbent, start, seed)
    if incumbent.state.plan is not None:
        threads = [
            threading.Thread(target=_guarded, args=(incumbent, improve, soft, seed + number))
            for number in range(workers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if incumbent.error is not None:
        raise incumbent.error
    return incumbent.state


def _guarded(
    incumbent: Incumbent, work: Callable[[Grid, Incumbent, int], None], grid: Grid, seed: int
) -> None:
    """A thread that fails ends the search; its error is raised by who waits for it."""
    try:
        work(grid, incumbent, seed)
    except BaseException as error:
        incumbent.error = error
        incumbent.end()
        raise


def _begin(grid: Grid, incumbent: Incumbent, start: Plan | None, seed: int) -> None:
    if start is not None and not any(breaches(grid, p, row) for p, row in enumerate(start)):
        incumbent.offer(start)
    first = build_first(grid, incumbent, np.random.default_rng(seed))
    if first is not None:
        incumbent.offer(first)
