"""An attacker who has read everything, knows who works where, and solves for what is hidden.

Knows of everyone who answered: unit, occupation and whether they lead. Those who are the same in
all three cannot be told apart by anything that is published, so they are one *kind*. Unknown are
the numbers of each kind who chose each option of each item, x[kind, item, option]: counts, here
let be any number ≥ 0, which leaves the attacker less certain by less than one person. All that is
published of means and counts is linear in them, given that everybody answered everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

POINTS = np.array([0.0, 25.0, 50.0, 75.0, 100.0])
"""Of the options, in their order."""

STEP = 25.0
ROUNDING = 0.05 + 1e-6
"""Means are told to a tenth."""


@dataclass(frozen=True)
class Kind:
    """People who answered in one wave and are alike in all that anyone else can know."""

    unit: int
    title: str
    leads: bool
    people: int


Belongs = Callable[[Kind], bool]


@dataclass
class Attacker:
    """Of one scale: `items` many, whose mean it is."""

    kinds: Sequence[Kind]
    items: int
    _rows: list[NDArray[np.float64]] = field(default_factory=list)
    _low: list[float] = field(default_factory=list)
    _high: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place, kind in enumerate(self.kinds):
            for item in range(self.items):
                row = self._nothing()
                row[place, item, :] = 1.0
                self._know(row, kind.people, kind.people)

    def _nothing(self) -> NDArray[np.float64]:
        return np.zeros((len(self.kinds), self.items, len(POINTS)))

    def _know(self, row: NDArray[np.float64], low: float, high: float) -> None:
        self._rows.append(row.ravel())
        self._low.append(low)
        self._high.append(high)

    def _those(self, belongs: Belongs) -> list[int]:
        return [place for place, kind in enumerate(self.kinds) if belongs(kind)]

    def people(self, belongs: Belongs) -> int:
        return sum(self.kinds[place].people for place in self._those(belongs))

    def reads_mean(self, belongs: Belongs, mean: float, items: Iterable[int]) -> None:
        """The mean of those people over some of the items."""
        those, some = self._those(belongs), list(items)
        row = self._nothing()
        for item in some:
            row[those, item, :] = POINTS / len(some)
        total, slack = mean * self.people(belongs), ROUNDING * self.people(belongs)
        self._know(row, total - slack, total + slack)

    def reads_counts(self, belongs: Belongs, item: int, counts: Sequence[int]) -> None:
        those = self._those(belongs)
        for option, count in enumerate(counts):
            row = self._nothing()
            row[those, item, option] = 1.0
            self._know(row, count, count)

    def total(self, belongs: Belongs, item: int) -> tuple[float, float]:
        """The least and the most that those people's points on the item can add up to."""
        aim = self._nothing()
        aim[self._those(belongs), item, :] = POINTS
        return self._solve(aim, 1), self._solve(aim, -1)

    def _solve(self, aim: NDArray[np.float64], sign: int) -> float:
        rows = np.array(self._rows)
        exact = np.array(self._low) == np.array(self._high)
        found = linprog(
            sign * aim.ravel(),
            A_eq=rows[exact],
            b_eq=np.array(self._low)[exact],
            A_ub=np.r_[rows[~exact], -rows[~exact]],
            b_ub=np.r_[np.array(self._high)[~exact], -np.array(self._low)[~exact]],
            method="highs",
        )
        assert found.status == 0, f"what was read does not agree with itself: {found.message}"
        return sign * float(found.fun)
