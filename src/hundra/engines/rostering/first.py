"""A first plan, person by person, and anybody's days anew."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.columns import Rows
from hundra.engines.rostering.counting import Counter
from hundra.engines.rostering.grid import OFF, Grid, Plan, Worker
from hundra.engines.rostering.improving import solve_part
from hundra.engines.rostering.incumbent import Incumbent
from hundra.engines.rostering.networks import Network, network_of
from hundra.engines.rostering.parts import Part
from hundra.engines.rostering.pricing import cheapest

PERSON_SECONDS = 20.0
LEAST_PERSON_SECONDS = 1.0
FIRST_SHARE = 0.3
FIRST_NODES = 20_000_000
STEERS = 24
NOISE = 0.2
FLAT_NOISE = 1e-3
BEGIN_STEP = 0.05
STUCK = 0.02

Floats = NDArray[np.float64]
Row = NDArray[np.int16]


class Persons:
    """Finds one person's days at given prices, with the dynamic program's states of everybody."""

    def __init__(self, counter: Counter, rng: np.random.Generator) -> None:
        self.counter = counter
        self.grid = counter.grid
        self.rng = rng
        self.rows = Rows(self.grid, [])
        self._networks: dict[int, Network] = {}
        self._each_minute = 0.0

    def anew(self, plan: Plan, person: int, *, noise: float = 0.0) -> Row | None:
        """The cheapest lawful days for what the others leave uncovered, if easily found."""
        others = plan.copy()
        others[person] = OFF
        prices = self.rows.prices(person, self.counter.worth(others))
        prices = prices + noise * np.abs(prices).max(initial=0.0) * self.rng.random(prices.shape)
        largest = float(np.abs(prices).max(initial=0.0)) + 1.0
        minutes = Minutes(self.grid, self.grid.workers[person], largest, self._each_minute)
        row = steered(self.grid, person, self._network(person), prices, minutes, self.rng)
        if row is not None:
            self._each_minute = minutes.each
        return row

    def _network(self, person: int) -> Network:
        if person not in self._networks:
            self._networks[person] = network_of(self.grid, person, FIRST_NODES)
        return self._networks[person]


def build_first(grid: Grid, incumbent: Incumbent, rng: np.random.Generator) -> Plan | None:
    """Each person in turn gets the best for what is still uncovered.

    The dynamic program's days where they keep all rules, else CP-SAT's. None if it was stopped
    before all had one. Tells the incumbent when somebody's rules alone leave no plan.
    """
    plan = grid.empty_plan()
    persons = Persons(incumbent.counter, rng)
    share = FIRST_SHARE * incumbent.seconds_left() / max(1, len(plan))
    for person in map(int, rng.permutation(len(plan))):
        if incumbent.is_over():
            return None
        row = persons.anew(plan, person)
        if row is not None:
            plan[person] = row
            continue
        found = _one_person(grid, incumbent, plan, person, share)
        if found is None:
            return None
        plan = found
    return plan


def steered(
    grid: Grid,
    person: int,
    network: Network,
    prices: Floats,
    minutes: Minutes,
    rng: np.random.Generator,
) -> Row | None:
    """The cheapest lawful days of the dynamic program, if they are easily found.

    What its states leave out is steered by prices and bans. Minutes are made dearer or cheaper,
    by halving, until the contract's are met, from the price on that did before; chance tells days
    of the same price apart, which else would all go at once. Of a kind or of weekends worked more
    often than allowed the most worthwhile are kept, and the others barred.
    """
    worker = grid.workers[person]
    prices = prices + FLAT_NOISE * rng.random(prices.shape)
    noise = np.zeros_like(prices)
    for _ in range(STEERS):
        _, row = cheapest(network, prices + noise + minutes.price)
        if not breaches(grid, person, row):
            return row
        barred = _beyond(grid, worker, row, prices)
        if barred is not None:
            network = replace(network, dear=network.dear | barred)
            minutes.reopen()
        elif not minutes.turn(row):
            return None
        elif minutes.is_stuck or not noise.any():
            noise = NOISE * minutes.largest * rng.random(prices.shape)
            minutes.reopen()
    return None


class Minutes:
    """A price on each minute: longer steps until it lies between two, then halving."""

    def __init__(self, grid: Grid, worker: Worker, largest: float, begin: float) -> None:
        self.largest = largest
        self._minutes = grid.duty_minutes
        self._low, self._high = worker.minutes_low, worker.minutes_high
        self._first_step = BEGIN_STEP * largest / max(1, int(grid.minutes.max(initial=1)))
        self.each = begin
        self.reopen()

    def reopen(self) -> None:
        """Something else has changed: all prices are open again, from this one on."""
        self._least, self._most = -math.inf, math.inf
        self._step = self._first_step

    @property
    def is_stuck(self) -> bool:
        """The two prices are all but the same."""
        return self._most - self._least < STUCK * self._first_step

    @property
    def price(self) -> Floats:
        return np.asarray(self.each * self._minutes, np.float64)

    def turn(self, row: Row) -> bool:
        """Away from days that work too little or too much; False if they do neither."""
        worked = int(self._minutes[row[row != OFF]].sum())
        if self._low <= worked <= self._high:
            return False
        if worked < self._low:
            self._most = self.each
        else:
            self._least = self.each
        if math.isinf(self._most - self._least):
            self.each += self._step if math.isinf(self._most) else -self._step
            self._step *= 2
        else:
            self.each = (self._least + self._most) / 2
        return True


def _beyond(grid: Grid, worker: Worker, row: Row, prices: Floats) -> NDArray[np.bool_] | None:
    """Cells [days, duties] to bar: all but the best of what the days have too many of."""
    barred = np.zeros(prices.shape, np.bool_)
    works = row != OFF
    gains = np.where(works, prices[np.arange(len(row)), row], 0.0)
    for kind, most in enumerate(worker.most):
        of_kind = grid.kind_of == kind
        days = np.flatnonzero(works & of_kind[row])
        if most is not None and len(days) > most:
            kept = days[np.argsort(gains[days])][:most]
            barred |= of_kind & ~np.isin(np.arange(len(row)), kept)[:, None]
    for limit in worker.weekends:
        weekends = [np.arange(max(day, 0), min(day + 2, len(row))) for day in limit.saturdays]
        worked = [one for one in weekends if works[one].any()]
        if len(worked) > limit.at_most:
            worked.sort(key=lambda one: float(gains[one].sum()))
            kept_days = {int(day) for one in worked[: limit.at_most] for day in one}
            for one in weekends:
                barred[[int(day) for day in one if int(day) not in kept_days]] = True
    return barred if barred.any() else None


def _one_person(
    grid: Grid, incumbent: Incumbent, plan: Plan, person: int, share: float
) -> Plan | None:
    """With their share of the time; and more, as long as nothing is found."""
    free = np.zeros(plan.shape, np.bool_)
    free[person] = True
    seconds = min(PERSON_SECONDS, max(LEAST_PERSON_SECONDS, share))
    while not incumbent.is_over():
        limit = min(seconds, incumbent.seconds_left())
        part = Part(free, plan, grid.allowed)
        found, finished = solve_part(grid, part, seconds=limit, seed=person)
        if found is not None:
            return found
        if finished:
            incumbent.prove_infeasible()
        seconds *= 4
    return None
