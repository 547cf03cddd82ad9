"""How queued messages reach their carrier: claim, hand over, record; and what a crash leaves.

A round claims up to ROUND_SIZE messages (committed as "sending"), hands them over one by one,
and records the outcomes in one transaction. Its journal knows what was accepted meanwhile.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.messages import journal as journals
from hundra.core.messages.carriers import (
    PermanentError,
    TemporaryError,
    UnavailableError,
    carrier_for,
)
from hundra.core.messages.journal import Journal
from hundra.core.messages.models import Message, MessageState

ROUND_SIZE = 50
ROUND_SECONDS = 10
# 1, 2, 4 … minutes, at most 6 hours: the last try comes about two days after the first.
MAX_ATTEMPTS = 16
LONGEST_WAIT = timedelta(hours=6)
# A round elsewhere (another machine's journal) is given up after this.
LEASE = timedelta(minutes=15)
UNAVAILABLE_PAUSE = timedelta(seconds=45)
CRASHES_WITHOUT_WAIT = 3


@dataclass(kw_only=True)
class Outcome:
    """What became of a round's messages."""

    accepted: list[Message] = field(default_factory=list)
    refused: list[tuple[Message, str]] = field(default_factory=list)
    postponed: list[tuple[Message, str]] = field(default_factory=list)
    untried: list[Message] = field(default_factory=list)
    unavailable: str = ""


def wait_before_retry(attempts: int, rng: random.Random | None = None) -> timedelta:
    """Exponential wait after the given number of tries, ±20 % so that retries spread out."""
    jitter = (rng or random).uniform(0.8, 1.2)
    # No more doublings than the longest wait needs: 2**9 minutes is above six hours.
    return min(timedelta(minutes=2 ** min(attempts - 1, 9)), LONGEST_WAIT) * jitter


def outbox_folder() -> Path:
    return Path(settings.HOME) / "outbox"


class Circuit:
    """Open while a channel's carrier was just found unavailable, so that a queue of jobs does not
    wait for one timeout each. It belongs to the process.
    """

    def __init__(self) -> None:
        self._open_until: dict[str, float] = {}

    def open(self, channel: str = "email") -> None:
        self._open_until[channel] = time.monotonic() + UNAVAILABLE_PAUSE.total_seconds()

    def close(self) -> None:
        self._open_until.clear()

    def is_open(self, channel: str = "email") -> bool:
        return time.monotonic() < self._open_until.get(channel, 0.0)


circuit = Circuit()


# --- Sending ----------------------------------------------------------------


def deliver_round(*, first: UUID | None = None, channel: str = "email") -> Outcome | None:
    """One round; `first` goes before all others. None when nothing was due."""
    if not _due(channel).exists():
        return None
    with Journal.start(outbox_folder()) as journal:
        messages = _claim(journal.id, channel, first)
        outcome = _carry(messages, journal, channel)
        _record(outcome, journal.id)
        journal.done()
    return outcome if messages else None


def _due(channel: str) -> QuerySet[Message]:
    return Message.objects.filter(
        channel=channel, state=MessageState.QUEUED, next_attempt_at__lte=timezone.now()
    )


@transaction.atomic
def _claim(claim: UUID, channel: str, first: UUID | None) -> list[Message]:
    """Takes messages that nobody else holds; attempts count from here, so a crash counts."""
    free = _due(channel).select_for_update(skip_locked=True).prefetch_related("parts")
    messages = list(free.filter(pk=first)) if first else []
    others = free.exclude(pk=first) if first else free
    messages += others.order_by("next_attempt_at")[: ROUND_SIZE - len(messages)]
    now = timezone.now()
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        state=MessageState.SENDING, attempts=F("attempts") + 1, claimed_by=claim, claimed_at=now
    )
    for message in messages:
        message.attempts += 1
    return messages


def _carry(messages: list[Message], journal: Journal, channel: str) -> Outcome:
    outcome = Outcome()
    waiting = list(reversed(messages))
    started = time.monotonic()
    try:
        with carrier_for(channel) as carrier:
            while waiting and time.monotonic() - started < ROUND_SECONDS:
                message = waiting[-1]
                journal.begun(message.pk)
                try:
                    carrier.send(message)
                except PermanentError as error:
                    outcome.refused.append((message, str(error)))
                except TemporaryError as error:
                    outcome.postponed.append((message, str(error)))
                else:
                    journal.accepted(message.pk)
                    outcome.accepted.append(message)
                waiting.pop()
    except UnavailableError as error:
        outcome.unavailable = str(error)
    outcome.untried = waiting
    return outcome


@transaction.atomic
def _record(outcome: Outcome, claim: UUID) -> None:
    now = timezone.now()
    ours = Message.objects.filter(claimed_by=claim, state=MessageState.SENDING)
    _mark_sent(claim, [message.pk for message in outcome.accepted], now)
    for message, error in outcome.refused:
        ours.filter(pk=message.pk).update(state=MessageState.FAILED, last_error=error)
    for message, error in outcome.postponed:
        _postpone(message, error, now)
    untried = ours.filter(pk__in=[message.pk for message in outcome.untried])
    if outcome.unavailable:
        untried.update(
            state=MessageState.QUEUED,
            attempts=F("attempts") - 1,
            last_error=outcome.unavailable,
            next_attempt_at=now + UNAVAILABLE_PAUSE,
        )
    else:
        untried.update(state=MessageState.QUEUED, attempts=F("attempts") - 1)


def _mark_sent(claim: UUID, ids: Iterable[UUID], now: datetime) -> None:
    Message.objects.filter(claimed_by=claim, state=MessageState.SENDING, pk__in=list(ids)).update(
        state=MessageState.SENT, sent_at=now, last_error=""
    )


def _postpone(message: Message, error: str, now: datetime, *, at_once: bool = False) -> None:
    """Back into the queue for a later try, or failed when all tries are used."""
    wait = timedelta() if at_once else wait_before_retry(message.attempts)
    given_up = message.attempts >= MAX_ATTEMPTS
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(
        state=MessageState.FAILED if given_up else MessageState.QUEUED,
        last_error=error,
        next_attempt_at=now + wait,
    )


# --- After a crash ----------------------------------------------------------


def settle() -> None:
    """Records what abandoned rounds of this home knew, and frees what nobody sends any more."""
    for journal in journals.abandoned(outbox_folder()):
        _settle_round(journal)
        journal.done()
    _free_lost_claims()


@transaction.atomic
def _settle_round(journal: Journal) -> None:
    begun, accepted = journal.read()
    now = timezone.now()
    _mark_sent(journal.id, accepted, now)
    left = Message.objects.filter(claimed_by=journal.id, state=MessageState.SENDING)
    for message in left.filter(pk__in=begun - accepted):
        # The other side may or may not have it; the same Message-ID goes again.
        at_once = message.attempts <= CRASHES_WITHOUT_WAIT
        _postpone(message, _("The worker stopped while sending."), now, at_once=at_once)
    left.update(state=MessageState.QUEUED, attempts=F("attempts") - 1)


def _free_lost_claims() -> None:
    """Claims whose journal is not in this home: another machine's, or a home that is gone.

    Their age counts from the database's own start at the earliest: while it was away, no other
    machine could tell it what had been accepted.
    """
    now = timezone.now()
    if _database_started() > now - LEASE:
        return
    lost = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=now - LEASE)
    lost.exclude(claimed_by__in=journals.living(outbox_folder())).update(
        state=MessageState.QUEUED, next_attempt_at=now
    )


def _database_started() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_postmaster_start_time()")
        started: datetime = cursor.fetchone()[0]
    return started
