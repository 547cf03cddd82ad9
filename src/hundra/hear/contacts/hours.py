"""When a desk is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hundra.hear.contacts.models import Desk, OpeningHours, SpecialDay
from hundra.hear.suggestions.working_days import is_holiday

LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, slots=True)
class Span:
    """Open from and until, local time of day."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Timetable:
    """A desk's hours, read once (2 queries) and then asked for any day."""

    weekly: tuple[tuple[Span, ...], ...]
    special: dict[date, tuple[Span, ...]]

    def on(self, day: date) -> tuple[Span, ...]:
        """When it is open that day: special days first, then holidays (closed), then the week's."""
        if day in self.special:
            return self.special[day]
        return () if is_holiday(day) else self.weekly[day.weekday()]

    def is_open(self, at: datetime) -> bool:
        local = timezone.localtime(at)
        return any(span.opens <= local.time() < span.closes for span in self.on(local.date()))

    def next_opening(self, at: datetime) -> datetime | None:
        """When it opens next after `at`; None if not within two months."""
        local = timezone.localtime(at)
        for days in range(LOOK_AHEAD_DAYS + 1):
            day = local.date() + timedelta(days=days)
            for span in self.on(day):
                opens = _at(day, span.opens)
                if opens > at:
                    return opens
        return None

    def closes_at(self, at: datetime) -> datetime | None:
        """When the opening that `at` lies in ends; None when closed."""
        local = timezone.localtime(at)
        for span in self.on(local.date()):
            if span.opens <= local.time() < span.closes:
                return _at(local.date(), span.closes)
        return None


def timetable(desk: Desk) -> Timetable:
    hours = list(OpeningHours.objects.filter(desk=desk))
    days = list(SpecialDay.objects.filter(desk=desk))
    return Timetable(_by_weekday(hours), {day.day: _spans_of(day) for day in days})


def is_open(desk: Desk, at: datetime | None = None) -> bool:
    return timetable(desk).is_open(at or timezone.now())


def next_opening(desk: Desk, at: datetime | None = None) -> datetime | None:
    return timetable(desk).next_opening(at or timezone.now())


def _by_weekday(hours: Sequence[OpeningHours]) -> tuple[tuple[Span, ...], ...]:
    return tuple(
        tuple(Span(row.opens, row.closes) for row in hours if row.weekday == weekday)
        for weekday in range(7)
    )


def _spans_of(day: SpecialDay) -> tuple[Span, ...]:
    if day.opens is None or day.closes is None:
        return ()
    return (Span(day.opens, day.closes),)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
