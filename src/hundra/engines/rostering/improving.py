"""A first plan, person by person, and then better ones, part by part."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.columns import Rows
from hundra.engines.rostering.grid import OFF, Grid, Plan, present
from hundra.engines.rostering.incumbent import Incumbent
from hundra.engines.rostering.model import RosterModel
from hundra.engines.rostering.neighbourhoods import Kinds
from hundra.engines.rostering.parts import Part
from hundra.engines.rostering.pricing import Network, cheapest, network_of

PERSON_SECONDS = 20.0
LEAST_PERSON_SECONDS = 1.0
FIRST_SHARE = 0.3
FIRST_NODES = 4_000_000
TRY_SECONDS = 3.0
STEERS = 12
NOISE = 0.2


def solve_part(
    grid: Grid,
    part: Part,
    *,
    seconds: float,
    seed: int,
    hint: Plan | None = None,
    until: Callable[[], bool] | None = None,
) -> tuple[Plan | None, bool]:
    """The best plan of the part on one core; and whether the search was finished."""
    from ortools.sat.python import cp_model

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            if until is not None and until():
                self.stop_search()

    model = RosterModel(grid, part)
    if hint is not None:
        model.hint(hint)
    solver = cp_model.CpSolver()
    _settings(solver.parameters, seconds, seed)
    status = solver.solve(model.proto, Watch())
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return model.chosen(solver.boolean_value), status == cp_model.OPTIMAL
    return None, status == cp_model.INFEASIBLE


def _settings(parameters: Any, seconds: float, seed: int) -> None:
    parameters.num_workers = 1
    parameters.random_seed = seed
    parameters.max_time_in_seconds = max(seconds, 0.01)
    parameters.linearization_level = 2
    parameters.symmetry_level = 0


def build_first(grid: Grid, incumbent: Incumbent, rng: np.random.Generator) -> Plan | None:
    """Each person in turn gets the best for what is still uncovered.

    The dynamic program's days where they keep all rules, else CP-SAT's. None if it was stopped
    before all had one. Tells the incumbent when somebody's rules alone leave no plan.
    """
    plan = grid.empty_plan()
    networks = [network_of(grid, person, FIRST_NODES) for person in range(len(plan))]
    rows = Rows(grid, networks)
    share = FIRST_SHARE * incumbent.seconds_left() / max(1, len(plan))
    for person in map(int, rng.permutation(len(plan))):
        if incumbent.is_over():
            return None
        row = _steered(grid, person, networks[person], rows.prices(person, _worth(rows, plan)), rng)
        if row is not None:
            plan[person] = row
            continue
        found = _one_person(grid, incumbent, plan, person, share)
        if found is None:
            return None
        plan = found
    return plan


def _steered(
    grid: Grid,
    person: int,
    network: Network,
    prices: NDArray[np.float64],
    rng: np.random.Generator,
) -> NDArray[np.int16] | None:
    """The cheapest lawful days of the dynamic program, if they are easily found.

    Where its states leave minutes out, each minute is made dearer or cheaper, by halving, until
    the contract's are met; chance tells days of the same price apart, which else would all go
    at once.
    """
    worker = grid.workers[person]
    minutes = grid.duty_minutes
    largest = np.abs(prices).max(initial=0.0) + 1.0
    steepest = 2 * largest / max(1, int(minutes.min(initial=1)))
    low, high, dearer = -steepest, steepest, 0.0
    noise = np.zeros_like(prices)
    for _ in range(STEERS):
        _, row = cheapest(network, prices + noise + dearer * minutes)
        if not breaches(grid, person, row):
            return row
        worked = int(minutes[row[row != OFF]].sum())
        if worked < worker.minutes_low:
            high = dearer
        elif worked > worker.minutes_high:
            low = dearer
        else:
            return None
        dearer = (low + high) / 2
        noise = NOISE * largest * rng.random(prices.shape)
    return None


def _worth(rows: Rows, plan: Plan) -> NDArray[np.float64]:
    """What one more is worth to each row now: missing people saved, or too many added."""
    worth = np.zeros(len(rows.rows))
    for number, cover in enumerate(rows.grid.covers):
        short = present(cover, plan) < cover.required
        worth[number] = (cover.under or 0) if short else -(cover.over or 0)
    return worth


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


def improve(
    grid: Grid,
    incumbent: Incumbent,
    kinds: Kinds,
    rng: np.random.Generator,
    is_over: Callable[[], bool],
) -> None:
    """Until it is over: free a part of the best plan, solve it, keep what is gained."""
    while not is_over():
        base = incumbent.plan
        kind, free = kinds.next(base)
        part = Part(free, base, incumbent.promising(base, kind.reach))
        begun = time.thread_time()
        found, finished = solve_part(
            grid,
            part,
            seconds=min(TRY_SECONDS, incumbent.seconds_left()),
            seed=int(rng.integers(1 << 30)),
            hint=base,
        )
        used = time.thread_time() - begun
        gained = found is not None and incumbent.merge(base, found)
        kind.learn(gained=gained, was_solved=finished, share_of_time=used / TRY_SECONDS)
