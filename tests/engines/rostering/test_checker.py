"""Each rule is told when a roster breaks it, and only then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hundra.engines.rostering import (
    Absence,
    Assignment,
    Break,
    Condition,
    Contract,
    Need,
    Period,
    Person,
    Problem,
    Roster,
    RuleBook,
    ShiftType,
    Span,
    Worked,
    check,
    count_present,
)

MONDAY = date(2027, 3, 1)
LUNCH = (Break(minutes=60, earliest=660, latest=780),)
DAY = ShiftType(key="D", name="Day", start=480, end=1020, breaks=LUNCH)
LATE = ShiftType(
    key="K",
    name="Late",
    start=900,
    end=1380,
    breaks=(Break(minutes=60, earliest=1080, latest=1140),),
)
NIGHT = ShiftType(
    key="N",
    name="Night",
    start=1320,
    end=1860,
    breaks=(Break(minutes=60, earliest=1560, latest=1620),),
)
ALVA = Person(key="alva", name="Alva", contract=Contract(minutes_per_week=2400, nights=True))


def problem(person: Person = ALVA, *, days: int = 7, rules: RuleBook | None = None) -> Problem:
    book = RuleBook().without({"contract_time"}) if rules is None else rules
    return Problem(
        period=Period(first=MONDAY, days=days, published_on=MONDAY - timedelta(days=14)),
        people=(person,),
        shift_types=(DAY, LATE, NIGHT),
        needs=(),
        rules=book,
    )


def works(*shifts: tuple[int, str]) -> Roster:
    breaks = {"D": Span(start=720, end=780), "K": Span(start=1080, end=1140)}
    breaks["N"] = Span(start=1560, end=1620)
    return Roster(
        tuple(
            Assignment(
                day=MONDAY + timedelta(days=day),
                person="alva",
                shift=shift,
                breaks=(breaks[shift],),
            )
            for day, shift in shifts
        )
    )


def broken(of: Problem, roster: Roster) -> list[tuple[str, int | None]]:
    return [
        (one.rule, None if one.day is None else (one.day - MONDAY).days)
        for one in check(of, roster)
    ]


def test_an_ordinary_week_breaks_nothing() -> None:
    week = works(*((day, "D") for day in range(5)))
    assert broken(problem(rules=RuleBook()), week) == []


@pytest.mark.parametrize(
    ("shifts", "told"),
    [
        (((0, "K"), (1, "D")), [("daily_rest", 1)]),
        (((0, "D"), (0, "K")), [("daily_rest", 0), ("one_shift", 0)]),
        (((0, "D"), (1, "N"), (3, "D")), []),
        (tuple((day, "D") for day in range(6)), [("ordinary_time", 0), ("weekly_rest", 0)]),
        (((0, "K"), (1, "K"), (2, "K"), (4, "K")), []),
    ],
    ids=[
        "eleven hours",
        "twice a day",
        "after a night",
        "forty hours",
        "one day off between lates",
    ],
)
def test_rest_and_hours(shifts: tuple[tuple[int, str], ...], told: list[tuple[str, int]]) -> None:
    assert broken(problem(), works(*shifts)) == told


def test_weekly_rest_of_36_hours_is_counted_within_the_seven_days() -> None:
    """Late on Saturday, so that Sunday leaves 25 hours; one day off between lates leaves 40."""
    rules = problem().rules.without({"ordinary_time", "average_week", "night_work", "days_in_row"})
    without_rest = works(*((day, "K") for day in range(6)))
    assert broken(problem(rules=rules), without_rest) == [("weekly_rest", 0)]
    with_rest = works(*((day, "K") for day in (0, 1, 3, 4, 5)))
    assert broken(problem(rules=rules), with_rest) == []


def test_night_rest_is_for_those_who_are_not_night_staff() -> None:
    nobody = replace(ALVA, contract=Contract(minutes_per_week=2400))
    assert broken(problem(nobody), works((0, "N"))) == [("night_rest", 0)]
    assert broken(problem(), works((0, "N"))) == []


def test_history_counts() -> None:
    late = Worked(day=MONDAY - timedelta(days=1), start=900, end=1380, working_minutes=420)
    tired = replace(ALVA, history=(late,), known_from=MONDAY - timedelta(days=1))
    assert broken(problem(tired), works((0, "D"))) == [("daily_rest", 0)]
    row = tuple(
        Worked(day=MONDAY - timedelta(days=n), start=480, end=1020, working_minutes=480)
        for n in range(1, 6)
    )
    rowed = replace(ALVA, history=row, known_from=MONDAY - timedelta(days=5))
    assert ("days_in_row", 1) in broken(problem(rowed), works((0, "D"), (1, "D")))


def test_meal_breaks_are_the_shifts_own_and_leave_no_stretch_beyond_five_hours() -> None:
    (right,) = works((0, "D")).assignments
    assert broken(problem(), Roster((replace(right, breaks=()),))) == [("meal_break", 0)]
    early = replace(right, breaks=(Span(start=540, end=600),))
    assert broken(problem(), Roster((early,))) == [("meal_break", 0)]


def test_contract_absence_condition_own_holiday_and_notice() -> None:
    two_days = works((0, "D"), (1, "D"))
    assert broken(problem(rules=RuleBook()), two_days) == [("contract_time", None)]
    person = replace(
        ALVA,
        absences=(Absence(first=MONDAY, last=MONDAY),),
        own_holidays=frozenset({MONDAY + timedelta(days=1)}),
        conditions=(Condition(phase="new in the job", weekdays=frozenset({2}), latest_end=900),),
    )
    three = works((0, "D"), (1, "D"), (2, "D"))
    told = [("absence", 0), ("own_holiday", 1), ("condition", 2)]
    assert broken(problem(person), three) == told
    late = problem()
    soon = replace(late.period, published_on=MONDAY - timedelta(days=13))
    assert broken(replace(late, period=soon), works()) == [("notice", -13)]


def test_weekends_are_two_of_four() -> None:
    rules = RuleBook().without({"contract_time"})
    three = works((5, "D"), (12, "D"), (20, "D"))
    assert broken(problem(days=28, rules=rules), three) == [("weekends", 5)]
    assert broken(problem(days=28, rules=rules), works((5, "D"), (6, "D"), (13, "D"))) == []


def test_who_is_at_a_break_is_not_present() -> None:
    at_noon = Need(day=MONDAY, start=720, end=780, people=1)
    at_nine = Need(day=MONDAY, start=540, end=600, people=1)
    before_dawn = Need(day=MONDAY + timedelta(days=1), start=240, end=300, people=1)
    roster = works((0, "D"))
    assert count_present(problem(), roster, at_noon) == 0
    assert count_present(problem(), roster, at_nine) == 1
    assert count_present(problem(), works((0, "N")), before_dawn) == 1
