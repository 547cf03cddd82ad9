"""The day: who should be here and is, what has come, and how it looks."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from hundra.hear.contacts.hours import timetable
from hundra.hear.contacts.models import Availability, AvailabilitySpell, Desk, Guide
from hundra.improve.staffing.models import (
    Absence,
    Assignment,
    DayOutlook,
    Move,
    OutlookRow,
    PartKind,
    PeriodState,
    SimulatedSlot,
)

DAYS_TO_LOOK = 7
GRACE_MINUTES = 5
"""So long after the shift's beginning nobody is called late."""
LATE_MINUTES = 30
AT_THE_DESK = (Availability.READY, Availability.BUSY, Availability.WRAP_UP)


def day_shown(desk: Desk, today: dt.date) -> dt.date | None:
    """Today, or the next day that the desk is open; None if it is closed for a week."""
    hours = timetable(desk)
    days = (today + dt.timedelta(days=number) for number in range(DAYS_TO_LOOK + 1))
    return next((day for day in days if hours.on(day)), None)


def roster_on(desk: Desk, day: dt.date) -> list[Assignment]:
    """The day's published shifts with their parts, people, languages."""
    return list(
        Assignment.objects.filter(period__desk=desk, period__state=PeriodState.PUBLISHED, day=day)
        .select_related("person__guide__user", "shift_type", "period")
        .prefetch_related("parts", "person__guide__languages")
        .order_by("shift_type__start", "shift_type__end", "person__guide__user__name")
    )


# Adherence


class Presence(StrEnum):
    """Where somebody is beside where the roster has them."""

    PRESENT = "present"
    LATE = "late"
    MISSING = "missing"
    PAUSED = "paused"
    AS_PLANNED = "as planned"
    NOT_YET = "not yet"
    GONE = "gone"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Somebody:
    """One in today's roster, now. `since`: when they were last at the desk, or came to what they
    do; minutes of the shift so far that they should have been at the desk, and were."""

    name: str
    shift: str
    presence: Presence
    doing: str
    since: dt.datetime | None
    should: int
    was: int


@dataclass(frozen=True, slots=True)
class Adherence:
    """Beside the roster, now and so far today.

    Followed: of the minutes until now that people should have been at the desk by their shifts,
    breaks and trainings apart, the share that they were ready, talking or wrapping up.
    """

    people: list[Somebody]
    should_minutes: int
    was_minutes: int

    @property
    def share(self) -> float | None:
        return self.was_minutes / self.should_minutes if self.should_minutes else None

    @property
    def counts(self) -> Counter[Presence]:
        return Counter(one.presence for one in self.people)

    @property
    def expected_now(self) -> int:
        """How many should be at the desk."""
        wanted = (Presence.PRESENT, Presence.LATE, Presence.MISSING, Presence.PAUSED)
        return sum(self.counts[one] for one in wanted)

    @property
    def here_now(self) -> int:
        return self.counts[Presence.PRESENT] + self.counts[Presence.EXTRA]

    @property
    def to_see_to(self) -> list[Somebody]:
        wanted = (Presence.MISSING, Presence.LATE, Presence.PAUSED)
        found = [one for one in self.people if one.presence in wanted]
        return sorted(found, key=lambda one: wanted.index(one.presence))


Spans = list[tuple[float, float]]


def adherence(desk: Desk, roster: Iterable[Assignment], now: dt.datetime) -> Adherence:
    """Two queries beside the roster's own."""
    roster = list(roster)
    guides = {
        one.pk: one
        for one in Guide.objects.filter(desk=desk, is_active=True).select_related("user")
    }
    spells = _spells(desk, now)
    planned = {one.person.guide_id for one in roster}
    people = [
        _somebody(one, guides[one.person.guide_id], spells, now)
        for one in roster
        if one.person.guide_id in guides
    ]
    people += [
        Somebody(
            name=str(guide),
            shift="",
            presence=Presence.EXTRA,
            doing=str(guide.get_availability_display()),
            since=guide.since,
            should=0,
            was=0,
        )
        for key, guide in guides.items()
        if key not in planned and guide.availability in AT_THE_DESK
    ]
    return Adherence(people, sum(one.should for one in people), sum(one.was for one in people))


def _spells(desk: Desk, now: dt.datetime) -> dict[int, Spans]:
    """By guide, the minutes of today that they were at the desk."""
    midnight = timezone.make_aware(dt.datetime.combine(now.date(), dt.time.min))
    found: dict[int, Spans] = defaultdict(list)
    rows = AvailabilitySpell.objects.filter(
        guide__desk=desk, availability__in=AT_THE_DESK, since__lte=now, since__gte=midnight
    ).values_list("guide", "since", "until")
    for guide, since, until in rows:
        end = min(until or now, now)
        found[guide].append(
            ((since - midnight).total_seconds() / 60, (end - midnight).total_seconds() / 60)
        )
    return found


def _somebody(
    one: Assignment, guide: Guide, spells: dict[int, Spans], now: dt.datetime
) -> Somebody:
    minute = now.hour * 60 + now.minute
    wanted = _wanted(one, minute)
    there = spells.get(guide.pk, [])
    return Somebody(
        name=str(guide),
        shift=str(one.shift_type),
        presence=_presence(one, guide, there, minute),
        doing=str(guide.get_availability_display()),
        since=guide.since if there or guide.availability != Availability.AWAY else None,
        should=sum(end - start for start, end in wanted),
        was=round(_overlap([(float(a), float(b)) for a, b in wanted], there)),
    )


