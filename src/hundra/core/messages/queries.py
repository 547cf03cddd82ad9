"""Everything that reads the outbox."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from hundra.core.messages import personal
from hundra.core.messages.models import Message, MessageState

WAITING = (MessageState.QUEUED, MessageState.SENDING)
DONE = (MessageState.SENT, MessageState.CANCELLED)
ACCOUNT = "account"


def channels_due() -> list[str]:
    """The channels with a message that could be sent now."""
    due = Message.objects.filter(state=MessageState.QUEUED, next_attempt_at__lte=timezone.now())
    return list(due.order_by("channel").values_list("channel", flat=True).distinct())


def outbox() -> QuerySet[Message]:
    """All messages, the newest first, without their texts."""
    return Message.objects.defer("body_text", "body_html", "headers")


@dataclass(frozen=True)
class Figures:
    waiting: int
    oldest_waiting: datetime | None
    failed: int
    sent_last_day: int


def figures() -> Figures:
    """What an operator looks at first. Three queries, each by its own small index."""
    day_ago = timezone.now() - timedelta(days=1)
    waiting = Message.objects.filter(state__in=WAITING)
    return Figures(
        **waiting.aggregate(waiting=Count("pk"), oldest_waiting=Min("created_at")),
        failed=Message.objects.filter(state=MessageState.FAILED).count(),
        sent_last_day=Message.objects.filter(state=MessageState.SENT, sent_at__gte=day_ago).count(),
    )


def purposes() -> list[tuple[str, str]]:
    """The purposes in use, for a filter."""
    used = Message.objects.order_by("purpose").values_list("purpose", flat=True).distinct()
    return [(purpose, purpose) for purpose in used]


def settled_before(day: date) -> QuerySet[Message]:
    """Sent and cancelled messages created before the day; for disposal."""
    return Message.objects.filter(state__in=DONE, created_at__date__lt=day)


def masked(address: str) -> str:
    """Enough to recognise an address or number that one knows: "al…@example.org", "+46 … 67"."""
    if address.startswith("+"):
        return f"{address[:3]} … {address[-2:]}"
    name, _at, domain = address.rpartition("@")
    return f"{name[: min(2, len(name) - 1)]}…@{domain}"


def shown_text(message: Message) -> str | None:
    """The text as an operator may read it, or None where nobody may (see rules.py)."""
    if personal.is_printed(message.channel):
        return message.body_text
    if personal.is_hidden(message) or message.purpose.partition(".")[0] == ACCOUNT:
        return None
    return re.sub(r"(https?://[^\s/<>\"]+)[^\s<>\"]*", r"\1/…", message.body_text)
