"""Who waits at a desk: how many for what, the longest, and what is written and can be picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from hundra.hear.contacts.models import LIVE_CHANNELS, Contact, ContactState, Desk

MOST_GROUPS = 12
MOST_WRITTEN = 8


@dataclass(frozen=True)
class Waiting:
    """Those who wait for the same: `since` is when the one who has waited longest began."""

    language: str
    reason: str
    count: int
    since: datetime | None


@dataclass(frozen=True)
class Line:
    """Those who wait and are there. `more` groups are not among `groups`."""

    groups: Sequence[Waiting]
    count: int
    since: datetime | None
    more: int


def line(desk: Desk | int, *, at: datetime | None = None) -> Line:
    """Who waits on the phone or in person now, by language and reason. One query."""
    rows = (
        Contact.objects.filter(
            Q(callback_at=None) | Q(callback_at__lte=at or timezone.now()),
            desk=desk,
            state=ContactState.WAITING,
            channel__in=LIVE_CHANNELS,
        )
        .values_list("language", "asked_reason__reason__name")
        .annotate(how_many=Count("pk"), since=Min("queued_at"))
        .order_by("since", "language")
    )
    groups = [
        Waiting(language=language, reason=reason or "", count=count, since=since)
        for language, reason, count, since in rows
    ]
    return Line(
        groups=groups[:MOST_GROUPS],
        count=sum(one.count for one in groups),
        since=min((one.since for one in groups if one.since), default=None),
        more=max(0, len(groups) - MOST_GROUPS),
    )


def written_waiting(desk: Desk | int) -> tuple[list[Contact], int]:
    """What is written and waits, the oldest of the most urgent first; and how many in all."""
    waiting = Contact.objects.filter(desk=desk, state=ContactState.WAITING).exclude(
        channel__in=LIVE_CHANNELS
    )
    rows = list(
        waiting.select_related("asked_reason__reason", "party")
        .defer("search", "note")
        .order_by("priority", "queued_at", "pk")[:MOST_WRITTEN]
    )
    return rows, len(rows) if len(rows) < MOST_WRITTEN else waiting.count()