def _wanted(one: Assignment, until: int) -> list[tuple[int, int]]:
    """Minutes of the shift until now that are at the desk: breaks and trainings apart."""
    away = sorted((part.start, part.end) for part in one.parts.all() if part.kind != PartKind.TASK)
    edges = [one.shift_type.start_minute]
    for start, end in away:
        edges += [start, end]
    edges.append(one.shift_type.end_minute)
    cut = [(start, min(end, until)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [(start, end) for start, end in cut if start < end]


def _overlap(one: Spans, other: Spans) -> float:
    return sum(
        max(0.0, min(end, until) - max(start, since))
        for start, end in one
        for since, until in other
    )


def _presence(one: Assignment, guide: Guide, there: Spans, minute: int) -> Presence:
    start, end = one.shift_type.start_minute, one.shift_type.end_minute
    here = guide.availability in AT_THE_DESK
    if here:
        return Presence.PRESENT if start <= minute < end else Presence.EXTRA
    if minute < start + GRACE_MINUTES and not there:
        return Presence.NOT_YET
    if minute >= end:
        return Presence.GONE
    if any(part.start <= minute < part.end for part in one.parts.all()):
        return Presence.AS_PLANNED
    if guide.availability in {Availability.BREAK, Availability.TRAINING}:
        return Presence.PAUSED
    return Presence.LATE if not there and minute < start + LATE_MINUTES else Presence.MISSING


# The half-hours


_ANSWERED = """
SELECT floor(extract(epoch FROM (received_at AT TIME ZONE %(zone)s)::time) / 1800)::int * 30,
       count(*) FILTER (WHERE answered_at IS NOT NULL
                          AND answered_at - queued_at <= %(within)s * interval '1 second'),
       count(*) FILTER (WHERE answered_at IS NOT NULL
                           OR (ended_at - queued_at > %(short)s * interval '1 second'))
FROM contacts_contact
WHERE desk_id = %(desk)s AND received_at >= %(since)s AND received_at < %(until)s
  AND channel IN ('phone', 'visit') AND queued_at IS NOT NULL AND callback_at IS NULL
  AND (answered_at IS NOT NULL OR ended_at IS NOT NULL)
GROUP BY 1
"""


def answered_on(desk: Desk, day: dt.date) -> dict[int, tuple[int, int]]:
    """By half-hour: how many were answered in time, of how many who waited (answered, or gone
    after more than a short wait), by when they came."""
    zone = timezone.get_default_timezone()
    since = dt.datetime.combine(day, dt.time.min, zone)
    given: dict[str, Any] = {
        "desk": desk.pk,
        "zone": settings.TIME_ZONE,
        "within": desk.answer_within_seconds,
        "short": desk.short_abandon_seconds,
        "since": since,
        "until": dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, zone),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, given)
        return {start: (in_time, waited) for start, in_time, waited in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Slot:
    """A half-hour: as it looks now, as it was planned, and what came of it."""

    row: OutlookRow
    planned_share: float | None
    in_time: int
    waited: int
    is_over: bool
    goal: int

    @property
    def clock(self) -> str:
        return f"{self.row.start // 60}.{self.row.start % 60:02}"

    @property
    def share(self) -> float | None:
        """What came of it if it is over, else what is expected."""
        if self.is_over:
            return self.in_time / self.waited if self.waited else None
        return self.row.share

    @property
    def per_cent(self) -> int | None:
        return None if self.share is None else round(self.share * 100)

    @property
    def planned_per_cent(self) -> int | None:
        return None if self.planned_share is None else round(self.planned_share * 100)

    @property
    def is_weak(self) -> bool:
        return not self.is_over and self.per_cent is not None and self.per_cent < self.goal

    @property
    def missing(self) -> int:
        return max(0, (self.row.need or 0) - self.row.present)


def latest_outlook(desk: Desk, day: dt.date) -> DayOutlook | None:
    return desk.outlooks.filter(day=day).prefetch_related("rows").first()


def slots_of(desk: Desk, outlook: DayOutlook) -> list[Slot]:
    """The outlook's half-hours beside the plan and what came: four queries."""
    planned = planned_shares(desk, outlook.day)
    answered = answered_on(desk, outlook.day)
    return [
        Slot(
            row=row,
            planned_share=planned.get(row.start),
            in_time=answered.get(row.start, (0, 0))[0],
            waited=answered.get(row.start, (0, 0))[1],
            is_over=row.came is not None,
            goal=desk.answer_share,
        )
        for row in outlook.rows.all()
    ]


def planned_shares(desk: Desk, day: dt.date) -> dict[int, float | None]:
    """What was expected of each half-hour beforehand: as the roster was simulated before it was
    published, else as the day looked first."""
    simulated = SimulatedSlot.objects.filter(
        simulation__period__desk=desk, simulation__period__state=PeriodState.PUBLISHED, day=day
    ).order_by("simulation_id")
    found = {one.start: one.share for one in simulated}
    if found:
        return found
    first = desk.outlooks.filter(day=day).order_by("made_at", "pk").first()
    return {} if first is None else dict(first.rows.values_list("start", "share"))


def moves_on(desk: Desk, day: dt.date) -> list[Move]:
    return list(
        desk.moves.filter(day=day)
        .prefetch_related("people__guide__user")
        .select_related("asked_by")
        .order_by("start", "pk")
    )


def move_by_key(pk: int) -> Move | None:
    return (
        Move.objects.select_related("desk__unit", "asked_by", "settled_by")
        .prefetch_related("people__guide__user")
        .filter(pk=pk)
        .first()
    )


def away_on(desk: Desk, day: dt.date) -> int:
    return Absence.objects.filter(
        person__guide__desk=desk, first_day__lte=day, last_day__gte=day
    ).count()
