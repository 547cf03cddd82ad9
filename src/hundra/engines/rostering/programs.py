"""A part of the grid as an integer program, solved by HiGHS.

Where the bound leaves few duties, the program's cuts and its own neighbourhoods find the best
plan of the whole grid at once, which CP-SAT, better at small and knotty parts, does not.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hundra.engines.rostering.grid import OFF, Grid, Plan
from hundra.engines.rostering.model import UNBOUNDED, RosterModel
from hundra.engines.rostering.parts import Part

POLL_SECONDS = 0.2
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Tried:
    """The best plan found, if any; and what no plan of the part goes below."""

    plan: Plan | None
    bound: float
    is_finished: bool


NOTHING = Tried(None, 0.0, is_finished=False)


def solve_program(
    grid: Grid,
    part: Part,
    *,
    seconds: float,
    is_over: Callable[[], bool],
    start: Plan | None = None,
) -> Tried:
    """The best plan of the part on one core, within so many seconds of wall time, from a
    plan that lies in it if there is one."""
    model = RosterModel(grid, part)
    program = _Program(model.proto.proto)
    hint = {} if start is None else program.hint(model, start)
    tried = NOTHING

    def run() -> None:
        nonlocal tried
        tried = program.solve(model, seconds, hint)

    # HiGHS cannot be interrupted: whoever is told to stop leaves it to its time limit.
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(POLL_SECONDS)
        if is_over():
            return NOTHING
    return tried


class _Program:
    """CP-SAT's linear constraints and clauses as rows."""

    def __init__(self, proto: Any) -> None:
        from ortools.math_opt.python import mathopt

        self.model = mathopt.Model()
        self.variables = []
        for variable in proto.variables:
            low, high = _ends(variable.domain)
            self.variables.append(self.model.add_integer_variable(lb=low, ub=high))
        for constraint in proto.constraints:
            self._add(constraint)
        costs = self._sum(proto.objective.vars, proto.objective.coeffs)
        self.model.minimize(costs + proto.objective.offset)

    def _sum(self, numbers: Any, coefficients: Any) -> Any:
        from ortools.math_opt.python import mathopt

        pairs = zip(numbers, coefficients, strict=True)
        return mathopt.fast_sum([factor * self.variables[number] for number, factor in pairs])

    def _add(self, constraint: Any) -> None:
        if constraint.has_linear() and not len(constraint.linear.domain):
            self._clause([])  # no amount will do
        elif constraint.has_linear():
            low, high = _ends(constraint.linear.domain)
            line = self._sum(constraint.linear.vars, constraint.linear.coeffs)
            self.model.add_linear_constraint(lb=low, ub=high, expr=line)
        elif constraint.has_bool_or():
            self._clause(list(constraint.bool_or.literals))
        elif constraint.has_bool_and():
            (condition,) = constraint.enforcement_literal
            for literal in constraint.bool_and.literals:
                self._clause([-condition - 1, literal])
        else:
            raise TypeError(f"not a row of a linear program: {constraint}")

    def _clause(self, literals: list[int]) -> None:
        """At least one holds; −n − 1 is the negation of variable n."""
        negated = [-one - 1 for one in literals if one < 0]
        numbers = [one for one in literals if one >= 0] + negated
        factors = [1] * (len(literals) - len(negated)) + [-1] * len(negated)
        line = self._sum(numbers, factors)
        self.model.add_linear_constraint(lb=1 - len(negated), ub=math.inf, expr=line)

    def hint(self, model: RosterModel, plan: Plan) -> dict[Any, float]:
        """The plan as values of the variables that say who does what."""
        values: dict[Any, float] = {}
        for (person, day), duties in model.duty.items():
            held = int(plan[person, day])
            for duty, literal in duties.items():
                values[self.variables[literal.index]] = float(duty == held)
            values[self.variables[model.works[person, day].index]] = float(held != OFF)
        return values

    def solve(self, model: RosterModel, seconds: float, hint: dict[Any, float]) -> Tried:
        from ortools.math_opt.python import mathopt

        limits = mathopt.SolveParameters(time_limit=timedelta(seconds=max(seconds, 0.1)))
        hints = [mathopt.SolutionHint(variable_values=hint)] if hint else []
        result = mathopt.solve(
            self.model,
            mathopt.SolverType.HIGHS,
            params=limits,
            model_params=mathopt.ModelSolveParameters(solution_hints=hints),
        )
        ended = result.termination.reason
        if ended == mathopt.TerminationReason.INFEASIBLE:
            return Tried(None, math.inf, is_finished=True)
        if not result.has_primal_feasible_solution():
            return NOTHING
        values = result.variable_values(self.variables)

        def is_true(literal: Any) -> bool:
            return bool(values[literal.index] > HALF)

        bound = result.termination.objective_bounds.dual_bound
        finished = ended == mathopt.TerminationReason.OPTIMAL
        return Tried(model.chosen(is_true), bound, is_finished=finished)


def _ends(domain: Any) -> tuple[float, float]:
    ends = list(domain)
    low, high = float(ends[0]), float(ends[-1])
    return (
        low if low > -UNBOUNDED / 2 else -math.inf,
        high if high < UNBOUNDED / 2 else math.inf,
    )
