"""Time that counts: working days from 8 to 17. Promises are made and measured in it.

All functions take and give aware times; days are the municipality's own (settings.TIME_ZONE).
`working_time_between(a, add_working_time(a, span)) == span` for every span that is not negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hundra.hear.suggestions.working_days import is_working_day

NOTHING = timedelta(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """When work begins and ends on a working day."""

    opens: time = time(8)
    closes: time = time(17)

    def on(self, day: date) -> tuple[datetime, datetime]:
        zone = timezone.get_default_timezone()
        return (
            datetime.combine(day, self.opens, zone),
            datetime.combine(day, self.closes, zone),
        )


USUAL = Hours()


def next_working_moment(moment: datetime, hours: Hours = USUAL) -> datetime:
    """The moment itself if work is going on then, else when it next begins."""
    day = _local_day(moment)
    while True:
        if is_working_day(day):
            opens, closes = hours.on(day)
            if moment < opens:
                return opens
            if moment < closes:
                return moment
        day += ONE_DAY


def morning_of(day: date, hours: Hours = USUAL) -> datetime:
    """When work begins on the day, or on the first working day after it."""
    return next_working_moment(hours.on(day)[0], hours)


def add_working_time(start: datetime, span: timedelta, hours: Hours = USUAL) -> datetime:
    """The moment when so much working time has passed: 17:00 rather than 8:00 the day after."""
    if span < NOTHING:
        raise ValueError("Working time is not added backwards.")
    moment = next_working_moment(start, hours)
    left = span
    while True:
        _opens, closes = hours.on(_local_day(moment))
        if _length(moment, closes) >= left:
            return _after(moment, left)
        left -= _length(moment, closes)
        moment = next_working_moment(closes, hours)


def add_working_hours(start: datetime, count: float, hours: Hours = USUAL) -> datetime:
    """As `add_working_time`, in hours."""
    return add_working_time(start, timedelta(hours=count), hours)


def working_time_between(start: datetime, end: datetime, hours: Hours = USUAL) -> timedelta:
    """How much working time lies between; nothing if the end is not after the start."""
    passed = NOTHING
    day, last = _local_day(start), _local_day(end)
    while day <= last:
        if is_working_day(day):
            opens, closes = hours.on(day)
            passed += max(NOTHING, _length(max(start, opens), min(end, closes)))
        day += ONE_DAY
    return passed


def _local_day(moment: datetime) -> date:
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def _length(start: datetime, end: datetime) -> timedelta:
    """Real time; a difference of two times in one zone would be that of their clocks."""
    return timedelta(seconds=end.timestamp() - start.timestamp())


def _after(moment: datetime, span: timedelta) -> datetime:
    zone = timezone.get_default_timezone()
    return (moment.astimezone(zone) + span) if span else moment.astimezone(zone)
