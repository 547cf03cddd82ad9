"""What is seen of summer holidays: the planner's table, and the employee's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from hundra.engines.rostering.holidays import Holidaymaker, Plan, Summer, WeekNeed
from hundra.engines.rostering.holidays.summer import could_serve, present
from hundra.improve.staffing.holiday_problems import monday_of, plan_of, summer_of
from hundra.improve.staffing.holiday_words import days_words, need_words, weeks_words
from hundra.improve.staffing.models import (
    HolidayTerms,
    HolidayWeek,
    PeriodKind,
    PeriodState,
    RosterPeriod,
    StaffPerson,
    Wish,
)


@dataclass(frozen=True, slots=True)
class Head:
    """A week of the table."""

    monday: dt.date

    @property
    def sunday(self) -> dt.date:
        return self.monday + dt.timedelta(days=6)

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week


@dataclass(frozen=True, slots=True)
class Cell:
    """Somebody's week. `ranks`: of which choices it is a part."""

    head: Head
    is_off: bool
    is_away: bool
    is_avoided: bool
    ranks: tuple[int, ...]

    @property
    def rank(self) -> int | None:
        """Of the choice wanted most."""
        return min(self.ranks, default=None)


@dataclass(frozen=True, slots=True)
class Row:
    person: Holidaymaker
    cells: list[Cell]
    is_fixed: bool
    granted: int | None
    """The rank of the choice that is met; None: none is, or none was wished for."""

    @property
    def has_wished(self) -> bool:
        return bool(self.person.choices)

    @property
    def weeks(self) -> int:
        return sum(cell.is_off for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Count:
    """How many are at work of how many needed."""

    present: int
    people: int

    @property
    def is_short(self) -> bool:
        return self.present < self.people


@dataclass(frozen=True, slots=True)
class NeedRow:
    label: str
    skill: str
    counts: list[Count | None]


@dataclass(frozen=True, slots=True)
class Room:
    """Weeks of holiday that a need leaves room for, and those that are to be had."""

    label: str
    there: int
    wanted: int

    @property
    def is_too_little(self) -> bool:
        return self.there < self.wanted


@dataclass(frozen=True, slots=True)
class Board:
    heads: list[Head]
    rows: list[Row]
    needs: list[NeedRow]
    rooms: list[Room]

    @property
    def has_weeks(self) -> bool:
        return any(row.weeks for row in self.rows)

    @property
    def wished(self) -> int:
        return sum(row.has_wished for row in self.rows)

    @property
    def first_choices(self) -> int:
        return sum(row.granted == 1 for row in self.rows)

    @property
    def any_choice(self) -> int:
        return sum(row.granted is not None for row in self.rows)

    @property
    def short(self) -> list[str]:
        """Weeks with fewer than needed."""
        return [
            f"{head.number}: {count.present}/{count.people} {row.label}"
            for row in self.needs
            for head, count in zip(self.heads, row.counts, strict=True)
            if count is not None and count.is_short
        ]


def board_of(period: RosterPeriod) -> Board:
    """People × weeks, and below how many there are of each need."""
    summer = summer_of(period)
    plan = plan_of(period, summer)
    heads = [Head(monday_of(period, number)) for number in range(summer.weeks)]
    return Board(
        heads,
        [_row(heads, one, plan) for one in summer.people],
        _need_rows(summer, plan),
        _rooms(summer),
    )


def _row(heads: list[Head], person: Holidaymaker, plan: Plan) -> Row:
    mine = plan[person.key]
    avoided = {one.week for one in person.avoids}
    cells = [
        Cell(
            head,
            number in mine,
            number in person.barred,
            number in avoided,
            tuple(one.rank for one in person.choices if number in one.weeks),
        )
        for number, head in enumerate(heads)
    ]
    level = person.level(mine)
    granted = person.choices[level].rank if level < len(person.choices) else None
    return Row(person, cells, person.fixed is not None, granted)


def _need_rows(summer: Summer, plan: Plan) -> list[NeedRow]:
    by_skill: dict[frozenset[str], dict[int, WeekNeed]] = {frozenset(): {}}
    for need in summer.needs:
        by_skill.setdefault(need.skills, {})[need.week] = need
    rows = []
    for skills, needs in sorted(by_skill.items(), key=lambda one: sorted(one[0])):
        counts = [
            None if one is None else Count(present(summer, plan, one), one.people)
            for one in (needs.get(week) for week in range(summer.weeks))
        ]
        label = need_words(WeekNeed(week=0, people=0, skills=skills))
        rows.append(NeedRow(label, min(skills, default=""), counts))
    return rows


def _rooms(summer: Summer) -> list[Room]:
    """Of each skill with a need in some week; a week without a need has room for all."""
    found = []
    for skills in sorted({one.skills for one in summer.needs}, key=sorted):
        needs = {one.week: one.people for one in summer.needs if one.skills == skills}
        some = WeekNeed(week=0, people=0, skills=skills)
        able = [one for one in summer.people if some.asks(one)]
        there = 0
        for week in range(summer.weeks):
            here = len(could_serve(summer, replace(some, week=week)))
            there += max(0, here - needs.get(week, 0))
        found.append(Room(need_words(some), there, sum(one.weeks for one in able)))
    return found


def terms_of(period: RosterPeriod, person: StaffPerson) -> HolidayTerms | None:
    return period.holiday_terms.filter(person=person).first()


def wishes_of(period: RosterPeriod, person: StaffPerson) -> list[Wish]:
    return list(period.wishes.filter(person=person).order_by("rank", "day"))


# The employee's own


@dataclass(frozen=True, slots=True)
class MySummer:
    """A published summer, and one's weeks in it."""

    period: RosterPeriod
    weeks: str

    @property
    def year(self) -> int:
        return self.period.first_day.year


def my_summers(person: StaffPerson, today: dt.date) -> list[MySummer]:
    """This year's and later ones."""
    periods = RosterPeriod.objects.filter(
        desk=person.guide.desk_id,
        kind=PeriodKind.SUMMER,
        state=PeriodState.PUBLISHED,
        last_day__gte=today,
    ).order_by("first_day")
    return [MySummer(one, _mine(one, person)) for one in periods]


def _mine(period: RosterPeriod, person: StaffPerson) -> str:
    mondays = HolidayWeek.objects.filter(period=period, person=person).values_list(
        "monday", flat=True
    )
    return weeks_words(period, [(day - period.first_day).days // 7 for day in mondays])


def wish_days(wish: Wish) -> str:
    """The weeks that a wish is about."""
    return days_words(wish.day, wish.last_day or wish.day + dt.timedelta(days=6))


def days_off(person: StaffPerson, first: dt.date, last: dt.date) -> set[dt.date]:
    """Days of published holiday from the one day to the other."""
    spans = person.absences.filter(kind="holiday", first_day__lte=last, last_day__gte=first)
    return {
        one.first_day + dt.timedelta(days=number)
        for one in spans
        for number in range((one.last_day - one.first_day).days + 1)
    }
