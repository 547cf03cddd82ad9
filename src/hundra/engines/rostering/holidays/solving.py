"""From a summer to everybody's weeks, anytime."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from hundra.engines.rostering.holidays.answering import Standing, answer_wishes
from hundra.engines.rostering.holidays.conflict import conflict
from hundra.engines.rostering.holidays.model import SummerModel
from hundra.engines.rostering.holidays.outcome import SummerOutcome
from hundra.engines.rostering.holidays.summer import (
    Plan,
    Summer,
    lawful_weeks,
    personal_cost,
    value_of,
)
from hundra.engines.rostering.incumbent import Stop
from hundra.engines.rostering.solution import Progress, Status, relative_gap

LOOK_SECONDS = 0.2
CONFLICT_SECONDS = 30.0


def solve_summer(
    summer: Summer,
    *,
    seconds: float = 60.0,
    workers: int = 1,
    seed: int = 0,
    start: Plan | None = None,
    stop: Stop | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> SummerOutcome:
    """The best weeks within `seconds` of wall time on `workers` cores, every need met.

    `stop` is looked at a few times a second; `on_progress` is called from the search's threads
    with each better plan and bound (`roster` is None). Infeasible input gets its conflict, after
    the time is up (at most half a minute more).
    """
    from ortools.sat.python import cp_model

    begun = time.monotonic()
    model = SummerModel(summer)
    model.weigh()
    if start is not None:
        model.hint(start)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    status = _search(solver, model, stop, on_progress, begun)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        plan = improved(summer, model.plan(solver.boolean_value))
        value = value_of(summer, plan)
        bound = min(float(value), max(0.0, solver.best_objective_bound))
        return SummerOutcome(
            status=Status.OPTIMAL if status == cp_model.OPTIMAL else Status.FEASIBLE,
            weeks=plan,
            value=value,
            bound=bound,
            seconds=time.monotonic() - begun,
            answers=answer_wishes(summer, plan),
        )
    if status == cp_model.INFEASIBLE:
        return SummerOutcome(
            status=Status.INFEASIBLE,
            conflict=conflict(summer, seconds=CONFLICT_SECONDS),
            seconds=time.monotonic() - begun,
        )
    return SummerOutcome(status=Status.UNKNOWN, seconds=time.monotonic() - begun)


def improved(summer: Summer, plan: Plan) -> Plan:
    """Everybody in turn has the best weeks that are free while the others keep theirs, until
    nobody can have better: then each refusal has a reason."""
    mine = dict(plan)
    standing = Standing(summer, mine)
    changed = True
    while changed:
        changed = False
        for person in summer.people:
            cost = personal_cost(summer, person, mine[person.key])
            for weeks in lawful_weeks(summer, person):
                better = personal_cost(summer, person, weeks)
                if better < cost and not standing.short_with(person, weeks):
                    mine[person.key], cost, changed = weeks, better, True
                    standing = Standing(summer, mine)
    return mine


def _search(
    solver: Any,
    model: SummerModel,
    stop: Stop | None,
    on_progress: Callable[[Progress], None] | None,
    begun: float,
) -> Any:
    from ortools.sat.python import cp_model

    told = _Telling(on_progress, begun)

    class Better(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            told.better(int(self.objective_value), self.best_objective_bound)

    solver.best_bound_callback = told.bounded
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(solver, stop, ended), daemon=True)
    watcher.start()
    try:
        return solver.solve(model.proto, Better())
    finally:
        ended.set()
        watcher.join()


def _watch(solver: Any, stop: Stop | None, ended: threading.Event) -> None:
    while not ended.wait(LOOK_SECONDS):
        if stop is not None and stop.is_set():
            solver.stop_search()


class _Telling:
    """The best value and bound so far, told one at a time."""

    def __init__(self, tell: Callable[[Progress], None] | None, begun: float) -> None:
        self.tell = tell
        self.begun = begun
        self.value: int | None = None
        self.bound = 0.0
        self.lock = threading.Lock()

    def better(self, value: int, bound: float) -> None:
        with self.lock:
            self.value = value
            self._say(bound)

    def bounded(self, bound: float) -> None:
        with self.lock:
            self._say(bound)

    def _say(self, bound: float) -> None:
        self.bound = max(self.bound, bound)
        if self.tell is not None:
            self.tell(
                Progress(
                    seconds=time.monotonic() - self.begun,
                    value=self.value,
                    bound=self.bound,
                    gap=relative_gap(self.value, self.bound),
                )
            )
