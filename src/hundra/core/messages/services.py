"""Everything that writes to the outbox, except delivery itself (see delivery.py)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from hundra.core.messages.errors import InvalidMessageError, NotPossibleError
from hundra.core.messages.models import Message, MessageState, Part, PartKind

# Headers that a caller may set; the carrier makes all others itself.
ALLOWED_HEADERS = frozenset(
    {
        "auto-submitted",
        "from",
        "in-reply-to",
        "list-id",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "references",
        "reply-to",
    }
)
SUBJECT_LIMIT = 300
EMAIL, SMS = "email", "sms"
# E.164: at most fifteen digits with the country's own.
PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
CAN_BE_RESENT = frozenset({MessageState.FAILED, MessageState.CANCELLED})
CAN_BE_CANCELLED = frozenset({MessageState.QUEUED, MessageState.FAILED})
URGENT = 10


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message to be queued. `key` makes it idempotent: the same key is queued once, ever."""

    to: str
    subject: str
    text: str
    purpose: str
    html: str = ""
    key: str | None = None
    channel: str = EMAIL
    headers: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[tuple[PartKind, str, str, bytes], ...] = ()  # kind, name, media type, content


def send(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    purpose: str,
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
    channel: str = EMAIL,
) -> Message:
    """Queues one message in the caller's transaction: it leaves if and only if that commits.

    On the channel "sms", `to` is a number with its country code, and the text alone is sent.

    With a `key` already used nothing is queued and the message queued then is returned.
    Raises InvalidMessageError if the address or a header can never be sent.
    """
    draft = Draft(
        to=to,
        subject=subject,
        text=text,
        html=html,
        purpose=purpose,
        key=key,
        channel=channel,
        headers=headers or {},
    )
    return send_many([draft])[0]


@transaction.atomic
def send_many(drafts: Iterable[Draft], *, urgent: bool = False) -> list[Message]:
    """Queues many at once, with one job for all; the messages stand in the order of the drafts.

    Urgent ones, such as a link for signing in, go before all others.
    """
    from hundra.core.messages.jobs import deliver

    drafts = list(drafts)
    made = [_message(draft) for draft in drafts]
    Message.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    queued = _as_stored(made)
    Part.objects.bulk_create(
        [
            Part(
                message=message,
                position=position,
                kind=kind,
                name=name[:200],
                media_type=media_type,
                content=content,
            )
            for message, draft in zip(made, drafts, strict=True)
            if queued[message.pk] is message
            for position, (kind, name, media_type, content) in enumerate(draft.parts)
        ]
    )
    new = [message for message in made if queued[message.pk] is message]
    for channel in dict.fromkeys(message.channel for message in new):
        first = str(new[0].pk) if len(new) == 1 else None
        deliver.configure(priority=URGENT if urgent else 0).defer(first=first, channel=channel)
    return [queued[message.pk] for message in made]


def mail_id(message: Message) -> str:
    """The Message-ID that the mail goes out with, without its angles: the same at each try."""
    sender = message.headers.get("From") or settings.DEFAULT_FROM_EMAIL
    domain = sanitize_address(parseaddr(sender)[1], "utf-8").rpartition("@")[2]
    return f"{message.pk}@{domain}"


def _as_stored(made: list[Message]) -> dict[Any, Message]:
    """For each made message, itself, or the one that already had its key."""
    keys = [message.key for message in made if message.key is not None]
    earlier = {m.key: m for m in Message.objects.filter(key__in=keys)} if keys else {}
    stored = {}
    for message in made:
        owner = earlier.get(message.key) if message.key is not None else None
        stored[message.pk] = message if owner is None or owner.pk == message.pk else owner
    return stored


def _message(draft: Draft) -> Message:
    if draft.channel not in settings.CARRIERS:
        raise InvalidMessageError(f"No such channel: {draft.channel!r}")
    return Message(
        channel=draft.channel,
        recipient=_number(draft.to) if draft.channel == SMS else _address(draft.to),
        subject=_one_line(draft.subject)[:SUBJECT_LIMIT],
        body_text=draft.text.replace("\0", ""),
        body_html=draft.html.replace("\0", ""),
        purpose=draft.purpose,
        key=draft.key,
        headers=_headers(draft.headers),
    )


def _address(address: str) -> str:
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidMessageError(f"Not an e-mail address: {address!r}") from error
    return address


def _number(number: str) -> str:
    if not PHONE.fullmatch(number):
        raise InvalidMessageError("Not a telephone number with its country code")
    return number


def _one_line(text: str) -> str:
    """Line breaks in a header would let a writer add headers, so they become spaces."""
    return re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029\s]+", " ", text).strip()


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if name.lower() not in ALLOWED_HEADERS:
            raise InvalidMessageError(f"Header not allowed: {name!r}")
        if _one_line(value) != value:
            raise InvalidMessageError(f"Control characters in the header {name}")
    return dict(headers)


@transaction.atomic
def resend(message: Message) -> Message:
    """Queues a failed or cancelled message anew, with all its tries left."""
    return _move(
        message,
        allowed=CAN_BE_RESENT,
        state=MessageState.QUEUED,
        attempts=0,
        next_attempt_at=timezone.now(),
        last_error="",
    )


@transaction.atomic
def cancel(message: Message) -> Message:
    """Stops a message that still waits or has failed."""
    return _move(
        message,
        allowed=CAN_BE_CANCELLED,
        state=MessageState.CANCELLED,
    )


@transaction.atomic
def cancel_waiting(*, keys: str) -> int:
    """Stops all messages that still wait and whose keys begin so; tells how many."""
    waiting = Message.objects.filter(key__startswith=keys, state=MessageState.QUEUED)
    return waiting.update(state=MessageState.CANCELLED)


def _move(message: Message, *, allowed: frozenset[MessageState], **changes: Any) -> Message:
    from hundra.core.messages.jobs import deliver

    locked = Message.objects.select_for_update().get(pk=message.pk)
    if locked.state not in allowed:
        raise NotPossibleError(f"The message is {locked.state}")
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(changes))
    if locked.state == MessageState.QUEUED:
        deliver.defer(first=str(locked.pk), channel=locked.channel)
    return locked
