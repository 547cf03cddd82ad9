"""A roster of a small service centre is found and lawful."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hundra.engines.rostering import (
    Absence,
    Assignment,
    Break,
    Contract,
    Fixed,
    Need,
    Period,
    Person,
    Problem,
    Roster,
    ShiftType,
    Status,
    Wish,
    WishKind,
    check,
    count_present,
    repair,
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


def test_a_wish_against_a_rule_is_refused_because_of_the_rule(centre: Problem) -> None:
    tuesday = MONDAY + timedelta(days=1)
    wishes = (
        Wish(key="1", person="a", day=MONDAY, kind=WishKind.SHIFT, shift="K"),
        Wish(key="2", person="a", day=tuesday, kind=WishKind.SHIFT, shift="D"),
    )
    rules = centre.rules.with_limit("daily_rest", 12)
    outcome = solve(replace(centre, wishes=wishes, rules=rules), seconds=10, seed=1)
    assert sum(answer.granted for answer in outcome.answers) == 1
    late = replace(centre, wishes=wishes[:1], rules=rules)
    late = replace(
        late, people=(replace(late.people[0], own_holidays=frozenset({MONDAY})), *late.people[1:])
    )
    (answer,) = solve(late, seconds=5, seed=1).answers
    assert not answer.granted
    assert [one.text for one in answer.reasons] == ["because of the rule Own holiday"]


def test_a_wish_that_would_leave_a_need_unmet_is_refused_because_of_the_need(
    centre: Problem,
) -> None:
    needs = tuple(replace(need, people=4) for need in centre.needs if need.start == 9 * 60)
    wish = Wish(key="1", person="a", day=MONDAY, kind=WishKind.OFF, weight=1)
    outcome = solve(replace(centre, needs=needs, wishes=(wish,)), seconds=8, seed=1)
    (answer,) = outcome.answers
    assert [one.text for one in answer.reasons] == [
        "because 1 more would be missing on 2027-01-04 09:00–10:00"
    ]


def test_rules_at_odds_are_told_as_the_smallest_set(centre: Problem) -> None:
    """Two decisions about one day; then forty hours in three days of a week."""
    fixed = (Fixed(person="b", day=MONDAY, shift="D"), Fixed(person="b", day=MONDAY, shift=None))
    outcome = solve(replace(centre, fixed=fixed), seconds=60, seed=1)
    assert outcome.status is Status.INFEASIBLE
    assert {(one.rule, one.person, one.first) for one in outcome.conflict} == {
        ("fixed", "b", MONDAY)
    }
    weekend = tuple(MONDAY + timedelta(days=n) for n in range(2))
    away = replace(centre.people[1], own_holidays=frozenset(weekend))
    people = (centre.people[0], away, *centre.people[2:])
    outcome = solve(replace(centre, people=people), seconds=60, seed=1)
    assert outcome.status is Status.INFEASIBLE
    assert {(one.rule, one.person) for one in outcome.conflict} == {
        ("contract_time", "b"),
        ("own_holiday", "b"),
        ("shift_days", "b"),
    }


def test_a_must_that_nobody_can_meet_is_told(centre: Problem) -> None:
    need = Need(day=MONDAY, start=600, end=660, people=1, skills=frozenset({"fi"}), must=True)
    outcome = solve(replace(centre, needs=(*centre.needs, need)), seconds=60, seed=1)
    assert outcome.status is Status.INFEASIBLE
    assert [(one.rule, one.first, one.about) for one in outcome.conflict] == [
        ("must_need", MONDAY, "600–660")
    ]


def test_an_illness_is_repaired_with_few_changes(centre: Problem) -> None:
    outcome = solve(centre, seconds=12, seed=1)
    assert outcome.roster is not None
    evenings = [a for a in outcome.roster.assignments if a.day == MONDAY and a.shift == "K"]
    evening = evenings[0]
    ill = Absence(first=MONDAY, last=MONDAY, kind="ill")
    repaired = repair(centre, outcome.roster, absences={evening.person: ill}, seconds=10)
    assert repaired.outcome.shortages == ()
    moved = [one.after.shift for one in repaired.changes if one.is_of_shift and one.after]
    assert moved == ([] if len(evenings) > 1 else ["K"])
    assert check(repaired.problem, repaired.outcome.roster or Roster()) == ()


def test_a_repair_that_is_stopped_at_once_changes_nothing(centre: Problem) -> None:
    someone, shift = centre.people[0], centre.shift_types[0]
    roster = Roster((Assignment(day=MONDAY, person=someone.key, shift=shift.key),))
    ill = Absence(first=MONDAY, last=MONDAY, kind="ill")
    stop = threading.Event()
    stop.set()
    repaired = repair(centre, roster, absences={someone.key: ill}, stop=stop)
    assert repaired.changes == ()
