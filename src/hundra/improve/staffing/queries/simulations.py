"""A simulated roster half-hour by half-hour, and how the days became."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import SimulatedSlot, Simulation

# As on the follow-up page: of those who were answered or gave up after more than the short while.
_BECAME = """
SELECT floor(extract(epoch FROM (received_at AT TIME ZONE %(zone)s)::time) / 1800)::int * 30,
       count(*),
       count(*) FILTER (WHERE answered_at <= queued_at + make_interval(secs => %(within)s))
FROM contacts_contact
WHERE desk_id = %(desk)s AND received_at >= %(since)s AND received_at < %(until)s
  AND channel IN ('phone', 'visit') AND queued_at IS NOT NULL
  AND (answered_at IS NOT NULL OR (
       state = 'abandoned' AND ended_at > queued_at + make_interval(secs => %(short)s)))
GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class HalfHour:
    """Shares lie between 0 and 1; None: nobody called. `became`: when the half-hour has been."""

    start: int
    arrivals: float
    present: int
    share: float | None
    low: float | None
    high: float | None
    became: float | None

    @property
    def clock(self) -> str:
        return f"{self.start // 60:02}.{self.start % 60:02}"


def days_of(simulation: Simulation) -> list[dt.date]:
    found = simulation.slots.order_by("day").values_list("day", flat=True)
    return list(found.distinct())


def half_hours(simulation: Simulation, day: dt.date, became: dict[int, float]) -> list[HalfHour]:
    return [_half_hour(one, became) for one in simulation.slots.filter(day=day)]


def _half_hour(one: SimulatedSlot, became: dict[int, float]) -> HalfHour:
    return HalfHour(
        start=one.start,
        arrivals=one.arrivals,
        present=one.present,
        share=one.share,
        low=one.share_low,
        high=one.share_high,
        became=became.get(one.start),
    )


def answered_in_time(desk: Desk, day: dt.date) -> dict[int, float]:
    """The share of a day's half-hours (minutes from midnight) that was answered in time."""
    zone = timezone.get_default_timezone()
    given: dict[str, Any] = {
        "desk": desk.pk,
        "zone": settings.TIME_ZONE,
        "within": desk.answer_within_seconds,
        "short": desk.short_abandon_seconds,
        "since": dt.datetime.combine(day, dt.time.min, zone),
        "until": dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, zone),
    }
    with connection.cursor() as cursor:
        cursor.execute(_BECAME, given)
        return {start: in_time / count for start, count, in_time in cursor.fetchall()}
