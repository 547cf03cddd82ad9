"""Times at which someone can be called back, and those that are booked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from hundra.hear.contacts.hours import Timetable, timetable
from hundra.hear.contacts.models import Contact, ContactState, Desk

SLOT = timedelta(minutes=30)
SLOT_SECONDS = 1800
NOTICE = timedelta(minutes=15)
DAYS_SHOWN = 5
DAYS_AHEAD = 21


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A half-hour within opening hours, and how many more can be called in it."""

    at: datetime
    left: int


def is_open(desk: Desk, at: datetime) -> bool:
    return timetable(desk).is_open(at)


def free_slots(desk: Desk, *, at: datetime | None = None) -> list[Slot]:
    """The slots with places left on the next five days that have any. Three queries."""
    at = at or timezone.now()
    table = timetable(desk)
    booked = _booked(desk, at)
    found: list[Slot] = []
    days: set[date] = set()
    for moment in _moments(table, at):
        left = desk.callbacks_per_slot - booked.get(moment, 0)
        day = timezone.localdate(moment)
        if left <= 0:
            continue
        if day not in days and len(days) == DAYS_SHOWN:
            break
        days.add(day)
        found.append(Slot(at=moment, left=left))
    return found


def is_free(desk: Desk, slot: datetime, at: datetime) -> bool:
    """Is it a slot of the desk that is still to come, with a place left?"""
    table = timetable(desk)
    known = slot in _of_day(table, timezone.localdate(slot))
    taken = _waiting(desk).filter(callback_at=slot).count()
    return known and at <= slot and taken < desk.callbacks_per_slot


def due(desk: Desk, at: datetime | None = None) -> QuerySet[Contact]:
    """Callbacks whose time has come, the longest waiting first."""
    return (
        Contact.objects.filter(
            desk=desk,
            state=ContactState.WAITING,
            callback_at__isnull=False,
            callback_at__lte=at or timezone.now(),
        )
        .exclude(callback_to="")
        .order_by("callback_at", "pk")
    )


def before(contact: Contact) -> int:
    """How many wait at the desk who came before, on the phone or in person."""
    return Contact.objects.filter(
        desk=contact.desk_id,
        state=ContactState.WAITING,
        channel__in=["phone", "visit"],
        queued_at__lt=contact.queued_at or timezone.now(),
    ).count()


def _waiting(desk: Desk) -> QuerySet[Contact]:
    """Bookings that count: also those being answered, not those cancelled."""
    return Contact.objects.filter(desk=desk).exclude(state=ContactState.ABANDONED)


def _booked(desk: Desk, at: datetime) -> dict[datetime, int]:
    rows = _waiting(desk).filter(callback_at__gte=at).values_list("callback_at")
    return {moment: number for moment, number in rows.annotate(Count("pk")).order_by() if moment}


def _moments(table: Timetable, at: datetime) -> Iterator[datetime]:
    first = timezone.localdate(at)
    for days in range(DAYS_AHEAD):
        for moment in _of_day(table, first + timedelta(days=days)):
            if moment >= at + NOTICE:
                yield moment


def _of_day(table: Timetable, day: date) -> list[datetime]:
    """Half-hours that begin and end while the desk is open."""
    found = []
    for span in table.on(day):
        moment, closes = _at(day, span.opens), _at(day, span.closes)
        while moment + SLOT <= closes:
            found.append(moment)
            moment += SLOT
    return found


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
