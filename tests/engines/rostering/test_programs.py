"""The same part as CP-SAT's model and as HiGHS's program has the same best plan."""

import math

import numpy as np
import pytest

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.columns import Columns
from hundra.engines.rostering.grid import Cover, Grid, Label, WeekendLimit, Worker, cost
from hundra.engines.rostering.improving import solve_part
from hundra.engines.rostering.parts import whole
from hundra.engines.rostering.programs import solve_program

DAYS, KINDS = 7, 2


def never() -> bool:
    return False


def grid_of(seed: int, *, minutes_low: int = 960) -> Grid:
    rng = np.random.default_rng(seed)
    workers = tuple(
        Worker(
            cost=rng.integers(0, 4, (DAYS, KINDS)),
            minutes_low=minutes_low,
            minutes_high=2400,
            max_run=3,
            min_run=2,
            min_off=2,
            weekends=(WeekendLimit((5,), 1),),
            most=(None, 2),
        )
        for _ in range(3)
    )
    covers = tuple(
        Cover(
            Label("need", first=day),
            np.ones(3, np.bool_),
            ((day, np.arange(KINDS) == kind),),
            int(rng.integers(0, 3)),
            10,
            1,
        )
        for day in range(DAYS)
        for kind in range(KINDS)
    )
    return Grid(
        days=DAYS,
        minutes=np.array([480, 600], np.int64),
        may_follow=np.array([[True, True], [False, True]]),
        kind_of=np.arange(KINDS, dtype=np.int16),
        workers=workers,
        covers=covers,
    )


@pytest.mark.parametrize("seed", range(4))
def test_both_solvers_agree_and_the_plan_is_lawful(seed: int) -> None:
    grid = grid_of(seed)
    plan, finished = solve_part(grid, whole(grid), seconds=60, seed=1)
    assert plan is not None
    assert finished
    tried = solve_program(grid, whole(grid), seconds=60, is_over=never, start=plan)
    assert tried.plan is not None
    assert tried.is_finished
    assert cost(grid, tried.plan) == cost(grid, plan)
    assert tried.bound == pytest.approx(cost(grid, plan))
    assert not any(breaches(grid, person, row) for person, row in enumerate(tried.plan))


def test_a_part_without_a_plan_has_no_finite_bound() -> None:
    grid = grid_of(0, minutes_low=2401)
    tried = solve_program(grid, whole(grid), seconds=60, is_over=never)
    assert (tried.plan, tried.bound, tried.is_finished) == (None, math.inf, True)


def test_whoever_is_told_to_stop_gets_nothing() -> None:
    tried = solve_program(grid_of(0), whole(grid_of(0)), seconds=60, is_over=lambda: True)
    assert tried.plan is None


@pytest.mark.parametrize("seed", range(4))
def test_no_plan_is_cheaper_than_its_duties_allow(seed: int) -> None:
    """Every duty's least cost, against the best plan that must have it."""
    grid = grid_of(seed)
    best, _ = solve_part(grid, whole(grid), seconds=60, seed=1)
    assert best is not None
    columns = Columns(grid, best)
    columns.run(lambda bound: False)
    least = columns.least_with()
    for person, day in ((0, 0), (1, 3), (2, 6)):
        for duty in range(KINDS):
            allowed = grid.allowed.copy()
            allowed[person, day] = np.arange(KINDS) == duty
            part = whole(grid, allowed)
            plan, _ = solve_part(grid, part, seconds=60, seed=1)
            if plan is not None and plan[person, day] == duty:
                assert least[person, day, duty] <= cost(grid, plan) + 1e-6
