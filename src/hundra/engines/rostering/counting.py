"""How many people meet each cover, and what a plan costs, counted for all covers at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from hundra.engines.rostering.grid import OFF, Grid, Plan, personal_cost

Ints = NDArray[np.int64]


def cover_matrix(grid: Grid) -> csr_matrix:
    """[covers, days · duties]: what one person's duty on a day adds to each cover."""
    duties = len(grid.kind_of)
    rows: list[int] = []
    columns: list[int] = []
    for number, cover in enumerate(grid.covers):
        for day, mask in cover.parts:
            cells = day * duties + np.flatnonzero(mask)
            rows += [number] * len(cells)
            columns += cells.tolist()
    shape = (len(grid.covers), grid.days * duties)
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


class Counter:
    """Counts plans of one grid; the same numbers as `grid.cost`, faster where covers are many."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._groups = _groups(grid, cover_matrix(grid))
        self._required = np.array([cover.required for cover in grid.covers], np.int64)
        self.under = np.array([cover.under or 0 for cover in grid.covers], np.int64)
        self.over = np.array([cover.over or 0 for cover in grid.covers], np.int64)
        self._first = np.array([cover.parts[0][0] for cover in grid.covers], np.int64)

    def present(self, plan: Plan) -> Ints:
        """How many meet each cover."""
        there = np.zeros(len(self._required), np.int64)
        duties = len(self.grid.kind_of)
        for people, numbers, matrix in self._groups:
            persons, days = np.nonzero(plan[people] != OFF)
            cells = days * duties + plan[people][persons, days]
            held = np.bincount(cells, minlength=self.grid.days * duties)
            there[numbers] = np.rint(matrix @ held).astype(np.int64)
        return there

    def cover_costs(self, plan: Plan) -> Ints:
        """What each cover costs."""
        there = self.present(plan)
        missing = np.maximum(0, self._required - there)
        beyond = np.maximum(0, there - self._required)
        costs: Ints = missing * self.under + beyond * self.over
        return costs

    def day_costs(self, plan: Plan) -> NDArray[np.float64]:
        """What each day's covers cost."""
        costs = np.zeros(self.grid.days)
        np.add.at(costs, self._first, self.cover_costs(plan))
        return costs

    def cost(self, plan: Plan) -> int:
        """What the plan costs, hard rules apart."""
        people = sum(personal_cost(self.grid, p, plan[p]) for p in range(len(plan)))
        return people + int(self.cover_costs(plan).sum())

    def worth(self, plan: Plan) -> NDArray[np.float64]:
        """What one more is worth to each cover: missing people saved, or too many added."""
        is_short = self.present(plan) < self._required
        return np.where(is_short, self.under, -self.over).astype(np.float64)


def _groups(
    grid: Grid, matrix: csr_matrix
) -> list[tuple[NDArray[np.bool_], list[int], csr_matrix]]:
    """Covers that ask the same people, together."""
    numbers: dict[bytes, list[int]] = {}
    for number, cover in enumerate(grid.covers):
        numbers.setdefault(cover.people.tobytes(), []).append(number)
    return [(grid.covers[one[0]].people, one, matrix[one]) for one in numbers.values()]
