"""When people get in touch: by season, weekday and half-hour, more than chance alone varies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from django.conf import settings

from hundra.hear.suggestions.working_days import is_working_day

HALF_HOUR = 1_800
# Of a working day's calls, by half-hour from 07.00: a peak at nine, a lower one after lunch.
PROFILE = np.array(
    [
        *(10, 22, 45, 70, 92, 100, 96, 90, 78, 62, 56, 66),
        *(80, 84, 76, 66, 54, 44, 34, 24, 14, 8),
    ],
    float,
)
FIRST_HALF_HOUR = 14
WEEKDAYS = (1.25, 1.1, 1.0, 0.95, 0.72, 0.0, 0.0)
SUMMER = {6: 0.85, 7: 0.6, 8: 0.95, 12: 0.85}
SPREAD = 0.12


def arrivals(
    hours: Sequence[tuple[int, str, str]],
    count: int,
    *,
    until: datetime,
    days: int,
    rng: np.random.Generator,
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.float64]]:
    """`count` times in order (UTC, whole seconds), and how busy each was, 0 to 1.

    All lie within opening hours of working days before `until`.
    """
    open_days = _open_days(hours, until.date() - timedelta(days=days), until.date())
    slots = [slot for day, opens, closes in open_days for slot in _slots(day, opens, closes)]
    starts = np.array([start for start, _, _ in slots])
    weights = np.array([weight for _, weight, _ in slots])
    busy = np.array([weight for _, _, weight in slots])
    weights *= rng.gamma(1 / SPREAD**2, SPREAD**2, len(weights))
    last = np.datetime64(int(until.timestamp()), "s")
    weights[starts + np.timedelta64(HALF_HOUR, "s") > last] = 0
    chosen = np.sort(rng.choice(len(starts), count, p=weights / weights.sum()))
    inside = rng.integers(0, HALF_HOUR, count).astype("timedelta64[s]")
    times = starts[chosen] + inside
    order = np.argsort(times, kind="stable")
    return times[order], busy[chosen][order]


def _open_days(
    hours: Sequence[tuple[int, str, str]], first: date, last: date
) -> list[tuple[date, time, time]]:
    by_weekday = {
        weekday: (time.fromisoformat(opens), time.fromisoformat(closes))
        for weekday, opens, closes in hours
    }
    all_days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [
        (day, *by_weekday[day.weekday()])
        for day in all_days
        if day.weekday() in by_weekday and is_working_day(day)
    ]


def _slots(day: date, opens: time, closes: time) -> list[tuple[np.datetime64, float, float]]:
    """The half-hours of the day: their start in UTC, their weight, how busy they are."""
    zone = ZoneInfo(settings.TIME_ZONE)
    of_day = WEEKDAYS[day.weekday()] * SUMMER.get(day.month, 1.0)
    found: list[tuple[np.datetime64, float, float]] = []
    for place, weight in enumerate(PROFILE):
        number = FIRST_HALF_HOUR + place
        at = time(number // 2, 30 * (number % 2))
        if opens <= at < closes:
            start = datetime.combine(day, at, zone).timestamp()
            busy = weight / PROFILE.max() * min(1.0, WEEKDAYS[day.weekday()] / 1.25)
            found.append((np.datetime64(int(start), "s"), weight * of_day, busy))
    return found
