"""Swedish working days: not weekends, public holidays or the eves when all is closed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays
from holidays.constants import DE_FACTO, PUBLIC

SATURDAY = 5


@lru_cache(maxsize=16)
def _days_off(year: int) -> frozenset[date]:
    calendar = holidays.country_holidays(
        "SE", years=year, include_sundays=False, categories=(PUBLIC, DE_FACTO)
    )
    return frozenset(calendar)


def is_holiday(day: date) -> bool:
    """A public holiday, or an eve when all is closed; an ordinary Sunday is none."""
    return day in _days_off(day.year)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and not is_holiday(day)


def add_working_days(start: date, days: int) -> date:
    """The day that lies `days` working days after `start` (itself not counted)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and with `end`; 0 if `end` is not after."""
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, span + 1))
