"""How a citizens' desk answers, as everyone may see it: whole months, no small groups."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

from hundra.engines.proportions import Share
from hundra.hear.contacts.hours import timetable
from hundra.hear.contacts.models import Channel, Desk
from hundra.measure.channels.hiding import LEAST
from hundra.measure.channels.measures import Figures
from hundra.measure.channels.periods import Length, Period, latest_months, period_with
from hundra.measure.channels.queries.counted import first_day
from hundra.measure.channels.queries.desks import public_desks
from hundra.measure.channels.queries.report import Report, report, whole
from hundra.measure.channels.times import half_hour_of, local_day, weekday_of

KEEP_SECONDS = 3600
MONTHS = 12
CALM_MONTHS = 3
CALMEST = 3
ENOUGH_TO_COMPARE = 4


@dataclass(frozen=True)
class Month:
    """The figures of one month. None and 0: too few to show."""

    first: dt.date
    offered: int
    in_time: Share | None
    median_wait: int | None
    contacts: int
    solved: Share | None
    held: Share | None


@dataclass(frozen=True)
class Calm:
    """A time of the week when few call; `slot` is weekday × 48 + half-hour."""

    slot: int

    @property
    def weekday(self) -> int:
        return weekday_of(self.slot)

    @property
    def half_hour(self) -> int:
        return half_hour_of(self.slot)


@dataclass(frozen=True)
class Opening:
    weekday: int
    spans: tuple[tuple[dt.time, dt.time], ...]


@dataclass(frozen=True)
class Answering:
    """Of the latest whole month with anything to tell (`latest`), and the year up to it."""

    slug: str
    name: str
    phone: str
    email: str
    goal_seconds: int
    return_days: int
    languages: tuple[str, ...]
    week: tuple[Opening, ...]
    months: tuple[Month, ...]
    calmest: tuple[Calm, ...]
    busiest: tuple[Calm, ...]

    @property
    def latest(self) -> Month | None:
        return self.months[-1] if self.months else None


def answering(*, now: dt.datetime | None = None) -> list[Answering]:
    """Of every citizens' desk in use. Counted at most once an hour: months that have ended."""
    now = now or timezone.now()
    return [_kept(desk, now) for desk in public_desks()]


def _kept(desk: Desk, now: dt.datetime) -> Answering:
    key = f"channels.public.{desk.pk}.{local_day(now):%Y-%m}"
    found: Answering | None = cache.get(key)
    if found is None:
        found = of_desk(desk, now)
        cache.set(key, found, KEEP_SECONDS)
    return found


def of_desk(desk: Desk, now: dt.datetime) -> Answering:
    """Counted at once."""
    today = local_day(now)
    calls = report(desk, latest_months(today, CALM_MONTHS), channel=Channel.PHONE, now=now)
    calm = _by_calls(calls)
    compared = len(calm) >= ENOUGH_TO_COMPARE * CALMEST
    return Answering(
        slug=desk.slug,
        name=desk.name,
        phone=desk.phone,
        email=desk.email,
        goal_seconds=desk.answer_within_seconds,
        return_days=desk.return_days,
        languages=tuple(desk.languages),
        week=_week(desk),
        months=tuple(_months(desk, today, now)),
        calmest=tuple(Calm(slot) for slot in calm[:CALMEST]) if compared else (),
        busiest=tuple(Calm(slot) for slot in calm[::-1][:CALMEST]) if compared else (),
    )


def _months(desk: Desk, today: dt.date, now: dt.datetime) -> list[Month]:
    year = latest_months(today, MONTHS)
    begun = first_day(desk)
    if begun is None:
        return []
    months, first = [], max(year.first, begun.replace(day=1))
    while first <= year.last:
        month = period_with(Length.MONTH, first)
        figures = whole(desk, month, now=now)
        if figures.counts.received >= LEAST:
            months.append(_month(month, figures))
        first = month.last + dt.timedelta(days=1)
    return months


def _month(month: Period, figures: Figures) -> Month:
    offered = figures.counts.offered
    return Month(
        first=month.first,
        offered=offered if offered >= LEAST else 0,
        in_time=figures.in_time_of_waiting,
        median_wait=figures.median_wait,
        contacts=figures.counts.received,
        solved=figures.solved,
        held=figures.held,
    )


def _by_calls(calls: Report) -> list[int]:
    """Half-hours of the opening hours that may be shown, those with the fewest calls first."""
    open_slots = {
        opening.weekday * 48 + half_hour
        for opening in _week(calls.desk)
        for opens, closes in opening.spans
        for half_hour in range(_half_hour(opens), _half_hour(closes))
    }
    shown = {
        slot: figures.counts.offered
        for slot, figures in calls.slots.items()
        if slot in open_slots and slot not in calls.hidden.slots and figures.counts.offered
    }
    return sorted(shown, key=lambda slot: (shown[slot], slot))


def _half_hour(time: dt.time) -> int:
    return time.hour * 2 + time.minute // 30


def _week(desk: Desk) -> tuple[Opening, ...]:
    hours = timetable(desk).weekly
    return tuple(
        Opening(weekday, tuple((span.opens, span.closes) for span in spans))
        for weekday, spans in enumerate(hours)
    )
