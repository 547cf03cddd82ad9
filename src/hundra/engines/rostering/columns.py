"""A bound by column generation, and what it rules out.

Dantzig and Wolfe's decomposition: each person's lawful days are a column, the covers and what a
person's states do not know are rows. At any prices of the rows the sum of everybody's cheapest
days and of the rows' own cheapest ends is a lower bound (Lagrange). Prices come from the linear
program over the columns so far, drawn towards the best prices so far (Wentges 1997), since they
swing otherwise.

With the bound come marginals: how much dearer than the bound the cheapest plan with a certain
duty in it is. What reaches the best value known can be left out of the search for a better one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.counting import cover_matrix
from hundra.engines.rostering.grid import OFF, Grid, Plan
from hundra.engines.rostering.networks import Network, must_day, network_of
from hundra.engines.rostering.pricing import NEVER, cheapest, marginals

DRAWN = 0.7
ALMOST = 1e-6
CLOSE = 0.01
ROW_MOST = 1 << 22

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """An amount t that costs under · (low − t) below low and over · (t − high) above high.

    None for a cost: that end is hard. t is between 0 and `most`.
    """

    low: float
    high: float
    under: float | None
    over: float | None
    most: float

    def cheapest(self, price: float) -> float:
        """min over t of its cost + price · t."""
        ends = [self.low, self.high]
        if self.under is not None:
            ends.append(0.0)
        if self.over is not None:
            ends.append(self.most)
        return min(self._cost(t) + price * t for t in ends)

    def _cost(self, t: float) -> float:
        below, above = max(0.0, self.low - t), max(0.0, t - self.high)
        return below * (self.under or 0.0) + above * (self.over or 0.0)


@dataclass(frozen=True, slots=True)
class Side:
    """A row of one person: Σ weight over the person's duties."""

    person: int
    weight: Floats
    row: Row


class Rows:
    """All rows: first the covers, then the persons' own."""

    def __init__(self, grid: Grid, networks: list[Network]) -> None:
        self.grid = grid
        self.sides = [s for p, network in enumerate(networks) for s in _sides(grid, p, network)]
        self.rows = [*(_cover_row(grid, number) for number in range(len(grid.covers)))]
        self.rows += [side.row for side in self.sides]
        self.of_person: list[list[int]] = [[] for _ in networks]
        for number, side in enumerate(self.sides):
            self.of_person[side.person].append(number)
        self._matrix = cover_matrix(grid)
        self._asked = np.array([cover.people for cover in grid.covers], np.bool_).reshape(
            len(grid.covers), len(grid.workers)
        )

    def prices(self, person: int, duals: Floats) -> Floats:
        """What each duty [days, duties] costs the person, less what the rows pay for it."""
        covers = len(self.grid.covers)
        paid = (duals[:covers] * self._asked[:, person]) @ self._matrix
        price = self.grid.workers[person].cost - paid.reshape(self.grid.days, -1)
        for number in self.of_person[person] if self.of_person else ():
            price = price - duals[covers + number] * self.sides[number].weight
        return np.asarray(price, np.float64)

    def entries(self, person: int, row: NDArray[np.int16]) -> dict[int, float]:
        """What the person's days add to each row."""
        days = np.flatnonzero(row != OFF)
        cells = np.zeros(self._matrix.shape[1])
        cells[days * len(self.grid.kind_of) + row[days]] = 1.0
        amounts = (self._matrix @ cells) * self._asked[:, person]
        found = {int(c): float(amounts[c]) for c in np.flatnonzero(amounts)}
        for number in self.of_person[person]:
            amount = float(self.sides[number].weight[days, row[days]].sum())
            if amount:
                found[len(self.grid.covers) + number] = amount
        return found


def _cover_row(grid: Grid, number: int) -> Row:
    cover = grid.covers[number]
    most = float(max(cover.people.sum(), cover.required))
    return Row(cover.required, cover.required, cover.under, cover.over, most)


def _sides(grid: Grid, person: int, network: Network) -> list[Side]:
    """What the person's states leave out: `most`, sums, and minutes where they are too many."""
    worker = grid.workers[person]
    sides = []
    for kind, limit in enumerate(worker.most):
        if limit is not None:
            weight = np.tile((grid.kind_of == kind).astype(np.float64), (grid.days, 1))
            sides.append(Side(person, weight, Row(0, limit, None, None, grid.days)))
    if network.levels == 1:
        weight = np.tile(grid.duty_minutes.astype(np.float64), (grid.days, 1))
        row = Row(worker.minutes_low, min(worker.minutes_high, ROW_MOST), None, None, ROW_MOST)
        sides.append(Side(person, weight, row))
    for one in worker.sums:
        if must_day(one) is not None:
            continue
        most = float(one.weight.max(axis=1, initial=0).sum())
        low = 0.0 if one.low is None else float(one.low)
        high = max(most, low) if one.high is None else float(one.high)
        row = Row(low, high, one.under, one.over, max(most, low, high))
        sides.append(Side(person, one.weight.astype(np.float64), row))
    return sides


