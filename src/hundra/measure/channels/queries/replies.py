"""Were mails and web forms answered within what the desk promises?"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from hundra.hear.cases.working_hours import add_working_time
from hundra.hear.contacts.models import Channel, Contact, ContactState, Desk, EventKind
from hundra.measure.channels.counts import Counts, Group, total
from hundra.measure.channels.models import Dimension
from hundra.measure.channels.periods import Period
from hundra.measure.channels.times import day_bounds, local_day, slot_of


class Reply(NamedTuple):
    """When a mail or web form came, and when it was answered."""

    day: dt.date
    channel: str
    slot: int
    language: str
    reason: str
    received_at: dt.datetime
    replied_at: dt.datetime


WRITTEN = (Channel.EMAIL, Channel.WEB)
AT_HAND = (ContactState.OFFERED, ContactState.ACTIVE, ContactState.WRAP_UP)
IN_TIME, LATE = Counts(replied_in_time=1), Counts(replied_late=1)


def due(desk: Desk, received_at: dt.datetime) -> dt.datetime:
    """When what came then is to be answered at the latest."""
    return add_working_time(received_at, dt.timedelta(hours=desk.reply_within_hours))


def reply_counts(desk: Desk, replies: Iterable[Reply]) -> dict[tuple[dt.date, Group], Counts]:
    """In time or late, for every group that a reply belongs to."""
    parts: dict[tuple[dt.date, Group], list[Counts]] = defaultdict(list)
    for reply in replies:
        told = IN_TIME if reply.replied_at <= due(desk, reply.received_at) else LATE
        for group in _groups(reply):
            parts[reply.day, group].append(told)
    return {place: total(each) for place, each in parts.items()}


def _groups(reply: Reply) -> tuple[Group, ...]:
    return (
        Group(reply.channel, Dimension.ALL, ""),
        Group(reply.channel, Dimension.SLOT, str(reply.slot)),
        Group(reply.channel, Dimension.LANGUAGE, reply.language),
        Group(reply.channel, Dimension.REASON, reply.reason),
    )


def unanswered(desk: Desk, period: Period, now: dt.datetime) -> dict[Group, Counts]:
    """Mails and web forms of the period without an answer whose promise has run out: late."""
    start, end = day_bounds(period.first, period.last)
    parts: dict[Group, list[Counts]] = defaultdict(list)
    for contact in _open(desk):
        if start <= contact.received_at < end and due(desk, contact.received_at) < now:
            for group in _groups(_late(contact, now)):
                parts[group].append(LATE)
    return {group: total(each) for group, each in parts.items()}


def _open(desk: Desk) -> list[Contact]:
    """Without a reply sent. One state at a time, as the indexes of what is unsettled have it."""
    open_ones = (
        Contact.objects.filter(desk=desk, channel__in=WRITTEN)
        .exclude(events__kind=EventKind.REPLIED)
        .select_related("asked_reason")
        .only("channel", "language", "reason_id", "asked_reason__reason_id", "received_at")
        .order_by()
    )
    waiting = open_ones.filter(state=ContactState.WAITING)
    at_hand = open_ones.filter(state__in=AT_HAND, guide__isnull=False)
    return [*waiting, *at_hand]


def _late(contact: Contact, now: dt.datetime) -> Reply:
    asked = contact.asked_reason.reason_id if contact.asked_reason else None
    return Reply(
        day=local_day(contact.received_at),
        channel=contact.channel,
        slot=slot_of(contact.received_at),
        language=contact.language,
        reason=str(contact.reason_id or asked or ""),
        received_at=contact.received_at,
        replied_at=now,
    )
