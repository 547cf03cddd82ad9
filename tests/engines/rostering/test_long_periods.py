"""Long periods: a window of a plan is a grid of its own, and half a year has its plan at once."""

import numpy as np
import pytest

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.columns import Columns
from hundra.engines.rostering.counting import Counter
from hundra.engines.rostering.first import build_first
from hundra.engines.rostering.grid import OFF, Cover, Grid, Label, Plan, WeekendLimit, Worker, cost
from hundra.engines.rostering.improving import solve_part
from hundra.engines.rostering.incumbent import Incumbent
from hundra.engines.rostering.parts import whole
from hundra.engines.rostering.search import LONG_DAYS, search
from hundra.engines.rostering.windows import window

KINDS = 3


def grid_of(weeks: int, people: int, seed: int) -> Grid:
    rng = np.random.default_rng(seed)
    days = 7 * weeks
    workers = tuple(
        Worker(
            cost=rng.integers(0, 4, (days, KINDS)),
            minutes_low=1500 * weeks,
            minutes_high=2100 * weeks,
            max_run=5,
            min_run=2,
            min_off=2,
            weekends=(WeekendLimit(tuple(range(5, days, 7)), weeks // 2),),
            most=(None, None, weeks),
        )
        for _ in range(people)
    )
    covers = tuple(
        Cover(
            Label("need", first=day),
            np.ones(people, np.bool_),
            ((day, np.arange(KINDS) == kind),),
            int(rng.integers(0, people // 3 + 1)),
            100,
            1,
        )
        for day in range(days)
        for kind in range(KINDS)
    )
    return Grid(
        days=days,
        minutes=np.array([480, 480, 600], np.int64),
        may_follow=np.array([[True, True, True], [False, True, True], [False, False, True]]),
        kind_of=np.arange(KINDS, dtype=np.int16),
        workers=workers,
        covers=covers,
    )


def planned(grid: Grid) -> Plan:
    plan = build_first(grid, Incumbent(grid, seconds=120), np.random.default_rng(1))
    assert plan is not None
    assert not any(breaches(grid, person, row) for person, row in enumerate(plan))
    return plan


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("first", [0, 10, 28])
def test_what_a_window_gains_the_whole_plan_gains(seed: int, first: int) -> None:
    grid = grid_of(6, 4, seed)
    plan = planned(grid)
    part = window(grid, plan, first, 14)
    mine = part.of(plan)
    assert not any(breaches(part.grid, person, row) for person, row in enumerate(mine))
    found, finished = solve_part(part.grid, whole(part.grid), seconds=60, seed=1, hint=mine)
    assert found is not None
    assert finished
    better = part.put(plan, found)
    assert not any(breaches(grid, person, row) for person, row in enumerate(better))
    assert cost(grid, plan) - cost(grid, better) == cost(part.grid, mine) - cost(part.grid, found)
    columns = Columns(part.grid, mine)
    columns.run(lambda bound: False)
    assert columns.best.bound <= cost(part.grid, found) + 1e-6


def test_counting_all_covers_at_once_gives_the_same_cost() -> None:
    grid = grid_of(3, 5, 1)
    rng = np.random.default_rng(1)
    counter = Counter(grid)
    for _ in range(5):
        plan = rng.integers(OFF, KINDS, (5, grid.days)).astype(np.int16)
        assert counter.cost(plan) == cost(grid, plan)


def test_half_a_year_has_a_lawful_plan_that_windows_improve() -> None:
    grid = grid_of(26, 6, 1)
    assert grid.days > LONG_DAYS
    first = cost(grid, planned(grid))
    found = search(grid, seconds=12, workers=2, seed=1)
    assert found.plan is not None
    assert not any(breaches(grid, person, row) for person, row in enumerate(found.plan))
    assert found.value == cost(grid, found.plan)
    assert found.value < first
