"""Who gets whom: `engines.queueing` chooses, here it is read and written.

Only those who wait on the phone or in person are given to guides; what is written lies in the
list until someone takes it.

Locks: rows of contacts first, then of guides, then the desk's turn to route, which is held until
the transaction ends. While routing, rows that others hold are passed over, never waited for: so
no two transactions can wait for each other, and what was passed over is found at the next turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from hundra.engines.queueing import Assignment, Choice, Free, Rules, Skills, Waiting, choose
from hundra.hear.contacts.models import (
    LIVE_CHANNELS,
    Availability,
    Contact,
    ContactEvent,
    ContactState,
    Desk,
    EventKind,
    Guide,
    GuideLanguage,
)
from hundra.hear.contacts.services.clock import is_played

Row = TypeVar("Row", bound=Model)

# A guide who is busy or on a break comes back soon: worth waiting for.
PRESENT = (Availability.READY, Availability.BUSY, Availability.WRAP_UP, Availability.BREAK)
MOST_WAITING = 500
TURN = 4_100_000_000_000
"""Of the advisory lock that gives a desk's routing one turn at a time; the desk's key is added."""

_ticked: dict[int, float] = {}


@transaction.atomic(savepoint=False)
def route(desk: Desk, *, at: datetime | None = None) -> list[Contact]:
    """Offers those who wait to the guides who are free, by the rule; returns the contacts offered.

    A constant number of queries, whatever the number of guides and of those who wait.
    """
    at = at or timezone.now()
    take_turn(desk.pk)
    return _route(desk, at)


@transaction.atomic
def _route_unless_another_does(desk: Desk, at: datetime) -> list[Contact]:
    return _route(desk, at) if _is_my_turn(desk.pk) else []


def _route(desk: Desk, at: datetime) -> list[Contact]:
    line = _line(desk, at)
    if not line:
        return []
    chosen = look(desk, line, at)
    _note_missing_skills(chosen, at)
    return _offer(chosen.assignments, at)


def take_turn(desk_id: int) -> None:
    """Waits until nobody else offers contacts at the desk; kept until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN + desk_id])


