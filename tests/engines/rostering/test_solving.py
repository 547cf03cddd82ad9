"""A roster of a small service centre is found and lawful."""

from datetime import date, timedelta

import pytest

from hundra.engines.rostering import (
    Absence,
    Break,
    Contract,
    Need,
    Period,
    Person,
    Problem,
    ShiftType,
    Status,
    Wish,
    WishKind,
    check,
    count_present,
    solve,
)

MONDAY = date(2027, 1, 4)
LUNCH = (Break(minutes=60, earliest=11 * 60, latest=13 * 60),)
WEEKDAYS = frozenset(range(5))
DAY = ShiftType(key="D", name="Day", start=8 * 60, end=17 * 60, breaks=LUNCH, weekdays=WEEKDAYS)
LATE = ShiftType(
    key="K",
    name="Evening",
    start=12 * 60,
    end=20 * 60 + 30,
    breaks=(Break(minutes=30, earliest=16 * 60, latest=17 * 60),),
    weekdays=WEEKDAYS,
)


@pytest.fixture
def centre() -> Problem:
    people = tuple(
        Person(
            key=key,
            name=key,
            contract=Contract(minutes_per_week=2400),
            skills=frozenset({"sv", "so"}) if key in "ab" else frozenset({"sv"}),
        )
        for key in "abcd"
    )
    days = [MONDAY + timedelta(days=number) for number in range(7)]
    needs = tuple(
        Need(day=day, start=start * 60, end=start * 60 + 60, people=2 if start < 16 else 1)
        for day in days[:5]
        for start in range(8, 20)
    ) + tuple(
        Need(day=day, start=600, end=660, people=1, skills=frozenset({"so"})) for day in days[:5]
    )
    return Problem(
        period=Period(first=MONDAY, days=7),
        people=people,
        shift_types=(DAY, LATE),
        needs=needs,
        wishes=(
            Wish(key="1", person="a", day=days[1], kind=WishKind.OFF, weight=9),
            Wish(key="2", person="c", day=days[2], kind=WishKind.SHIFT, shift="K"),
        ),
    )


def test_a_small_centre_gets_a_lawful_roster_that_meets_its_needs(centre: Problem) -> None:
    outcome = solve(centre, seconds=15, seed=1)
    assert outcome.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert outcome.roster is not None
    assert check(centre, outcome.roster) == ()
    assert [(one.need.start, one.present) for one in outcome.shortages] == []
    assert all(count_present(centre, outcome.roster, need) >= need.people for need in centre.needs)
    assert [answer.granted for answer in outcome.answers] == [True, True]


def test_two_shifts_at_once_are_told_by_the_checker(centre: Problem) -> None:
    outcome = solve(centre, seconds=10, seed=1)
    assert outcome.roster is not None
    first = outcome.roster.assignments[0]
    ill = next(one for one in centre.people if one.key == first.person)
    away = Person(
        key=ill.key,
        name=ill.name,
        contract=ill.contract,
        skills=ill.skills,
        absences=(Absence(first=first.day, last=first.day),),
    )
    people = tuple(away if one.key == ill.key else one for one in centre.people)
    changed = Problem(
        period=centre.period,
        people=people,
        shift_types=centre.shift_types,
        needs=centre.needs,
        wishes=centre.wishes,
    )
    assert ("absence", ill.key, first.day) in [
        (one.rule, one.person, one.day) for one in check(changed, outcome.roster)
    ]
