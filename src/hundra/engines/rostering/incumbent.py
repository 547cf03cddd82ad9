"""What the search's threads share: the best plan so far, the best bound, and when to end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.counting import Counter
from hundra.engines.rostering.grid import OFF, Cells, Grid, Plan

ALMOST = 1e-6


class Stop(Protocol):
    """Such as threading.Event."""

    def is_set(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Found:
    """The search's state. Plan None: none found; infeasible: there is none."""

    plan: Plan | None
    value: int | None
    bound: float
    seconds: float
    infeasible: bool = False

    @property
    def is_optimal(self) -> bool:
        """Values are whole numbers: a bound above value − 1 proves the value."""
        return self.value is not None and self.bound > self.value - 1 + ALMOST


class Incumbent:
    """The best so far. Its methods may be called from any thread."""

    def __init__(
        self,
        grid: Grid,
        *,
        seconds: float,
        stop: Stop | None = None,
        on_progress: Callable[[Found], None] | None = None,
    ) -> None:
        self.grid = grid
        self.counter = Counter(grid)
        self._stop = stop
        self._on_progress = on_progress
        self._lock = threading.RLock()
        self._begun = time.monotonic()
        self._end = self._begun + seconds
        self._state = Found(None, None, 0.0, 0.0)
        self._over = False
        self._least_with: NDArray[np.float64] | None = None
        self.error: BaseException | None = None

    @property
    def state(self) -> Found:
        return self._state

    @property
    def plan(self) -> Plan:
        if self._state.plan is None:
            raise LookupError("no plan yet")
        return self._state.plan

    @property
    def value(self) -> int:
        if self._state.value is None:
            raise LookupError("no plan yet")
        return self._state.value

    def seconds_left(self) -> float:
        return self._end - time.monotonic()

    def is_over(self) -> bool:
        """Time is up, told to stop, proved, or a thread has failed."""
        told = self._stop is not None and self._stop.is_set()
        done = self._over or self._state.is_optimal or self._state.infeasible
        return told or done or self.seconds_left() <= 0

    def end(self) -> None:
        self._over = True

    def offer(self, plan: Plan) -> bool:
        """A plan that keeps the hard rules; True if it is better than the best."""
        value = self.counter.cost(plan)
        with self._lock:
            known = self._state.value
            if known is not None and value > known:
                return False
            better = known is None or value < known
            self._set(plan=plan.astype(np.int16), value=value, tell=better)
            return better

    def merge(self, base: Plan, plan: Plan) -> bool:
        """A plan made from an earlier one: as it is, or its changes put into the best of now, for
        those whose rules allow it."""
        if self.offer(plan):
            return True
        with self._lock:
            changed = base != plan
            mixed = np.where(changed, plan, self.plan).astype(np.int16)
            for person in map(int, np.flatnonzero(changed.any(axis=1))):
                if breaches(self.grid, person, mixed[person]):
                    mixed[person] = self.plan[person]
            return self.offer(mixed)

    def raise_bound(self, bound: float) -> None:
        with self._lock:
            if bound > self._state.bound:
                self._set(bound=bound)

    def learn(self, least_with: NDArray[np.float64]) -> None:
        """What plans with each duty [people, days, duties] in them cost at least."""
        self._least_with = least_with

    def worthwhile(self, most: float) -> Cells:
        """Duties [people, days, duties] that a plan which costs at most `most` may have in it."""
        if self._least_with is None:
            return self.grid.allowed
        cells: Cells = self._least_with <= most + ALMOST
        return cells

    def promising(self, plan: Plan, reach: float) -> Cells:
        """Duties worth a try, and the plan's own: those of plans that lie this share of the way
        from the bound up to the best."""
        if self._least_with is None:
            return self.grid.allowed
        bound, value = self._state.bound, self.value
        return self.with_own(plan, self.worthwhile(bound + reach * (value - 1 - bound)))

    @staticmethod
    def with_own(plan: Plan, cells: Cells) -> Cells:
        """The duties and the plan's own."""
        people, days = np.nonzero(plan != OFF)
        cells = cells.copy()
        cells[people, days, plan[people, days]] = True
        return cells

    def prove_infeasible(self) -> None:
        with self._lock:
            self._set(infeasible=True)

    def _set(
        self,
        *,
        plan: Plan | None = None,
        value: int | None = None,
        bound: float | None = None,
        infeasible: bool = False,
        tell: bool = True,
    ) -> None:
        now = self._state
        self._state = Found(
            now.plan if plan is None else plan,
            now.value if value is None else value,
            now.bound if bound is None else bound,
            time.monotonic() - self._begun,
            now.infeasible or infeasible,
        )
        if tell and self._on_progress is not None:
            self._on_progress(self._state)
