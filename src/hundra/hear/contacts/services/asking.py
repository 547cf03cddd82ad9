"""Asking how it went, after a contact or a closed case: by the desk's rules, and gently.

Nobody is asked

- without an address: a mobile number or an e-mail address;
- who was asked within the desk's days, whatever it was about (`surveys.services.inviting`);
- about a confidential case, or a reason whose cases are: a message could tell others of it;
- with protected identity, whoever they said that they were;
- whom nobody helped: a wrong number, a closed desk, the menu alone;
- about what was taken in from another system, be it closed there or here;
- about a contact that became a case, since they are asked when the case has been closed.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hundra.core.messages.errors import InvalidMessageError
from hundra.core.messages.phones import is_mobile, normalised
from hundra.core.organisation.queries import protected_people
from hundra.hear.cases.models import Case, CaseState, Party
from hundra.hear.contacts.models import Channel, Contact, ContactState, Desk, DeskReason, Outcome
from hundra.hear.surveys.models import AskedChannel, Invitation, Kind
from hundra.hear.surveys.services.inviting import invite

logger = logging.getLogger(__name__)

QUESTIONS = "service"
IMPORTED = "import"
HELPED = frozenset({Outcome.SOLVED, Outcome.CONNECTED, Outcome.REFERRED})
WRITTEN = frozenset({Channel.EMAIL, Channel.WEB})


@dataclass(frozen=True)
class Way:
    """How someone is reached."""

    channel: str
    address: str


def ask_when_committed(contact: Contact, *, at: datetime | None = None) -> None:
    """Asks once the registration stands. A question that fails stops nobody's work."""

    def asked() -> None:  # Has a name, which Django puts in the log if it fails.
        _ask(contact.pk, at)

    transaction.on_commit(asked, robust=True)


def _ask(contact: int, at: datetime | None) -> None:
    found = Contact.objects.select_related("desk__unit", "party__user").get(pk=contact)
    ask_after_contact(found, at=at)


def ask_after_contact(contact: Contact, *, at: datetime | None = None) -> Invitation | None:
    """Asks the one who got in touch, if they are to be asked."""
    if contact.state != ContactState.DONE or contact.is_imported or contact.outcome not in HELPED:
        return None
    if _is_sensitive(contact.desk, contact.reason_id):
        return None
    return _ask_party(
        contact.party,
        desk=contact.desk,
        channel=contact.channel,
        language=contact.language,
        about={
            "kind": Kind.CONTACT,
            "desk": contact.desk.slug,
            "unit": contact.desk.unit_id,
            "channel": contact.channel,
            "reason": contact.reason_id,
            "language": contact.language,
        },
        at=at,
    )


def ask_after_case(case: Case, *, at: datetime | None = None) -> Invitation | None:
    """Asks the one whose case it was, by the rules of the desk that made it.

    A case that no desk made, or one that was taken in from another system, is not asked about,
    whoever closes it: its history is not ours, and the one who had it may have been asked there.
    """
    contact = case.contacts.select_related("desk").order_by("pk").first()
    if contact is None or case.state != CaseState.CLOSED or case.is_confidential:
        return None
    if case.source == IMPORTED or case.contacts.filter(is_imported=True).exists():
        return None
    if _is_sensitive(contact.desk, case.reason_id):
        return None
    return _ask_party(
        case.party,
        desk=contact.desk,
        channel=contact.channel,
        language=case.language,
        about={
            "kind": Kind.CASE,
            "desk": contact.desk.slug,
            "unit": case.unit_id,
            "channel": contact.channel,
            "reason": case.reason_id,
            "language": case.language,
        },
        at=at,
    )


def _ask_party(
    party: Party | None,
    *,
    desk: Desk,
    channel: str,
    language: str,
    about: dict[str, object],
    at: datetime | None,
) -> Invitation | None:
    way = _way_to(party, channel)
    if party is None or way is None or not _is_drawn(desk.ask_share):
        return None
    if _is_protected(party):
        return None
    try:
        return invite(
            question_set=QUESTIONS,
            address=way.address,
            channel=way.channel,
            language=language,
            about=about,
            quarantine_days=desk.ask_again_days,
            at=at,
        )
    except InvalidMessageError:
        logger.info("An address that cannot be reached was not asked.")
        return None


def _way_to(party: Party | None, channel: str) -> Way | None:
    """By the way that they came, if it can be used; else by the other."""
    if party is None:
        return None
    text = Way(AskedChannel.SMS, party.phone) if is_mobile(party.phone) else None
    mail = Way(AskedChannel.EMAIL, party.email) if party.email else None
    return (mail or text) if channel in WRITTEN else (text or mail)


def _is_protected(party: Party) -> bool:
    """Someone of ours with protected identity, by their account, address or number."""
    return any(
        (party.user_id is not None and party.user_id == user)
        or (party.email != "" and party.email.lower() == email.lower())
        or (party.phone != "" and party.phone == normalised(phone))
        for user, email, phone in protected_people().values_list("user", "email", "phone")
    )


def _is_sensitive(desk: Desk, reason: int | None) -> bool:
    return DeskReason.objects.filter(desk=desk, reason=reason, is_confidential=True).exists()


def _is_drawn(share: int) -> bool:
    """True for `share` of a hundred, by chance."""
    return secrets.randbelow(100) < share
