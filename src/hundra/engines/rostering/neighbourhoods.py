"""Large-neighbourhood search: free a part of the plan, solve it well, keep what is no worse.

Parts are people over all days, all people over some days, or some people over some weeks; they
gather around what is expensive now. How large a part may be is learned for each kind: one that
was solved at once may be larger, one that was not should be smaller.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.counting import Counter
from hundra.engines.rostering.grid import Cells, Plan, personal_cost

WEEK = 7
LARGER = 1.15
SMALLER = 0.85
BEGIN_CELLS = 120.0
LEAST_CELLS = 20.0
HALF = 0.5
REACHES = (1.0, 0.25, 0.05)

Generator = np.random.Generator
Chooser = Callable[[Counter, Plan, int, Generator], Cells]


def people_all_days(counter: Counter, plan: Plan, size: int, rng: Generator) -> Cells:
    """Some people's whole plans."""
    count = max(1, min(len(plan), round(size / counter.grid.days)))
    free = np.zeros(plan.shape, np.bool_)
    free[_people(counter, plan, count, rng)] = True
    return free


def days_all_people(counter: Counter, plan: Plan, size: int, rng: Generator) -> Cells:
    """Everybody over some days in a row."""
    length = max(2, min(counter.grid.days, round(size / len(plan))))
    return _block(counter, plan, length, len(plan), rng)


def some_weeks(counter: Counter, plan: Plan, size: int, rng: Generator) -> Cells:
    """Some people over one to four weeks."""
    length = min(counter.grid.days, int(WEEK * rng.integers(1, 5)))
    return _block(counter, plan, length, max(2, round(size / length)), rng)


def _block(counter: Counter, plan: Plan, length: int, count: int, rng: Generator) -> Cells:
    centre = rng.choice(counter.grid.days, p=_shares(counter.day_costs(plan), rng))
    first = int(np.clip(centre - rng.integers(0, length), 0, max(0, counter.grid.days - length)))
    free = np.zeros(plan.shape, np.bool_)
    people = _people(counter, plan, min(count, len(plan)), rng)
    free[people, first : first + length] = True
    return free


def _people(counter: Counter, plan: Plan, count: int, rng: Generator) -> NDArray[np.int64]:
    costs = np.array(
        [personal_cost(counter.grid, p, plan[p]) for p in range(len(plan))], np.float64
    )
    return rng.choice(len(plan), size=count, replace=False, p=_shares(costs, rng))


def _shares(costs: NDArray[np.float64], rng: Generator) -> NDArray[np.float64]:
    """Chances: half the time all alike, else somewhat by what is costly."""
    if rng.random() < HALF or not costs.any():
        return np.full(len(costs), 1 / len(costs))
    mixed: NDArray[np.float64] = np.sqrt(np.maximum(costs, 0.0))
    mixed += mixed.mean()
    mixed /= mixed.sum()
    return mixed


CHOOSERS: tuple[Chooser, ...] = (people_all_days, days_all_people, some_weeks)


@dataclass
class Kind:
    """A way to choose parts, which duties are tried there (`reach`: those that the bound leaves
    to plans so far of the way from it up to the best), how many cells it may free, and how it
    has fared."""

    choose: Chooser
    reach: float
    cells: float = BEGIN_CELLS
    score: float = 1.0

    def learn(self, *, gained: bool, was_solved: bool, share_of_time: float) -> None:
        """After a try: whether it gained, was solved to the end, and how much time that took."""
        self.score = 0.9 * self.score + 0.1 * (1.0 if gained else 0.0)
        if was_solved and share_of_time < HALF:
            self.cells *= LARGER
        elif not was_solved:
            self.cells = max(LEAST_CELLS, self.cells * SMALLER)


@dataclass
class Kinds:
    """The kinds, chosen by how they have fared lately."""

    counter: Counter
    rng: Generator
    kinds: list[Kind] = field(
        default_factory=lambda: [Kind(*one) for one in itertools.product(CHOOSERS, REACHES)]
    )

    def next(self, plan: Plan) -> tuple[Kind, Cells]:
        scores = np.array([0.05 + kind.score for kind in self.kinds])
        kind = self.kinds[int(self.rng.choice(len(self.kinds), p=scores / scores.sum()))]
        kind.cells = min(kind.cells, 1.5 * plan.size)
        return kind, kind.choose(self.counter, plan, round(kind.cells), self.rng)
