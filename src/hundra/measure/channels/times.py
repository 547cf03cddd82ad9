"""Days and half-hours by the Swedish clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

SLOTS_A_DAY = 48
SLOT_MINUTES = 30


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def day_bounds(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """From the first moment of the first day to the first moment after the last."""
    after = last + dt.timedelta(days=1)
    return (
        dt.datetime.combine(first, dt.time(), zone()),
        dt.datetime.combine(after, dt.time(), zone()),
    )


def local_day(at: dt.datetime) -> dt.date:
    return at.astimezone(zone()).date()


def slot_of(at: dt.datetime) -> int:
    """Weekday × 48 + half-hour: Monday 00.00–00.29 is 0, Sunday 23.30–23.59 is 335."""
    local = at.astimezone(zone())
    return local.weekday() * SLOTS_A_DAY + (local.hour * 60 + local.minute) // SLOT_MINUTES


def weekday_of(slot: int) -> int:
    """0 is Monday."""
    return slot // SLOTS_A_DAY


def half_hour_of(slot: int) -> int:
    """0 is 00.00–00.29."""
    return slot % SLOTS_A_DAY


def clock(half_hour: int) -> str:
    """When a half-hour begins, as Swedish clocks are written: "09.30"."""
    return f"{half_hour // 2:02}.{half_hour % 2 * SLOT_MINUTES:02}"


def days_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every day from the first to the last, both with."""
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
