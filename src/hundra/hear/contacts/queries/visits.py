"""The waiting room: whose turn it is, where, and who comes next. Nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils import timezone

from hundra.hear.contacts.models import Channel, Contact, ContactState, Desk

MOST_CALLED = 8
MOST_NEXT = 12
AN_EVENING = timedelta(hours=16)
"""Tickets older than this belong to visitors who have long gone."""


@dataclass(frozen=True, kw_only=True)
class Called:
    """A ticket that is being received; `place` is where ("" if the guide has not said)."""

    ticket: str
    place: str
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Room:
    """What the screen shows. `languages` are those waited for, with how many."""

    called: tuple[Called, ...]
    following: tuple[str, ...]
    waiting: int
    languages: tuple[tuple[str, int], ...]


def room(desk: Desk, *, at: datetime | None = None) -> Room:
    """The waiting room now. Three queries."""
    at = at or timezone.now()
    here = Contact.objects.filter(
        desk=desk, channel=Channel.VISIT, received_at__gt=at - AN_EVENING
    ).exclude(ticket="")
    waiting = here.filter(state=ContactState.WAITING)
    called = (
        here.filter(state__in=[ContactState.OFFERED, ContactState.ACTIVE])
        .annotate(since=Coalesce("offered_at", "answered_at"))
        .order_by("-since", "-pk")
        .values_list("ticket", "guide__place", "state")[:MOST_CALLED]
    )
    following = waiting.order_by("priority", "queued_at", "pk").values_list("ticket", flat=True)
    languages = tuple(
        waiting.values_list("language").annotate(people=Count("pk")).order_by("-people", "language")
    )
    return Room(
        called=tuple(
            Called(ticket=ticket, place=place or "", is_new=state == ContactState.OFFERED)
            for ticket, place, state in called
        ),
        following=tuple(following[:MOST_NEXT]),
        waiting=sum(number for _, number in languages),
        languages=languages,
    )
