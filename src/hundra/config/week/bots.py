"""Guides as bots: they come and go by a roster, answer, talk, wrap up and register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings

from hundra.hear.contacts.models import Desk, Guide

SHARE_AT_WORK = 0.62
SHIFT = timedelta(hours=7, minutes=45)
LUNCH = timedelta(minutes=40)
EARLIEST, LATEST = time(7, 30), time(10, 0)
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Shift:
    guide: Guide
    begins: datetime
    lunch: datetime
    ends: datetime


def roster(desk: Desk, *, monday: date, days: int, rng: np.random.Generator) -> list[Shift]:
    """Who works when: somewhat over half of the guides each day, coming between 7.30 and 10."""
    zone = ZoneInfo(settings.TIME_ZONE)
    guides = list(desk.guides.filter(is_active=True).select_related("user", "desk").order_by("pk"))
    shifts = []
    for number in range(days):
        day = monday + timedelta(days=number)
        earliest = datetime.combine(day, EARLIEST, zone)
        span = int((datetime.combine(day, LATEST, zone) - earliest) / HALF_HOUR)
        for guide in _at_work(guides, rng):
            begins = earliest + int(rng.integers(0, span + 1)) * HALF_HOUR
            lunch = begins + timedelta(hours=3, minutes=int(rng.integers(0, 90)))
            shifts.append(Shift(guide, begins, lunch, begins + SHIFT))
    return shifts


def _at_work(guides: Sequence[Guide], rng: np.random.Generator) -> list[Guide]:
    count = max(1, round(len(guides) * SHARE_AT_WORK))
    return [guides[place] for place in sorted(rng.choice(len(guides), count, replace=False))]
