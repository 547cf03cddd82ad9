"""Someone gets in touch, and begins to wait."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.cases.models import Party
from hundra.hear.contacts.errors import GoneError
from hundra.hear.contacts.models import (
    LIVE_CHANNELS,
    Channel,
    Contact,
    ContactState,
    Desk,
    DeskReason,
    EventKind,
)
from hundra.hear.contacts.services import availability, routing
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.services.life.held import OVER, lock


@transaction.atomic
def receive(  # noqa: PLR0913
    *,
    desk: Desk,
    channel: Channel | str,
    language: str = "sv",
    party: Party | None = None,
    asked_reason: DeskReason | None = None,
    subject: str = "",
    external_id: str | None = None,
    ticket: str = "",
    at: datetime | None = None,
    by: User | None = None,
    waits: bool = True,
) -> Contact:
    """Someone gets in touch. The same (channel, external_id) again is the same contact, untouched.

    `waits=False`: a call that is in the phone menu and has not chosen a queue.
    """
    at = at or timezone.now()
    contact = Contact(
        desk=desk,
        channel=Channel(channel),
        state=ContactState.WAITING if waits else ContactState.MENU,
        language=language,
        party=party,
        asked_reason=asked_reason,
        priority=asked_reason.priority if asked_reason else 50,
        subject=subject[:200],
        external_id=external_id or None,
        ticket=ticket,
        received_at=at,
        queued_at=at if waits else None,
    )
    known = _insert(contact)
    if known is not None:
        return known
    guide = availability.guide_of(by)
    log(contact, EventKind.RECEIVED, at, guide=guide.pk if guide else None, channel=contact.channel)
    if waits:
        _begin_to_wait(contact, at)
    return contact


def _insert(contact: Contact) -> Contact | None:
    """Saves the contact, or returns the one that came before with the same external id."""
    same = Contact.objects.filter(channel=contact.channel, external_id=contact.external_id)
    if contact.external_id is None:
        contact.save()
        return None
    if (known := same.first()) is not None:
        return known
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError:
        return same.get()
    return None


def _begin_to_wait(contact: Contact, at: datetime) -> None:
    log(contact, EventKind.QUEUED, at, language=contact.language, priority=contact.priority)
    if contact.channel in LIVE_CHANNELS:
        routing.route(contact.desk, at=at)
        contact.refresh_from_db()


@transaction.atomic
def queue(
    *,
    contact: Contact,
    language: str | None = None,
    asked_reason: DeskReason | None = None,
    priority: int | None = None,
    at: datetime | None = None,
) -> Contact:
    """Out of the phone menu into the queue; a second time changes nothing. Raises GoneError."""
    at = at or timezone.now()
    contact = lock(contact)
    if contact.state in OVER:
        raise GoneError(_("The contact is over."))
    if contact.state != ContactState.MENU:
        return contact
    if asked_reason is not None:
        contact.asked_reason = asked_reason
        contact.priority = asked_reason.priority
    if priority is not None:
        contact.priority = priority
    contact.language = language or contact.language
    contact.state = ContactState.WAITING
    contact.queued_at = at
    contact.save(update_fields=["asked_reason", "priority", "language", "state", "queued_at"])
    _begin_to_wait(contact, at)
    return contact
