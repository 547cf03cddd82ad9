"""Which days the figures are about, and which they are compared with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from hundra.measure.channels.times import days_between

ONE_DAY = dt.timedelta(days=1)
LONGEST = dt.timedelta(days=3 * 366)
MONTHS = 12


class Length(StrEnum):
    """As in the address."""

    DAY = "dag"
    WEEK = "vecka"
    MONTH = "manad"
    YEAR = "ar"
    FREE = "fri"


@dataclass(frozen=True)
class Period:
    """Whole days, from the first to the last."""

    length: Length
    first: dt.date
    last: dt.date

    @property
    def days(self) -> list[dt.date]:
        return days_between(self.first, self.last)

    @property
    def before(self) -> Period:
        """The one to compare with: the same weekday a week before, the week, month or year
        before, or as many days right before."""
        if self.length == Length.DAY:
            day = self.first - 7 * ONE_DAY
            return Period(self.length, day, day)
        if self.length == Length.FREE:
            last = self.first - ONE_DAY
            return Period(self.length, last - (self.last - self.first), last)
        return period_with(self.length, self.first - ONE_DAY)

    @property
    def after(self) -> Period:
        """The next one of the same length."""
        if self.length == Length.FREE:
            first = self.last + ONE_DAY
            return Period(self.length, first, first + (self.last - self.first))
        return period_with(self.length, self.last + ONE_DAY)

    def until(self, day: dt.date) -> Period:
        """No longer than to the day: what has been of a period that goes on."""
        return Period(self.length, self.first, max(self.first, min(self.last, day)))

    def as_long_as(self, other: Period) -> Period:
        """No more days than the other has."""
        return self.until(self.first + (other.last - other.first))


def period_with(length: Length, day: dt.date) -> Period:
    """The day, week (Monday to Sunday), month or year that holds the day."""
    first, last = day, day
    if length == Length.WEEK:
        first = day - day.weekday() * ONE_DAY
        last = first + 6 * ONE_DAY
    elif length == Length.MONTH:
        first = day.replace(day=1)
        last = (first + 31 * ONE_DAY).replace(day=1) - ONE_DAY
    elif length == Length.YEAR:
        first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
    return Period(length, first, last)


def free_period(first: dt.date, last: dt.date) -> Period:
    """From one day to another in any order, at most three years."""
    first, last = min(first, last), max(first, last)
    return Period(Length.FREE, max(first, last - LONGEST), last)


def latest_months(today: dt.date, months: int = MONTHS) -> Period:
    """The latest whole months that have ended."""
    last = today.replace(day=1) - ONE_DAY
    index = last.year * MONTHS + last.month - months
    return Period(Length.FREE, dt.date(index // MONTHS, index % MONTHS + 1, 1), last)