@dataclass(frozen=True, slots=True)
class Bounded:
    """A bound and the prices of the rows that prove it."""

    bound: float
    duals: Floats


class Columns:
    """The columns so far and their linear program."""

    def __init__(self, grid: Grid, plan: Plan) -> None:
        from ortools.linear_solver import pywraplp

        self.grid = grid
        self.networks = [network_of(grid, person) for person in range(len(grid.workers))]
        self.rows = Rows(grid, self.networks)
        self.solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self._known: set[tuple[int, bytes]] = set()
        self.shares: list[list[tuple[Any, NDArray[np.int16]]]] = [[] for _ in grid.workers]
        self.settled: dict[int, Any] = {}
        self._limits = [self._row(row) for row in self.rows.rows]
        self._people = [self.solver.Constraint(1.0, 1.0) for _ in grid.workers]
        self.solver.Objective().SetMinimization()
        self.constant = float(sum(worker.constant for worker in grid.workers))
        self.best = Bounded(0.0, np.zeros(len(self._limits)))
        for person in range(len(plan)):
            self.add(person, plan[person])

    def _row(self, row: Row) -> Any:
        limit = self.solver.Constraint(row.low, row.high)
        for price, sign in ((row.under, 1.0), (row.over, -1.0)):
            if price is not None:
                slack = self.solver.NumVar(0.0, self.solver.infinity(), "")
                limit.SetCoefficient(slack, sign)
                self.solver.Objective().SetCoefficient(slack, float(price))
        return limit

    def add(self, person: int, row: NDArray[np.int16]) -> bool:
        """A column, if it is new."""
        key = (person, row.tobytes())
        if key in self._known:
            return False
        self._known.add(key)
        days = np.flatnonzero(row != OFF)
        price = float(self.grid.workers[person].cost[days, row[days]].sum())
        share = self.solver.NumVar(0.0, self.solver.infinity(), "")
        self.shares[person].append((share, row.copy()))
        self.solver.Objective().SetCoefficient(share, price)
        self._people[person].SetCoefficient(share, 1.0)
        for number, amount in self.rows.entries(person, row).items():
            self._limits[number].SetCoefficient(share, amount)
        return True

    def run(self, is_over: Callable[[float], bool]) -> Bounded:
        """Until the bound has met the program's value or `is_over` (told the bound) says so."""
        while True:
            if self.solver.Solve() != self.solver.OPTIMAL:
                return self.best
            value = self.solver.Objective().Value() + self.constant
            duals = np.array([limit.dual_value() for limit in self._limits])
            drawn = DRAWN * self.best.duals + (1 - DRAWN) * duals
            is_first = not self.best.duals.any()
            added = self._price(duals if is_first else drawn)
            if not added:
                added = self._price(duals)
            if not added or value - self.best.bound < CLOSE or is_over(self.best.bound):
                return self.best

    def _price(self, duals: Floats) -> int:
        """Everybody's cheapest days at these prices; the bound they prove; how many were new."""
        bound, added = self.constant, 0
        for person, network in enumerate(self.networks):
            if person in self.settled:
                continue
            value, row = cheapest(network, self.rows.prices(person, duals))
            if value >= NEVER:
                # Nobody can: the search itself finds that out and says why.
                return 0
            bound += value
            added += self.add(person, row)
        bound += sum(r.cheapest(d) for r, d in zip(self.rows.rows, duals, strict=True))
        if bound > self.best.bound and not self.settled:
            self.best = Bounded(bound, duals)
        return added

    # Diving: one person after another gets a column for good

    def shares_of(self, person: int) -> list[tuple[float, int]]:
        """The linear program's shares of the person's columns, largest first, by number."""
        found = [(float(var.solution_value()), n) for n, (var, _) in enumerate(self.shares[person])]
        return sorted((one for one in found if one[0] > ALMOST), reverse=True)

    def settle(self, person: int, number: int) -> None:
        """The person has this column, whatever the others get."""
        share, _ = self.shares[person][number]
        share.SetLb(1.0)
        self.settled[person] = share

    def unsettle(self) -> None:
        for share in self.settled.values():
            share.SetLb(0.0)
        self.settled.clear()

    def reprice(self, rounds: int) -> bool:
        """New columns for those not settled; False if the program could not be solved."""
        for _ in range(rounds):
            if self.solver.Solve() != self.solver.OPTIMAL:
                return False
            duals = np.array([limit.dual_value() for limit in self._limits])
            if not self._price(duals):
                return True
        return bool(self.solver.Solve() == self.solver.OPTIMAL)

    def least_with(self) -> Floats:
        """What any plan with each duty [people, days, duties] in it costs at least."""
        found = np.full(self.grid.allowed.shape, NEVER)
        for person, network in enumerate(self.networks):
            prices = self.rows.prices(person, self.best.duals)
            least, with_duty, _ = marginals(network, prices)
            found[person] = self.best.bound + with_duty - least
        found[~self.grid.allowed] = NEVER
        return found
