"""A summer as the engine's problem, and its weeks both ways. Keys are our own, as text."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from hundra.engines.rostering.holidays import (
    Avoid,
    Choice,
    Holidaymaker,
    Plan,
    Summer,
    WeekNeed,
)
from hundra.improve.staffing.models import (
    AbsenceKind,
    HolidayTerms,
    HolidayWeek,
    PeriodKind,
    PeriodState,
    RosterPeriod,
    StaffPerson,
    Wish,
    WishKind,
)
from hundra.improve.staffing.problems import ledger_before, skills_of

WEEK = dt.timedelta(days=7)
JULY = 7
THURSDAY = dt.timedelta(days=3)
Weeks = dict[int, frozenset[int]]


def summer_of(period: RosterPeriod) -> Summer:
    """All that bears on who has which weeks, in a fixed number of queries."""
    people = people_of(period)
    terms = {one.person_id: one for one in period.holiday_terms.all()}
    wishes: dict[int, list[Wish]] = defaultdict(list)
    for wish in period.wishes.order_by("rank", "day"):
        wishes[wish.person_id].append(wish)
    had, fixed = weeks_had(period)
    july = july_before(period)
    return Summer(
        first=period.first_day,
        weeks=len(period.mondays),
        people=tuple(
            _holidaymaker(
                period,
                one,
                terms.get(one.pk),
                wishes[one.pk],
                had.get(one.pk, frozenset()),
                fixed.get(one.pk),
                july.get(one.pk, 0.0),
            )
            for one in people
        ),
        needs=tuple(
            WeekNeed(
                week=number_of(period, row.monday),
                people=row.people,
                skills=frozenset([row.skill] if row.skill else ()),
            )
            for row in period.holiday_needs.all()
        ),
        ledger=ledger_before(period),
    )


def people_of(period: RosterPeriod) -> list[StaffPerson]:
    return list(
        StaffPerson.objects.filter(guide__desk=period.desk, guide__is_active=True, is_active=True)
        .select_related("guide__user")
        .prefetch_related("guide__languages", "absences")
    )


def number_of(period: RosterPeriod, day: dt.date) -> int:
    return (day - period.first_day).days // 7


def monday_of(period: RosterPeriod, number: int) -> dt.date:
    return period.first_day + number * WEEK


def weeks_had(period: RosterPeriod) -> tuple[Weeks, Weeks]:
    """Everybody's weeks as they stand, and the weeks of those for whom they are decided by hand."""
    had: dict[int, set[int]] = defaultdict(set)
    decided: set[int] = set()
    for row in period.holiday_weeks.all():
        had[row.person_id].add(number_of(period, row.monday))
        if row.is_fixed:
            decided.add(row.person_id)
    weeks = {person: frozenset(numbers) for person, numbers in had.items()}
    return weeks, {person: weeks[person] for person in decided}


def plan_of(period: RosterPeriod, summer: Summer) -> Plan:
    """The weeks as they stand; none for who has none."""
    had, _fixed = weeks_had(period)
    return {one.key: had.get(int(one.key), frozenset()) for one in summer.people}


def july_before(period: RosterPeriod) -> dict[int, float]:
    """Weeks of July that each had in earlier summers, more than colleagues on average; each summer
    since has halved it."""
    earlier = RosterPeriod.objects.filter(
        desk=period.desk_id,
        kind=PeriodKind.SUMMER,
        state=PeriodState.PUBLISHED,
        last_day__lt=period.first_day,
    )
    counts: dict[dt.date, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = HolidayWeek.objects.filter(period__in=earlier).values_list(
        "period__first_day", "person", "monday"
    )
    for first, person, monday in rows:
        counts[first][person] += (monday + THURSDAY).month == JULY
    found: dict[int, float] = defaultdict(float)
    for age, first in enumerate(sorted(counts, reverse=True)):
        mean = sum(counts[first].values()) / len(counts[first])
        for person, count in counts[first].items():
            found[person] += (count - mean) / 2**age
    return dict(found)


def barred_weeks(
    period: RosterPeriod, person: StaffPerson, own: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Weeks with another absence; holiday in `own` weeks, once it is published, is none."""
    return frozenset(
        number
        for number in range(len(period.mondays))
        for one in person.absences.all()
        if one.first_day < monday_of(period, number) + WEEK
        and one.last_day >= monday_of(period, number)
        and not (period.is_published and one.kind == AbsenceKind.HOLIDAY and number in own)
    )


def write_weeks(period: RosterPeriod, plan: Plan) -> None:
    """In the place of what was; what is decided by hand keeps its mark."""
    had, fixed = weeks_had(period)
    period.holiday_weeks.filter(person__in=[int(key) for key in plan]).delete()
    HolidayWeek.objects.bulk_create(
        HolidayWeek(
            period=period,
            person_id=int(key),
            monday=monday_of(period, number),
            is_fixed=int(key) in fixed and had[int(key)] == weeks,
        )
        for key, weeks in plan.items()
        for number in sorted(weeks)
    )


def runs(period: RosterPeriod, weeks: Iterable[int]) -> list[tuple[dt.date, dt.date]]:
    """Weeks in a row as spans of days, Monday to Sunday."""
    found: list[tuple[dt.date, dt.date]] = []
    for number in sorted(weeks):
        monday = monday_of(period, number)
        first = monday
        if found and found[-1][1] == monday - dt.timedelta(days=1):
            first = found.pop()[0]
        found.append((first, monday + dt.timedelta(days=6)))
    return found


def _holidaymaker(
    period: RosterPeriod,
    person: StaffPerson,
    terms: HolidayTerms | None,
    wishes: list[Wish],
    own: frozenset[int],
    fixed: frozenset[int] | None,
    july: float,
) -> Holidaymaker:
    return Holidaymaker(
        key=str(person.pk),
        name=str(person),
        weeks=period.weeks_each if terms is None else terms.weeks,
        together=period.weeks_together if terms is None else terms.together,
        skills=skills_of(person),
        choices=tuple(
            Choice(key=str(one.pk), rank=one.rank or 1, weeks=_span(period, one))
            for one in wishes
            if one.kind == WishKind.HOLIDAY
        ),
        avoids=tuple(
            Avoid(key=str(one.pk), week=number_of(period, one.day))
            for one in wishes
            if one.kind == WishKind.AVOID
        ),
        barred=barred_weeks(period, person, own),
        fixed=fixed,
        july_before=july,
    )


def _span(period: RosterPeriod, wish: Wish) -> frozenset[int]:
    first, last = wish.day, wish.last_day or wish.day
    return frozenset(range(number_of(period, first), number_of(period, last) + 1))
