"""What planners see: desks, periods, the roster as a grid, and how it will hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, paths_with_role
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import (
    Absence,
    Assignment,
    ForecastRow,
    PeriodKind,
    RosterPeriod,
    ShiftType,
    SimulatedSlot,
    Simulation,
    Solve,
    StaffPerson,
    Wish,
    WishKind,
)
from hundra.improve.staffing.queries.arrivals import count_arrivals
from hundra.improve.staffing.wording import conflict_words

WEEK = 7
SATURDAY = 5
WEAK_SPOTS = 12


def planned_desks(user: Actor) -> QuerySet[Desk]:
    """Desks at units where the user plans."""
    from django.db.models import Q

    within = Q(pk__in=[])
    for path in paths_with_role(user, Role.MANAGER, Role.ADMINISTRATOR):
        within |= Q(unit__path__startswith=path)
    return Desk.objects.filter(within, is_active=True).select_related("unit")


def period_by_key(pk: int) -> RosterPeriod | None:
    return RosterPeriod.objects.select_related("desk__unit").filter(pk=pk).first()


def next_monday(desk: Desk) -> dt.date:
    """After the last period, or the one after four weeks where none goes so far."""
    today = timezone.localdate()
    last = (
        desk.roster_periods.filter(kind=PeriodKind.ROSTER).aggregate(last=Max("last_day"))["last"]
        or today
    )
    after = max(last + dt.timedelta(days=1), today + dt.timedelta(weeks=4))
    return after + dt.timedelta(days=-after.weekday() % WEEK)


def latest_solve(period: RosterPeriod) -> Solve | None:
    return period.solves.first()


def latest_simulation(period: RosterPeriod) -> Simulation | None:
    return period.simulations.first()


@dataclass(frozen=True, slots=True)
class Cell:
    """A person's day."""

    day: dt.date
    assignment: Assignment | None
    wish: Wish | None
    is_away: bool

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() >= SATURDAY

    @property
    def is_wish_met(self) -> bool:
        """As the roster stands."""
        return self.wish is not None and is_met(self.wish, self.assignment)


@dataclass(frozen=True, slots=True)
class Row:
    person: StaffPerson
    cells: list[Cell]
    hours: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A week of a roster: people × days; below, how many work each day."""

    days: list[dt.date]
    rows: list[Row]
    working: list[int]
    week: int
    weeks: int
    shift_types: list[ShiftType]

    @property
    def last(self) -> dt.date:
        return self.days[-1]

    @property
    def span(self) -> str:
        """Such as "30 november–6 december 2026", or "9–15 november 2026" within a month."""
        first, last = self.days[0], self.last
        if (first.year, first.month) == (last.year, last.month):
            start = str(first.day)
        else:
            start = date_format(first, "j F" if first.year == last.year else "j F Y")
        return f"{start}–{date_format(last, 'j F Y')}"

    @property
    def number(self) -> int:
        """Weeks are counted from 1 where people read them."""
        return self.week + 1

    @property
    def calendar_weeks(self) -> list[tuple[int, int]]:
        """The weeks' numbers from 1, each with its number in the calendar."""
        first = self.days[0] - dt.timedelta(days=WEEK * self.week)
        return [
            (number + 1, (first + dt.timedelta(days=WEEK * number)).isocalendar().week)
            for number in range(self.weeks)
        ]


def grid_of(period: RosterPeriod, week: int, *, private: bool) -> Grid:
    """The week from 0. `private`: with wishes and absence, which only planners see."""
    weeks = -(-len(period.days) // WEEK)
    week = min(max(week, 0), weeks - 1)
    days = period.days[week * WEEK : (week + 1) * WEEK]
    shifts = {
        (one.person_id, one.day): one
        for one in period.assignments.filter(day__gte=days[0], day__lte=days[-1])
        .select_related("shift_type")
        .prefetch_related("shift_type__breaks")
    }
    wishes = {(one.person_id, one.day): one for one in period.wishes.all()} if private else {}
    away = _away(period, days) if private else set()
    people = StaffPerson.objects.filter(
        guide__desk=period.desk, guide__is_active=True, is_active=True
    ).select_related("guide__user")
    rows = []
    for person in people:
        cells = [
            Cell(
                day,
                shifts.get((person.pk, day)),
                wishes.get((person.pk, day)),
                (person.pk, day) in away,
            )
            for day in days
        ]
        rows.append(Row(person, cells, sum(_hours(cell.assignment) for cell in cells)))
    working = Counter(day for _, day in shifts)
    types = list(ShiftType.objects.filter(desk=period.desk_id, is_active=True))
    return Grid(days, rows, [working[day] for day in days], week, weeks, types)


def days_around(period: RosterPeriod, person: StaffPerson, day: dt.date) -> list[Cell]:
    """The week around a day of somebody's, within the period."""
    span = [day + dt.timedelta(days=number) for number in range(-3, 4)]
    shifts = {
        one.day: one
        for one in period.assignments.filter(person=person, day__in=span).select_related(
            "shift_type"
        )
    }
    return [Cell(one, shifts.get(one), None, False) for one in span if one in period.days]


def is_met(wish: Wish, worked: Assignment | None) -> bool:
    """Whether the day became as it was wished."""
    if wish.kind == WishKind.OFF:
        return worked is None
    if wish.kind == WishKind.NOT_SHIFT:
        return worked is None or worked.shift_type_id != wish.shift_type_id
    if wish.kind == WishKind.SHIFT:
        return worked is not None and worked.shift_type_id == wish.shift_type_id
    return worked is not None


def _hours(one: Assignment | None) -> float:
    if one is None:
        return 0.0
    shift = one.shift_type
    pause = sum(rest.minutes for rest in shift.breaks.all())
    return (shift.end_minute - shift.start_minute - pause) / 60


def _away(period: RosterPeriod, days: list[dt.date]) -> set[tuple[int, dt.date]]:
    found = Absence.objects.filter(
        person__guide__desk=period.desk, first_day__lte=days[-1], last_day__gte=days[0]
    )
    return {
        (one.person_id, day)
        for one in found
        for day in days
        if one.first_day <= day <= one.last_day
    }


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A day's expected arrivals, the sum of its half-hours."""

    day: dt.date
    mean: float


def days_ahead(rows: list[ForecastRow]) -> list[DayAhead]:
    totals: dict[dt.date, float] = defaultdict(float)
    for row in rows:
        if not row.language:
            totals[row.day] += row.mean
    return [DayAhead(day, total) for day, total in sorted(totals.items())]


def days_behind(desk: Desk, first: dt.date, last: dt.date) -> dict[dt.date, int]:
    totals: Counter[dt.date] = Counter()
    for (day, _start), count in count_arrivals(desk, first, last).whole.items():
        totals[day] += count
    return dict(totals)


def conflict_in_words(period: RosterPeriod, stored: list[dict[str, Any]]) -> list[str]:
    """The rules that no roster can keep together."""
    keys = {one["person"] for one in stored if one["person"]}
    people = StaffPerson.objects.filter(guide__desk=period.desk, pk__in=keys)
    names = {str(one.pk): str(one) for one in people.select_related("guide__user")}
    return [conflict_words(one, names) for one in stored]


def weak_spots(simulation: Simulation, goal: int) -> list[SimulatedSlot]:
    """Half-hours that are expected to miss the goal (per cent), the most people first."""
    found = list(simulation.slots.filter(share__lt=goal / 100))
    found.sort(key=lambda one: -(goal / 100 - (one.share or 0)) * one.arrivals)
    return found[:WEAK_SPOTS]