def _is_my_turn(desk_id: int) -> bool:
    """Takes the turn if nobody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [TURN + desk_id])
        (given,) = cursor.fetchone() or (False,)
    return bool(given)


def look(desk: Desk, line: Sequence[Waiting], at: datetime) -> Choice:
    """What the rule says for the line now, without doing anything."""
    present = _present(desk)
    return choose(
        waiting=line,
        free=[Free(skills, since) for skills, since in present if since is not None],
        present=[skills for skills, _ in present],
        rules=rules_of(desk),
        now=at.timestamp(),
    )


def rules_of(desk: Desk) -> Rules:
    """The desk's figures. Who has no guide with the language gets one with an interpreter after
    the time when simple language would do."""
    return Rules(
        widen_reason_seconds=desk.widen_reason_seconds,
        widen_level_seconds=desk.widen_level_seconds,
        interpreter_seconds=desk.widen_level_seconds,
    )


def is_spoken(desk: Desk, language: str, channel: str) -> bool:
    """Does anyone present speak the language and take the channel? Without: offer a callback."""
    return GuideLanguage.objects.filter(
        language=language,
        guide__desk=desk,
        guide__is_active=True,
        guide__availability__in=PRESENT,
        guide__channels__contains=[channel],
    ).exists()


def tick(desk: Desk, *, at: datetime | None = None) -> list[Contact]:
    """What time alone brings: missed rings, wrap-up over time, widening, callbacks that are due.

    At most once a second in a process, not while a simulation plays the desk, and not while another
    routes, unless a time is given (as simulations do).
    """
    if at is not None:
        _let_go(desk, at)
        return route(desk, at=at)
    if monotonic() - _ticked.get(desk.pk, float("-inf")) < 1:
        return []
    _ticked[desk.pk] = monotonic()
    if is_played(desk.pk):
        return []
    now = timezone.now()
    _let_go(desk, now)
    return _route_unless_another_does(desk, now)


def _let_go(desk: Desk, at: datetime) -> None:
    from hundra.hear.contacts.services import availability, life

    missed = Contact.objects.filter(
        desk=desk,
        state=ContactState.OFFERED,
        offered_at__lte=at - timedelta(seconds=desk.ring_seconds),
    )
    for contact in missed:
        life.miss(contact=contact, at=at)
    wrapped = Guide.objects.filter(
        desk=desk,
        availability=Availability.WRAP_UP,
        since__lte=at - timedelta(seconds=desk.wrap_up_seconds),
    )
    for guide in wrapped:
        availability.end_long_wrap_up(guide, at=at)


def _line(desk: Desk, at: datetime) -> list[Waiting]:
    """Those who wait, longest first within each priority."""
    rows = list(
        Contact.objects.filter(
            Q(callback_at=None) | Q(callback_at__lte=at),
            Q(queued_at=None) | Q(queued_at__lte=at),
            desk=desk,
            state=ContactState.WAITING,
            channel__in=LIVE_CHANNELS,
        )
        .order_by("priority", "queued_at", "pk")
        .values_list(
            "pk",
            "queued_at",
            "received_at",
            "language",
            "channel",
            "asked_reason__reason",
            "priority",
            "handovers",
        )[:MOST_WAITING]
    )
    left_by = _left_by([row[0] for row in rows if row[7]])
    return [
        Waiting(
            key=key,
            since=(queued or received).timestamp(),
            language=language,
            channel=channel,
            reason=reason,
            priority=priority,
            avoid=left_by.get(key, frozenset()),
        )
        for key, queued, received, language, channel, reason, priority, _ in rows
    ]


def _left_by(contacts: Sequence[int]) -> Mapping[int, frozenset[int]]:
    """Guides who have handed the contact on, and should not get it back."""
    left: dict[int, set[int]] = defaultdict(set)
    if contacts:
        events = ContactEvent.objects.filter(contact__in=contacts, kind=EventKind.HANDED_ON)
        for contact, guide in events.exclude(guide=None).values_list("contact", "guide"):
            left[contact].add(guide)
    return {contact: frozenset(guides) for contact, guides in left.items()}


def _present(desk: Desk) -> list[tuple[Skills, float | None]]:
    """Everyone at work with what they can, and since when they are free (None: they are not)."""
    at_hand = Contact.objects.filter(
        guide=OuterRef("pk"),
        state__in=[ContactState.OFFERED, ContactState.ACTIVE],
        channel__in=LIVE_CHANNELS,
    )
    spoken = GuideLanguage.objects.filter(guide=OuterRef("pk")).order_by("pk")
    known = Guide.reasons.through.objects.filter(guide=OuterRef("pk"))
    guides = (
        Guide.objects.filter(desk=desk, is_active=True, availability__in=PRESENT)
        .order_by()
        .annotate(
            has_one=Exists(at_hand),
            speaks=ArraySubquery(spoken.values("language")),
            levels=ArraySubquery(spoken.values("level")),
            knows=ArraySubquery(known.values("contactreason")),
        )
        .values_list(
            "pk", "channels", "availability", "since", "has_one", "speaks", "levels", "knows"
        )
    )
    return [
        (
            Skills(
                key=key,
                languages=dict(zip(speaks, levels, strict=True)),
                channels=frozenset(channels),
                reasons=frozenset(knows) or None,
            ),
            since.timestamp() if availability == Availability.READY and not has_one else None,
        )
        for key, channels, availability, since, has_one, speaks, levels, knows in guides
    ]


def _offer(assignments: Sequence[Assignment], at: datetime) -> list[Contact]:
    """Has the contacts ring at their guides; passes over those whom others hold just now."""
    if not assignments:
        return []
    contacts = _held(
        Contact.objects.filter(state=ContactState.WAITING), (one.contact for one in assignments)
    )
    guides = _held(
        Guide.objects.filter(availability=Availability.READY), (one.guide for one in assignments)
    )
    given = [one for one in assignments if one.contact in contacts and one.guide in guides]
    offered: list[Contact] = []
    for one in given:
        contact = contacts[one.contact]
        contact.state = ContactState.OFFERED
        contact.guide_id = one.guide
        contact.offered_at = at
        offered.append(contact)
    Contact.objects.bulk_update(offered, ["state", "guide", "offered_at"])
    Guide.objects.filter(pk__in=[one.guide for one in given]).update(version=F("version") + 1)
    ContactEvent.objects.bulk_create(event for one in given for event in _events_of(one, at))
    return offered


def _held(rows: QuerySet[Row], keys: Iterable[int]) -> dict[int, Row]:
    """The rows that are still so and that nobody else holds, locked, by key."""
    found = rows.filter(pk__in=list(keys)).order_by("pk")
    return {row.pk: row for row in found.select_for_update(no_key=True, skip_locked=True)}


def _events_of(one: Assignment, at: datetime) -> list[ContactEvent]:
    told = {"waited": round(one.waited), "level": one.level, "knows_reason": one.knows_reason}
    events = [
        ContactEvent(
            contact_id=one.contact, kind=EventKind.OFFERED, at=at, guide_id=one.guide, told=told
        )
    ]
    if one.is_widened:
        events.insert(
            0, ContactEvent(contact_id=one.contact, kind=EventKind.WIDENED, at=at, told=told)
        )
    return events


def _note_missing_skills(chosen: Choice, at: datetime) -> None:
    """Logs, once a contact, that nobody present has the language."""
    if not chosen.unserved:
        return
    keys = [one.contact for one in chosen.unserved]
    noted = set(
        ContactEvent.objects.filter(contact__in=keys, kind=EventKind.NO_SKILL).values_list(
            "contact", flat=True
        )
    )
    ContactEvent.objects.bulk_create(
        ContactEvent(
            contact_id=one.contact,
            kind=EventKind.NO_SKILL,
            at=at,
            told={"language": one.language},
        )
        for one in chosen.unserved
        if one.contact not in noted
    )
