"""The pace of a programme, and when it meets its goal if the pace stays.

The pace is the number of stamps in a window (the last twelve months, or since the programme began)
divided by the window's length. Its 95 % interval treats stamps as a Poisson count, with Byar's
approximation to the exact limits (Breslow & Day 1987, Statistical Methods in Cancer Research II,
p. 69). It speaks of the pace as it was; whether it stays nobody knows. With fewer than five stamps
or less than 60 days we say that they are too few.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import ceil, sqrt

from django.db.models import Count
from django.db.models.functions import TruncDate

from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements.life import STANDING
from hundra.improve.improvements.models import Improvement, Programme

DAYS_PER_MONTH = 365.25 / 12
WINDOW_DAYS = 365
FEWEST_STAMPS = 5
FEWEST_DAYS = 60
# Two-sided 95 %: the normal quantile of 0.975.
Z_95 = 1.95996
FARTHEST_DAYS = 50 * 365


@dataclass(frozen=True)
class Forecast:
    """When the goal is met at the pace; dates are None when too far off to be said."""

    expected_on: dt.date | None
    earliest_on: dt.date | None
    latest_on: dt.date | None


@dataclass(frozen=True)
class Pace:
    """The pace of all, or of one audience."""

    goal: int
    stamped: int
    in_window: int
    window_days: int
    per_month: float | None
    """Stamps a month; None when too few to say. Likewise the limits of its 95 % interval."""
    per_month_low: float | None
    per_month_high: float | None
    forecast: Forecast | None
    """None when too few to say, or when the goal is met."""

    @property
    def left(self) -> int:
        return max(0, self.goal - self.stamped)

    @property
    def is_met(self) -> bool:
        return self.left == 0

    @property
    def says_something(self) -> bool:
        return self.per_month is not None


@dataclass(frozen=True)
class ProgrammePace:
    total: Pace
    citizens: Pace
    employees: Pace
    stamped_on: tuple[dt.date, ...]
    """The day of each standing stamp, in order: the curve of launch dates."""


def pace(programme: Programme, today: dt.date) -> ProgrammePace:
    """The pace and forecast up to and including `today`. One query."""
    counts = (
        Improvement.objects.filter(programme=programme, state__in=STANDING)
        .order_by(TruncDate("stamped_at"))
        .values_list("audience", TruncDate("stamped_at"))
        .annotate(count=Count("pk"))
    )
    rows: list[tuple[str, dt.date, int]] = list(counts)
    days = window_days(programme.starts_on, today)
    window_starts = today - dt.timedelta(days=days)

    def of(goal: int, *audiences: str) -> Pace:
        stamps = [(day, count) for audience, day, count in rows if audience in audiences]
        recent = sum(count for day, count in stamps if window_starts < day <= today)
        total = sum(count for _, count in stamps)
        return measured(goal=goal, stamped=total, in_window=recent, days=days, today=today)

    return ProgrammePace(
        total=of(programme.goal, *Audience.values),
        citizens=of(programme.goal_citizens, Audience.CITIZENS),
        employees=of(programme.goal_employees, Audience.EMPLOYEES),
        stamped_on=tuple(day for _, day, count in rows for _ in range(count)),
    )


def window_days(starts_on: dt.date, today: dt.date) -> int:
    """Length of the window in days, both ends counted; 0 before the programme has begun."""
    return max(0, min(WINDOW_DAYS, (today - starts_on).days + 1))


def measured(*, goal: int, stamped: int, in_window: int, days: int, today: dt.date) -> Pace:
    """The pace from its counts."""
    if in_window < FEWEST_STAMPS or days < FEWEST_DAYS:
        return Pace(goal, stamped, in_window, days, None, None, None, None)
    low, high = poisson_limits(in_window)
    left = max(0, goal - stamped)
    months = days / DAYS_PER_MONTH
    forecast = None
    if left:
        forecast = Forecast(
            expected_on=_reached(today, left, in_window / days),
            earliest_on=_reached(today, left, high / days),
            latest_on=_reached(today, left, low / days),
        )
    return Pace(
        goal, stamped, in_window, days, in_window / months, low / months, high / months, forecast
    )


def poisson_limits(count: int) -> tuple[float, float]:
    """95 % limits for the mean of a Poisson count of at least 1, by Byar's approximation."""
    low = count * (1 - 1 / (9 * count) - Z_95 / (3 * sqrt(count))) ** 3
    above = count + 1
    high = above * (1 - 1 / (9 * above) + Z_95 / (3 * sqrt(above))) ** 3
    return low, high


def _reached(today: dt.date, left: int, per_day: float) -> dt.date | None:
    days = ceil(left / per_day)
    return today + dt.timedelta(days=days) if days <= FARTHEST_DAYS else None
