"""What an employee sees of the roster: their own days, wishes and swaps, and who else works."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from hundra.improve.staffing.models import (
    Assignment,
    AssignmentPart,
    Condition,
    OwnHoliday,
    PartKind,
    PeriodKind,
    PeriodState,
    RosterPeriod,
    ShiftType,
    StaffPerson,
    Swap,
    SwapState,
    Wish,
)
from hundra.improve.staffing.problems import skills_of
from hundra.improve.staffing.queries.holidays import days_off

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of one's own roster; `is_known` if a published period has it."""

    day: dt.date
    shift: Assignment | None
    is_known: bool
    is_today: bool
    swap: Swap | None = None
    is_holiday: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    days: list[Day]

    @property
    def number(self) -> int:
        return self.days[0].day.isocalendar().week

    @property
    def is_known(self) -> bool:
        """Is any of its days in a published roster?"""
        return any(one.is_known or one.shift for one in self.days)

    @property
    def minutes(self) -> int:
        return sum(worked_minutes(one.shift) for one in self.days if one.shift)

    @property
    def hours(self) -> float:
        return self.minutes / 60


def worked_minutes(one: Assignment) -> int:
    """Without breaks."""
    breaks = sum(part.end - part.start for part in one.parts.all() if part.kind == PartKind.BREAK)
    return one.shift_type.end_minute - one.shift_type.start_minute - breaks


def shifts(person: StaffPerson) -> QuerySet[Assignment]:
    """Published shifts of the person, with their parts."""
    return (
        Assignment.objects.filter(person=person, period__state=PeriodState.PUBLISHED)
        .select_related("shift_type", "period", "person__guide__user", "person__guide__desk")
        .prefetch_related(Prefetch("parts", AssignmentPart.objects.order_by("start")))
    )


def next_shift(person: StaffPerson, now: dt.datetime) -> Assignment | None:
    """The one going on, or else the next. A shift may have begun yesterday."""
    coming = shifts(person).filter(day__gte=now.date() - dt.timedelta(days=1)).order_by("day")
    return next((one for one in coming[:3] if one.ends_at > now), None)


def weeks(person: StaffPerson, first: dt.date, count: int, today: dt.date) -> list[Week]:
    """From the Monday of `first` on."""
    monday = first - dt.timedelta(days=first.weekday())
    last = monday + count * WEEK - dt.timedelta(days=1)
    mine = {one.day: one for one in shifts(person).filter(day__range=(monday, last))}
    periods = list(
        RosterPeriod.objects.filter(
            desk=person.guide.desk_id,
            kind=PeriodKind.ROSTER,
            state=PeriodState.PUBLISHED,
            first_day__lte=last,
            last_day__gte=monday,
        ).values_list("first_day", "last_day")
    )
    offered = {
        one.given_id: one
        for one in Swap.objects.filter(
            giver=person, state__in=(SwapState.OFFERED, SwapState.ACCEPTED)
        )
    }
    holidays = days_off(person, monday, last)
    days = []
    for number in range(7 * count):
        day = monday + dt.timedelta(days=number)
        shift = mine.get(day)
        known = any(begin <= day <= end for begin, end in periods)
        swap = offered.get(shift.pk) if shift else None
        days.append(Day(day, shift, known, day == today, swap, day in holidays))
    return [Week(days[start : start + 7]) for start in range(0, len(days), 7)]


def own_shift(person: StaffPerson, pk: int) -> Assignment | None:
    return shifts(person).filter(pk=pk).first()


def for_calendar(key: str, today: dt.date) -> tuple[StaffPerson, list[Assignment]] | None:
    """Whose calendar it is, and their shifts from four weeks back; None for no such address."""
    person = (
        StaffPerson.objects.select_related("guide__user", "guide__desk")
        .filter(calendar_key=key, is_active=True, guide__is_active=True)
        .filter(guide__user__is_active=True)
        .exclude(calendar_key="")
        .first()
    )
    if person is None:
        return None
    return person, list(shifts(person).filter(day__gte=today - 4 * WEEK).order_by("day"))


# Colleagues


@dataclass(frozen=True, slots=True)
class AtWork:
    """Who works a shift on a day. No more is told of anybody."""

    shift: ShiftType
    names: list[str]


def at_work(person: StaffPerson, day: dt.date) -> list[AtWork]:
    """The published roster of one's own desk on a day, shift by shift."""
    rows = (
        Assignment.objects.filter(
            period__desk=person.guide.desk_id, period__state=PeriodState.PUBLISHED, day=day
        )
        .select_related("shift_type", "person__guide__user")
        .order_by("shift_type__start", "shift_type__end", "person__guide__user__name")
    )
    by_shift: dict[ShiftType, list[str]] = defaultdict(list)
    for one in rows:
        by_shift[one.shift_type].append(str(one.person))
    return [AtWork(shift, names) for shift, names in by_shift.items()]


def colleagues(person: StaffPerson) -> QuerySet[StaffPerson]:
    return (
        StaffPerson.objects.filter(
            guide__desk=person.guide.desk_id, is_active=True, guide__is_active=True
        )
        .exclude(pk=person.pk)
        .select_related("guide__user", "guide__desk")
        .order_by("guide__user__name", "pk")
    )


