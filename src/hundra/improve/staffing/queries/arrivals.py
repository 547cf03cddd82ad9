"""Who has got in touch, by half-hour: what forecasts are made from.

Calls and visits that came to the queue. Times are the municipality's own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.utils import timezone

from hundra.engines.forecasting import Calendar, Grid, History
from hundra.hear.contacts.hours import Timetable, timetable
from hundra.hear.contacts.models import Desk
from hundra.hear.suggestions.working_days import is_holiday, is_working_day

HALF_HOUR = 30
YEARS_BACK = 3
LEAST_DAYS = 7

Counted = dict[tuple[dt.date, int], int]

_COUNT = """
SELECT (at AT TIME ZONE %(zone)s)::date,
       floor(extract(epoch FROM (at AT TIME ZONE %(zone)s)::time) / 1800)::int * 30,
       language, count(*)
FROM (
    SELECT received_at AS at, language FROM contacts_contact
    WHERE desk_id = %(desk)s AND received_at >= %(since)s AND received_at < %(until)s
      AND channel IN ('phone', 'visit') AND queued_at IS NOT NULL
) c
GROUP BY 1, 2, 3
"""

_TIMES = """
SELECT avg(extract(epoch FROM registered_at - answered_at))
           FILTER (WHERE registered_at > answered_at
                     AND registered_at < answered_at + interval '1 hour'),
       sum(extract(epoch FROM coalesce(answered_at, ended_at) - queued_at))
           FILTER (WHERE coalesce(answered_at, ended_at) >= queued_at),
       count(*) FILTER (WHERE state = 'abandoned')
FROM contacts_contact
WHERE desk_id = %(desk)s AND received_at >= %(since)s AND received_at < %(until)s
  AND channel IN ('phone', 'visit') AND queued_at IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Counts by day and half-hour (minutes from midnight): all, and by language."""

    whole: Counted
    languages: dict[str, Counted]


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds: how long a contact takes (talk and registration), and how long people wait before
    they give up on average. The latter is what waits and those who gave up say together: all time
    waited by number of who gave up, as of an exponential distribution seen in part."""

    handling_seconds: float
    patience_seconds: float


def count_arrivals(desk: Desk, first: dt.date, last: dt.date) -> Arrivals:
    """From the one day to the other, both included."""
    whole: Counted = defaultdict(int)
    languages: dict[str, Counted] = defaultdict(dict)
    given: dict[str, Any] = {"desk": desk.pk, "zone": settings.TIME_ZONE, **_span(first, last)}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, given)
        for day, start, language, count in cursor.fetchall():
            whole[day, start] += count
            languages[language][day, start] = count
    return Arrivals(dict(whole), dict(languages))


def times_of(desk: Desk, today: dt.date) -> Times:
    """From the last twelve weeks; a plain five minutes of each where there is nothing to go by."""
    given: dict[str, Any] = {"desk": desk.pk, **_span(today - dt.timedelta(weeks=12), today)}
    with connection.cursor() as cursor:
        cursor.execute(_TIMES, given)
        handling, waited, gone = cursor.fetchone()
    return Times(
        handling_seconds=float(handling or 300),
        patience_seconds=float(waited) / gone if waited and gone else 300.0,
    )


def history_of(desk: Desk, *, until: dt.date) -> History | None:
    """What is known before the day; None with less than a week.

    A half-hour that was open without anyone is 0; an open day without anybody at all is unknown:
    it was the telephones that were silent.
    """
    arrivals = count_arrivals(
        desk, until - dt.timedelta(days=365 * YEARS_BACK), until - dt.timedelta(days=1)
    )
    if not arrivals.whole:
        return None
    first = min(day for day, _ in arrivals.whole)
    days = (until - first).days
    if days < LEAST_DAYS:
        return None
    hours = timetable(desk)
    grid = grid_of(hours)
    opened = np.array([_open_slots(hours, first + dt.timedelta(days=n), grid) for n in range(days)])
    counts = _laid_out(arrivals.whole, first, opened, grid)
    silent = counts.sum(axis=1) == 0
    counts[silent] = np.nan
    types = {}
    for language, counted in arrivals.languages.items():
        part = _laid_out(counted, first, opened, grid)
        part[silent] = np.nan
        types[language] = part
    return History(first, grid, counts, opened, types)


def calendar_of(desk: Desk, first: dt.date, last: dt.date) -> Calendar:
    """Hours, holidays and squeeze days from the one day to the other."""
    hours = timetable(desk)
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return Calendar(
        holidays={day: f"{day:%m-%d}" for day in days if is_holiday(day)},
        squeeze_days=frozenset(day for day in days if _is_squeezed(day)),
        special_hours={day: _minutes(hours, day) for day in days},
    )


def grid_of(hours: Timetable) -> Grid:
    """Half-hours from the first opening of the week to the last closing."""
    spans = [span for day in hours.weekly for span in day]
    spans += [span for day in hours.special.values() for span in day]
    if not spans:
        return Grid(HALF_HOUR, 8 * 60, 18)
    opens = min(_minute(span.opens) for span in spans) // HALF_HOUR * HALF_HOUR
    closes = max(_minute(span.closes) for span in spans)
    return Grid(HALF_HOUR, opens, -(-(closes - opens) // HALF_HOUR))


def _laid_out(counted: Counted, first: dt.date, opened: np.ndarray, grid: Grid) -> np.ndarray:
    counts = np.zeros(opened.shape)
    for (day, start), count in counted.items():
        slot = (start - grid.first_minute) // grid.interval_minutes
        if 0 <= slot < grid.slots:
            counts[(day - first).days, slot] = count
    return np.where(opened, counts, 0.0)


def _open_slots(hours: Timetable, day: dt.date, grid: Grid) -> np.ndarray:
    middle = grid.minutes + grid.interval_minutes / 2
    opened = np.zeros(grid.slots, dtype=np.bool_)
    for start, end in _minutes(hours, day):
        opened |= (middle >= start) & (middle < end)
    return opened


def _minutes(hours: Timetable, day: dt.date) -> tuple[tuple[int, int], ...]:
    return tuple((_minute(span.opens), _minute(span.closes)) for span in hours.on(day))


def _minute(clock: dt.time) -> int:
    return clock.hour * 60 + clock.minute


def _is_squeezed(day: dt.date) -> bool:
    """A working day alone between days off."""
    one = dt.timedelta(days=1)
    return is_working_day(day) and not is_working_day(day - one) and not is_working_day(day + one)


def _span(first: dt.date, last: dt.date) -> dict[str, dt.datetime]:
    zone = timezone.get_default_timezone()
    return {
        "since": dt.datetime.combine(first, dt.time.min, zone),
        "until": dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, zone),
    }
