"""Long periods: window after window of the plan, each searched as a grid of its own.

The bound and the models of half a year are too large to be of use; those of some weeks are not.
Every window keeps the rest of the plan, so that each gain in it is one of the whole. What passes
between windows (minutes, weekends) is moved by giving one person after another all their days
anew. Threads take windows that do not meet.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from hundra.engines.rostering.first import Persons
from hundra.engines.rostering.grid import Grid
from hundra.engines.rostering.incumbent import Found, Incumbent
from hundra.engines.rostering.windows import Window, window

WEEK = 7
WINDOW_WEEKS = 4
LEAST_DAYS = 7
WINDOW_CELLS = 40_000
SWEEPS = 4
LEAST_SECONDS = 5.0

Search = Callable[[Grid, Incumbent, int], None]
"""Improves the incumbent's plan of the grid until it is over, from a seed."""


def window_days(grid: Grid) -> int:
    """How many days a window has: some weeks, fewer where they would be too much at once."""
    a_day = max(1, int(grid.allowed.sum()) // max(1, grid.days))
    most = max(LEAST_DAYS, WINDOW_CELLS // a_day)
    return min(WINDOW_WEEKS * WEEK, most)


class Places:
    """Where the windows begin; each thread is given one that meets no other's."""

    def __init__(self, grid: Grid, days: int) -> None:
        self.days = days
        self._total = grid.days
        self._lock = threading.Lock()
        self._taken: set[int] = set()
        self._left: list[int] = []
        self._sweep = 0

    @contextmanager
    def one(self) -> Iterator[int | None]:
        """The next place's first day; None if all that are left are too near another's."""
        with self._lock:
            if not self._left:
                self._left = self._places()
            free = [one for one in self._left if self._is_clear(one)]
            place = free[0] if free else None
            if place is not None:
                self._left.remove(place)
                self._taken.add(place)
        try:
            yield place
        finally:
            with self._lock:
                self._taken.discard(-1 if place is None else place)

    def _is_clear(self, place: int) -> bool:
        return all(abs(place - other) >= self.days + WEEK for other in self._taken)

    def _places(self) -> list[int]:
        """Side by side, each sweep half a window on."""
        shift = (self._sweep % 2) * (self.days // 2)
        self._sweep += 1
        last = max(0, self._total - self.days)
        places = [min(last, first) for first in range(shift, self._total, self.days)]
        return sorted({0, *places} if shift else set(places))


class Rolling:
    """One thread's turns."""

    def __init__(self, incumbent: Incumbent, places: Places, search: Search, seed: int) -> None:
        self.grid = incumbent.grid
        self.incumbent = incumbent
        self.places = places
        self.search = search
        self.rng = np.random.default_rng(seed)
        self.persons = Persons(incumbent.counter, self.rng)
        count = self.grid.days / places.days
        self.seconds = max(LEAST_SECONDS, incumbent.seconds_left() / (count * SWEEPS))

    def run(self) -> None:
        self._everybody()
        while not self.incumbent.is_over():
            with self.places.one() as place:
                if place is None:
                    self._everybody()
                else:
                    self._window(place)

    def _everybody(self) -> None:
        """One person after another gets the best days for what the others leave."""
        for person in map(int, self.rng.permutation(len(self.grid.workers))):
            if self.incumbent.is_over():
                return
            base = self.incumbent.plan
            row = self.persons.anew(base, person)
            if row is not None:
                plan = base.copy()
                plan[person] = row
                self.incumbent.merge(base, plan)

    def _window(self, first: int) -> None:
        base = self.incumbent.plan
        part = window(self.grid, base, first, self.places.days)
        inner = Incumbent(
            part.grid,
            seconds=min(self.seconds, self.incumbent.seconds_left()),
            stop=_Over(self.incumbent),
            on_progress=lambda found: self._told(part, base, found),
        )
        inner.offer(part.of(base))
        self.search(part.grid, inner, int(self.rng.integers(1 << 30)))

    def _told(self, part: Window, base: np.ndarray, found: Found) -> None:
        if found.plan is not None:
            self.incumbent.merge(base, part.put(base, found.plan))


class _Over:
    """The whole search's end as a window's stop."""

    def __init__(self, incumbent: Incumbent) -> None:
        self._incumbent = incumbent

    def is_set(self) -> bool:
        return self._incumbent.is_over()