# Wishes


def periods_for_wishes(person: StaffPerson, today: dt.date) -> list[RosterPeriod]:
    """Open ones, the first to close first."""
    found = RosterPeriod.objects.filter(desk=person.guide.desk_id, state=PeriodState.WISHES)
    return [one for one in found.order_by("wishes_until", "first_day") if one.takes_wishes(today)]


def period_of_wishes(person: StaffPerson, pk: int) -> RosterPeriod | None:
    """Of one's own desk, once it has been opened for wishes."""
    found = RosterPeriod.objects.filter(desk=person.guide.desk_id, pk=pk)
    return found.exclude(state=PeriodState.DRAFT).first()


def wishes(person: StaffPerson, period: RosterPeriod) -> list[Wish]:
    return list(
        Wish.objects.filter(person=person, period=period).select_related(
            "shift_type", "period", "person__guide"
        )
    )


def answered(person: StaffPerson) -> list[Wish]:
    """What came of wishes, told when the roster is published; the latest period first."""
    return list(
        Wish.objects.filter(person=person, period__state=PeriodState.PUBLISHED)
        .exclude(answer="")
        .select_related("shift_type", "period__desk")
        .order_by("-period__first_day", "day")[:200]
    )


def shift_types(period: RosterPeriod, day: dt.date) -> list[ShiftType]:
    """Shifts that are worked on the day's weekday."""
    found = ShiftType.objects.filter(desk=period.desk_id, is_active=True)
    return [one for one in found if day.weekday() in one.weekdays]


# Conditions and holidays


def conditions(person: StaffPerson) -> list[Condition]:
    return list(Condition.objects.filter(person=person).select_related("decided_by"))


def own_condition(person: StaffPerson, pk: int) -> Condition | None:
    return Condition.objects.filter(person=person, pk=pk).select_related("person__guide").first()


def holidays(person: StaffPerson, today: dt.date) -> list[OwnHoliday]:
    """This year's and later."""
    return list(OwnHoliday.objects.filter(person=person, day__year__gte=today.year))


def own_holiday(person: StaffPerson, pk: int) -> OwnHoliday | None:
    return OwnHoliday.objects.filter(person=person, pk=pk).select_related("person__guide").first()


# Swaps


def missing_skills(person: StaffPerson, shift: Assignment) -> list[str]:
    """What the shift, or a task laid in it, asks for and the person has not."""
    asked = [*shift.shift_type.skills, *(part.channel for part in shift.parts.all())]
    return sorted({skill for skill in asked if skill} - skills_of(person))


def who_could_take(swap: Swap) -> list[StaffPerson]:
    """Colleagues with the skills, who do not work that day. The rules judge when one takes it."""
    busy = Assignment.objects.filter(day=swap.given.day).values("person")
    away = Q(absences__first_day__lte=swap.given.day, absences__last_day__gte=swap.given.day)
    free = (
        colleagues(swap.giver)
        .exclude(pk__in=busy)
        .exclude(pk__in=StaffPerson.objects.filter(away).values("pk"))
        .prefetch_related("guide__languages")
    )
    return [one for one in free if not missing_skills(one, swap.given)]


def swaps() -> QuerySet[Swap]:
    return Swap.objects.select_related(
        "given__shift_type",
        "given__period",
        "giver__guide__user",
        "giver__guide__desk",
        "taker__guide__user",
        "taker__guide__desk",
        "returned__shift_type",
        "decided_by",
    )


def swap_by_key(pk: int) -> Swap | None:
    return swaps().filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class MySwaps:
    open_to_me: list[Swap]
    mine: list[Swap]
    past: list[Swap]


def my_swaps(person: StaffPerson, today: dt.date) -> MySwaps:
    """Open offers that I can take, my own that are not settled, and those that are."""
    to_me = Q(taker=person) | Q(taker=None, giver__guide__desk=person.guide.desk_id)
    offered = swaps().filter(to_me, state=SwapState.OFFERED, given__day__gte=today)
    open_states = (SwapState.OFFERED, SwapState.ACCEPTED)
    own = swaps().filter(Q(giver=person) | Q(taker=person, state=SwapState.ACCEPTED))
    past = swaps().filter(Q(giver=person) | Q(taker=person)).exclude(state__in=open_states)
    return MySwaps(
        list(offered.exclude(giver=person).order_by("given__day")),
        list(own.filter(state__in=open_states).order_by("given__day")),
        list(past[:20]),
    )


def returnable(person: StaffPerson, swap: Swap, now: dt.datetime) -> list[Assignment]:
    """One's own coming shifts that could be given in return."""
    coming = shifts(person).filter(day__gte=now.date()).exclude(parts__kind=PartKind.TRAINING)
    taken = set(Assignment.objects.filter(person=swap.giver).values_list("day", flat=True))
    taken.discard(swap.given.day)
    return [
        one for one in coming.order_by("day")[:60] if one.starts_at > now and one.day not in taken
    ]
