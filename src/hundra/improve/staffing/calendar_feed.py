"""An employee's shifts as a calendar (RFC 5545), for the calendar of their own phone.

It says when and which shift, with breaks and trainings; nothing of anybody else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from hundra.improve.staffing.models import Assignment, AssignmentPart

REFRESH = dt.timedelta(hours=4)


def as_calendar(shifts: Iterable[Assignment], *, name: str, host: str) -> bytes:
    """The feed. An event keeps its UID as long as the shift is the person's."""
    calendar = Calendar()
    calendar.add("prodid", "-//Hundra//Roster//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for one in shifts:
        calendar.add_component(_event(one, host))
    return bytes(calendar.to_ical())


def _event(one: Assignment, host: str) -> Event:
    event = Event()
    event.add("uid", f"shift-{one.pk}-{one.person_id}@{host}")
    event.add("dtstamp", timezone.now().astimezone(dt.UTC).replace(microsecond=0))
    # In UTC, so that no reader needs to be told of our time zone.
    event.add("dtstart", one.starts_at.astimezone(dt.UTC))
    event.add("dtend", one.ends_at.astimezone(dt.UTC))
    event.add("summary", _("Work: %(shift)s") % {"shift": one.shift_type.name})
    event.add("class", "PRIVATE")
    parts = part_lines(one)
    if parts:
        event.add("description", "\n".join(parts))
    return event


def part_lines(one: Assignment) -> list[str]:
    """What lies in the shift, as "11.30–12.00 Rast"."""
    return [f"{clock(part.start)}–{clock(part.end)} {_doing(part)}" for part in one.parts.all()]


def _doing(part: AssignmentPart) -> str:
    return part.name or part.get_channel_display() or part.get_kind_display()


def clock(minutes: int) -> str:
    """Minutes from midnight as on a clock: 1530 is 01.30."""
    hours, rest = divmod(minutes % (24 * 60), 60)
    return f"{hours:02}.{rest:02}"
