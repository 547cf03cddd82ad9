"""How many must be at work in a week, from half-hours' need.

As many as the week's hours of need take when each works the average week, and never fewer than are
needed at once.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.holiday_problems import people_of
from hundra.improve.staffing.models import ForecastRow, RosterPeriod, StaffPerson
from hundra.improve.staffing.problems import skills_of
from hundra.improve.staffing.queries import needing
from hundra.improve.staffing.queries.arrivals import HALF_HOUR, count_arrivals, times_of

YEAR = dt.timedelta(weeks=52)
HOUR = 60


class Source(StrEnum):
    FORECAST = "forecast"
    LAST_SUMMER = "last_summer"


@dataclass(frozen=True, slots=True)
class WeeklyNeed:
    monday: dt.date
    skill: str
    people: int


def weekly_needs(period: RosterPeriod, share: int) -> tuple[Source | None, list[WeeklyNeed]]:
    """`share` to answer in time, per cent. None: nothing is known to go by."""
    forecast = needing.reaching_forecast(period)
    if forecast is not None:
        source = Source.FORECAST
        rows = needing.rows_of(forecast, period.first_day, period.last_day)
    else:
        source = Source.LAST_SUMMER
        rows = rows_of_last_summer(period.desk, period.first_day, period.last_day)
    if not rows:
        return None, []
    times = times_of(period.desk, timezone.localdate())
    needs = needing.needs_of(rows, times, share=share, within=period.desk.answer_within_seconds)
    return source, _by_week(period, needs)


def rows_of_last_summer(desk: Desk, first: dt.date, last: dt.date) -> list[ForecastRow]:
    """What came 52 weeks before, as if it came again."""
    came = count_arrivals(desk, first - YEAR, last - YEAR)
    parts = {"": came.whole, **came.languages}
    return [
        ForecastRow(day=day + YEAR, start=start, language=language, mean=float(count))
        for language, counted in parts.items()
        for (day, start), count in counted.items()
    ]


def _by_week(period: RosterPeriod, needs: Iterable[needing.Need]) -> list[WeeklyNeed]:
    hours: dict[tuple[dt.date, str], float] = defaultdict(float)
    most: dict[tuple[dt.date, str], int] = defaultdict(int)
    for need in needs:
        key = need.day - dt.timedelta(days=need.day.weekday()), need.skill
        hours[key] += need.people * HALF_HOUR / HOUR
        most[key] = max(most[key], need.people)
    people = people_of(period)
    skills = sorted({skill for _monday, skill in hours})
    week = {skill: _hours_a_week(people, skill) for skill in skills}
    return [
        WeeklyNeed(monday, skill, max(most[monday, skill], math.ceil(total / week[skill])))
        for (monday, skill), total in sorted(hours.items())
    ]


def _hours_a_week(people: list[StaffPerson], skill: str) -> float:
    """What one who can meet the need works in a week, on average."""
    able = [one for one in people if not skill or skill in skills_of(one)]
    minutes = sum(one.minutes_per_week for one in able)
    return minutes / HOUR / len(able) if minutes else 40.0
