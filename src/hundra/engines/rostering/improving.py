"""Better plans, part by part."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from hundra.engines.rostering.grid import Grid, Plan
from hundra.engines.rostering.incumbent import Incumbent
from hundra.engines.rostering.model import RosterModel
from hundra.engines.rostering.neighbourhoods import Kinds
from hundra.engines.rostering.parts import Part

TRY_SECONDS = 3.0


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
