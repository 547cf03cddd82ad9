"""From the bound to good plans and to the proof that there is none better.

`dive` rounds the linear program: the largest share becomes somebody's days for good, the others
are priced anew, and so on. `prove` gives CP-SAT what the bound has not ruled out.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.columns import Columns
from hundra.engines.rostering.grid import Grid, Plan, cost
from hundra.engines.rostering.improving import solve_part
from hundra.engines.rostering.incumbent import Incumbent
from hundra.engines.rostering.model import RosterModel
from hundra.engines.rostering.parts import Part, whole

REPRICE_ROUNDS = 2
ONE_IN_SETTLES = 15
PROVABLE_CELLS = 200_000
SURE = 0.999
PERSON_SECONDS = 5.0


def dive(columns: Columns, rng: np.random.Generator, *, is_over: Callable[[], bool]) -> Plan | None:
    """A plan rounded from the linear program, lawful by each person's rules; None if stopped."""
    grid = columns.grid
    lawful: dict[tuple[int, int], bool] = {}
    left = set(range(len(grid.workers)))
    plan = grid.empty_plan()
    try:
        while left and columns.reprice(REPRICE_ROUNDS):
            if is_over():
                return None
            chosen = _largest(columns, left, lawful, rng)
            if not chosen:
                break
            for person, number in chosen:
                columns.settle(person, number)
                plan[person] = columns.shares[person][number][1]
                left.discard(person)
    finally:
        columns.unsettle()
    return _completed(grid, plan, left, is_over)


def _largest(
    columns: Columns,
    left: set[int],
    lawful: dict[tuple[int, int], bool],
    rng: np.random.Generator,
) -> list[tuple[int, int]]:
    """Columns to settle on: all whose share is whole, else the largest, more the more people are
    left; chance breaks ties."""
    best: list[tuple[float, int, int]] = []
    for person in left:
        for share, number in columns.shares_of(person):
            key = (person, number)
            if key not in lawful:
                row = columns.shares[person][number][1]
                lawful[key] = not breaches(columns.grid, person, row)
            if lawful[key]:
                best.append((share * (1 - 0.1 * rng.random()), person, number))
                break
    whole_ones = [(person, number) for share, person, number in best if share > SURE]
    if whole_ones or not best:
        return whole_ones
    best.sort(reverse=True)
    at_once = max(1, len(left) // ONE_IN_SETTLES)
    return [(person, number) for _, person, number in best[:at_once]]


def _completed(grid: Grid, plan: Plan, left: set[int], is_over: Callable[[], bool]) -> Plan | None:
    """Days for those who have none yet, one after another."""
    for person in sorted(left):
        if is_over():
            return None
        free = np.zeros(plan.shape, np.bool_)
        free[person] = True
        part = Part(free, plan, grid.allowed)
        found, _ = solve_part(grid, part, seconds=PERSON_SECONDS, seed=person)
        if found is None:
            return None
        plan = found
    return plan


def prove(
    grid: Grid,
    incumbent: Incumbent,
    *,
    seconds: float,
    seed: int,
    is_over: Callable[[], bool],
) -> bool:
    """Look through all that may be better than the best. True if that was finished."""
    from ortools.sat.python import cp_model

    value = incumbent.value
    cells = incumbent.worthwhile(value - 1)
    if cells.sum() > PROVABLE_CELLS:
        return False
    model = RosterModel(grid, whole(grid, cells))
    model.proto.add(model.costs.expression() <= value - 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 0
    solver.parameters.max_time_in_seconds = max(0.01, min(seconds, incumbent.seconds_left()))

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            incumbent.offer(model.chosen(self.boolean_value))
            if is_over():
                self.stop_search()

    def bound_found(bound: float) -> None:
        incumbent.raise_bound(min(bound, float(value)))
        if is_over() or incumbent.value < value - 1:
            solver.stop_search()

    solver.best_bound_callback = bound_found
    status = solver.solve(model.proto, Watch())
    if status == cp_model.INFEASIBLE:
        incumbent.raise_bound(float(value))
        return True
    if status == cp_model.OPTIMAL:
        plan = model.chosen(solver.boolean_value)
        incumbent.offer(plan)
        incumbent.raise_bound(float(cost(grid, plan)))
        return True
    return False
