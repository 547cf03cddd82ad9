"""What the guide's own page says of their day."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from hundra.hear.contacts.models import Guide
from hundra.hear.contacts.planned_day import PlannedDay
from hundra.improve.staffing.calendar_feed import part_lines
from hundra.improve.staffing.models import Assignment, PeriodState

ONE = dt.timedelta(days=1)


def planned_day(guide: Guide, *, now: dt.datetime | None = None) -> PlannedDay | None:
    """The published shift that goes on or begins later today, and what lies in it.

    It may have begun yesterday. Two queries; one for who is in no roster.
    """
    now = now or timezone.localtime()
    shifts = (
        Assignment.objects.filter(
            person__guide=guide,
            period__state=PeriodState.PUBLISHED,
            day__range=(now.date() - ONE, now.date()),
        )
        .select_related("shift_type")
        .prefetch_related("parts")
        .order_by("day")
    )
    shift = next((one for one in shifts if one.ends_at > now), None)
    if shift is None:
        return None
    return PlannedDay(str(shift.shift_type), tuple(part_lines(shift)), reverse("my_roster"))
