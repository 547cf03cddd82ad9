"""What a roster is made from: shifts, people and their conditions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from hundra.hear.contacts.models import Desk, Guide
from hundra.improve.staffing.models import (
    Condition,
    ConditionState,
    ExtraNeed,
    RosterPeriod,
    ShiftType,
    StaffPerson,
)
from hundra.improve.staffing.problems import skills_of
from hundra.improve.staffing.queries.extra_need import needs_with_extra


def shifts_of(desk: Desk) -> QuerySet[ShiftType]:
    """Those in use first."""
    return (
        ShiftType.objects.filter(desk=desk)
        .prefetch_related("breaks")
        .order_by("-is_active", "start", "end", "pk")
    )


def people_of(desk: Desk, today: dt.date) -> QuerySet[StaffPerson]:
    """All of the desk's, with the conditions that hold or will, those in the roster first."""
    holds = Condition.objects.filter(
        Q(last_day=None) | Q(last_day__gte=today), state=ConditionState.AGREED
    )
    return (
        StaffPerson.objects.filter(guide__desk=desk, guide__is_active=True)
        .select_related("guide__user", "guide__desk")
        .prefetch_related("guide__languages", Prefetch("conditions", holds, to_attr="holding"))
        .order_by("-is_active", "guide__user__name", "pk")
    )


def not_in_roster(desk: Desk) -> QuerySet[Guide]:
    """The desk's guides who are not entered in its roster."""
    return (
        Guide.objects.filter(desk=desk, is_active=True, staffing=None)
        .select_related("user")
        .order_by("user__name", "pk")
    )


def condition_of(desk: Desk, pk: int) -> Condition | None:
    return (
        Condition.objects.select_related("person__guide__desk", "person__guide__user")
        .filter(pk=pk, person__guide__desk=desk, state=ConditionState.AGREED)
        .first()
    )


@dataclass(frozen=True, slots=True)
class DayNeed:
    """A day's need in short: the most at once, and the hours; what is added is included."""

    day: dt.date
    most: int
    hours: float


def days_of_need(period: RosterPeriod) -> list[DayNeed]:
    """Every day with any need."""
    most: Counter[dt.date] = Counter()
    minutes: Counter[dt.date] = Counter()
    for row in needs_with_extra(period):
        if not row.skill:
            most[row.day] = max(most[row.day], row.people)
            minutes[row.day] += row.people * (row.end - row.start)
    return [DayNeed(day, most[day], minutes[day] / 60) for day in period.days if most[day]]


def extras_of(period: RosterPeriod) -> QuerySet[ExtraNeed]:
    return ExtraNeed.objects.filter(period=period).select_related("added_by", "period__desk__unit")


def skills_at(desk: Desk) -> list[str]:
    """Codes of the languages and channels that somebody in the desk's roster has."""
    people = StaffPerson.objects.filter(guide__desk=desk, is_active=True, guide__is_active=True)
    found = people.select_related("guide").prefetch_related("guide__languages")
    return sorted({code for one in found for code in skills_of(one)})
