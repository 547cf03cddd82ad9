"""Problems that hypothesis makes: what the solver yields, the checker accepts."""

from datetime import date, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hundra.engines.rostering import (
    Absence,
    Break,
    Condition,
    Contract,
    Need,
    Period,
    Person,
    Problem,
    RuleBook,
    Session,
    ShiftType,
    Status,
    Training,
    Wish,
    WishKind,
    Worked,
    check,
    solve,
)
from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.framing import frame
from hundra.engines.rostering.grid import OFF, cost
from hundra.engines.rostering.improving import solve_part
from hundra.engines.rostering.networks import network_of
from hundra.engines.rostering.parts import Part
from hundra.engines.rostering.pricing import cheapest, marginals

FIRST = date(2027, 2, 1)


def shift(key: str, start: int, end: int, pause: tuple[int, int, int] | None) -> ShiftType:
    """With a break of so many minutes between two times."""
    breaks = ()
    if pause is not None:
        breaks = (Break(minutes=pause[0], earliest=pause[1], latest=pause[2]),)
    return ShiftType(key=key, name=key, start=start, end=end, breaks=breaks)


SHIFTS = (
    shift("D", 480, 1020, (60, 660, 780)),
    shift("K", 840, 1320, (30, 1020, 1080)),
    shift("N", 1290, 1830, (60, 1500, 1560)),
    shift("S", 540, 780, None),
)


@st.composite
def people(draw: st.DrawFn, key: str, days: int) -> Person:
    worked = draw(st.sets(st.integers(-7, -1), max_size=5))
    kinds = {day: SHIFTS[draw(st.integers(0, 1))] for day in sorted(worked)}
    history = tuple(
        Worked(
            day=FIRST + timedelta(days=day),
            start=worked_shift.start,
            end=worked_shift.end,
            working_minutes=worked_shift.working_minutes,
        )
        for day, worked_shift in kinds.items()
    )
    known = draw(st.booleans())
    away = draw(st.none() | st.integers(0, days - 1))
    condition = Condition(
        phase="parent of small children",
        weekdays=frozenset(draw(st.sets(st.integers(0, 6), max_size=3))),
        latest_end=1080,
        weight=draw(st.sampled_from([None, 20])),
    )
    return Person(
        key=key,
        name=key,
        contract=Contract(
            minutes_per_week=draw(st.sampled_from([1200, 1800, 2400])),
            flexible_minutes=draw(st.sampled_from([480, 960])),
            nights=draw(st.booleans()),
        ),
        skills=frozenset(draw(st.sets(st.sampled_from(["sv", "so"])))),
        absences=()
        if away is None
        else (Absence(first=FIRST + timedelta(days=away), last=FIRST + timedelta(days=away + 1)),),
        conditions=(condition,),
        history=history if known else (),
        known_from=FIRST - timedelta(days=7) if known else None,
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    days = draw(st.sampled_from([7, 9, 14]))
    staff = tuple(draw(people(key, days)) for key in "abc"[: draw(st.integers(1, 3))])
    needs = tuple(
        Need(
            day=FIRST + timedelta(days=day),
            start=start,
            end=start + 60,
            people=draw(st.integers(0, 2)),
            skills=frozenset(draw(st.sets(st.sampled_from(["sv", "so"]), max_size=1))),
        )
        for day in range(days)
        for start in (600, 960, 1380)
    )
    wishes = tuple(
        Wish(
            key=str(number),
            person=draw(st.sampled_from([one.key for one in staff])),
            day=FIRST + timedelta(days=draw(st.integers(0, days - 1))),
            kind=draw(st.sampled_from(list(WishKind))),
            shift="D",
        )
        for number in range(3)
    )
    training = Training(
        key="vr",
        name="VR",
        minutes=120,
        people=frozenset("ab"),
        sessions=(Session(day=FIRST + timedelta(days=2), start=540),),
        seats=1,
    )
    together = draw(st.sampled_from([1, 2]))
    return Problem(
        period=Period(first=FIRST, days=days),
        people=staff,
        shift_types=SHIFTS,
        needs=needs,
        wishes=wishes,
        trainings=(training,),
        rules=RuleBook().with_limit("days_off_together", together).with_limit("days_in_row", 5),
        step_minutes=60,
    )


@settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(problems())
def test_what_the_solver_yields_the_checker_accepts(problem: Problem) -> None:
    outcome = solve(problem, seconds=4, seed=1)
    if outcome.roster is None:
        assert outcome.status in (Status.INFEASIBLE, Status.UNKNOWN)
        assert outcome.status is Status.UNKNOWN or outcome.conflict
        return
    assert check(problem, outcome.roster) == ()
    framed = frame(problem)
    plan = framed.plan(outcome.roster)
    assert framed.roster(plan) == outcome.roster
    assert cost(framed.grid, plan) == outcome.value
    assert outcome.bound <= (outcome.value or 0) + 1e-6


@settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(problems(), st.integers(0, 1000))
def test_the_cheapest_days_are_no_dearer_than_any_lawful_days(problem: Problem, seed: int) -> None:
    """The dynamic program relaxes the rules: it may be cheaper than CP-SAT, never dearer."""
    grid = frame(problem).grid
    prices = np.random.default_rng(seed).integers(-50, 50, grid.workers[0].cost.shape)
    network = network_of(grid, 0)
    value, row = cheapest(network, prices.astype(np.float64))
    free = np.zeros((len(grid.workers), grid.days), np.bool_)
    free[0] = True
    found, _ = solve_part(grid, Part(free, grid.empty_plan(), grid.allowed), seconds=2, seed=1)
    if found is not None:
        days = np.flatnonzero(found[0] != OFF)
        assert value <= prices[days, found[0, days]].sum() + 1e-6
        worked = np.flatnonzero(row != OFF)
        assert abs(value - prices[worked, row[worked]].sum()) < 1e-6
        known = {"weekly_rest", "ordinary_time", "average_week", "night_work", "training"}
        assert {label.rule for label in breaches(grid, 0, row)} <= known
        least, with_duty, when_off = marginals(network, prices.astype(np.float64))
        assert abs(least - value) < 1e-6
        for day in range(grid.days):
            assert abs(min(with_duty[day].min(), when_off[day]) - value) < 1e-6
