"""What a guide has at hand: what rings, what is being answered, what is to be registered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case as When_
from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Value, When

from hundra.hear.cases.models import CaseState
from hundra.hear.cases.queries import Glimpse, glimpses
from hundra.hear.contacts.models import (
    LIVE_CHANNELS,
    Channel,
    Contact,
    ContactState,
    Guide,
    Outcome,
    VoiceMessage,
)

MOST_AT_HAND = 20
MOST_EARLIER = 5
MOST_CASES = 5
UNSETTLED_CASES = (CaseState.NEW, CaseState.OPEN, CaseState.SUSPENDED)
HELD = (ContactState.OFFERED, ContactState.ACTIVE, ContactState.WRAP_UP)


@dataclass(frozen=True)
class Earlier:
    """A contact before this one. What is confidential keeps its reason and its note to itself."""

    pk: int
    number: str
    at: datetime
    channel: str
    reason: str
    note: str
    outcome: str
    is_confidential: bool


@dataclass(frozen=True)
class AtHand:
    """A contact at hand with what is known of who it is."""

    contact: Contact
    earlier: Sequence[Earlier]
    cases: Sequence[Glimpse]

    @property
    def rings(self) -> bool:
        return self.contact.state == ContactState.OFFERED

    @property
    def is_live(self) -> bool:
        """Is someone there now?"""
        return self.contact.is_live and self.contact.state != ContactState.WRAP_UP


def at_hand(guide: Guide) -> list[AtHand]:
    """What the guide has, what rings first. At most five queries, whatever is known."""
    found = (
        Contact.objects.filter(guide=guide, state__in=HELD)
        .select_related("party", "asked_reason__reason", "reason", "desk")
        .defer("search")
        .annotate(place=_place(), has_voice=_has_voice())
        .order_by("place", "-answered_at", "pk")[:MOST_AT_HAND]
    )
    return with_party(list(found))


def _place() -> When_:
    """What rings, then who is there, then what is written, then what is to be registered."""
    return When_(
        When(state=ContactState.OFFERED, then=Value(0)),
        When(state=ContactState.ACTIVE, channel__in=LIVE_CHANNELS, then=Value(1)),
        When(state=ContactState.WRAP_UP, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )


def _has_voice() -> Exists:
    """Has the caller left a voice message?"""
    return Exists(VoiceMessage.objects.filter(call__contact=OuterRef("pk")))


def with_party(contacts: Sequence[Contact]) -> list[AtHand]:
    """The contacts with the same party's earlier contacts at the desk and their open cases."""
    known = [one for one in contacts if one.party_id]
    earlier = _earlier(known)
    cases = _open_cases(known)
    return [
        AtHand(
            contact=one,
            earlier=earlier.get(one.pk, ()),
            cases=cases.get(one.party_id or 0, ()),
        )
        for one in contacts
    ]


def _earlier(contacts: Iterable[Contact]) -> dict[int, list[Earlier]]:
    parts = [_before(one) for one in contacts]
    found: dict[int, list[Earlier]] = defaultdict(list)
    if not parts:
        return found
    rows: Iterable[Any] = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    for of, *row in rows:
        found[of].append(_earlier_of(row))
    return found


def _before(contact: Contact) -> QuerySet[Contact, Any]:
    """By the index of the party, newest first."""
    return (
        Contact.objects.filter(party=contact.party_id, desk=contact.desk_id)
        .exclude(pk=contact.pk)
        .annotate(of=Value(contact.pk, output_field=IntegerField()))
        .order_by("-received_at")
        .values_list(
            "of",
            "pk",
            "received_at",
            "channel",
            "reason__name",
            "note",
            "outcome",
            "case__is_confidential",
        )[:MOST_EARLIER]
    )


def _earlier_of(row: Sequence[Any]) -> Earlier:
    pk, at, channel, reason, note, outcome, hidden = row
    return Earlier(
        pk=pk,
        number=f"K {pk}",
        at=at,
        channel=str(Channel(channel).label),
        reason="" if hidden else reason or "",
        note="" if hidden else note,
        outcome=str(Outcome(outcome).label) if outcome else "",
        is_confidential=bool(hidden),
    )


def _open_cases(contacts: Sequence[Contact]) -> dict[int, list[Glimpse]]:
    """Cases under way that the parties' contacts at the desk led to; confidential ones never."""
    found: dict[int, list[Glimpse]] = defaultdict(list)
    if not contacts:
        return found
    rows = list(
        Contact.objects.filter(
            party__in={one.party_id for one in contacts},
            desk__in={one.desk_id for one in contacts},
            case__state__in=UNSETTLED_CASES,
        )
        .order_by("party", "-case")
        .values_list("party", "case")
        .distinct()[: MOST_CASES * len(contacts)]
    )
    seen = glimpses(case for _, case in rows if case)
    for party, case in rows:
        if party and case in seen:
            found[party].append(seen[case])
    return found
