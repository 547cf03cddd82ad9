"""Being called back: at a booked half-hour, or when one's turn comes.

A booked callback waits with `callback_at` in the future; routing passes it over until then, and
offers it to a guide like any call when it is due. Its wait counts from the booked time.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.hear.cases.services import parties
from hundra.hear.contacts.errors import IncompleteError, NotPossibleNowError
from hundra.hear.contacts.models import (
    Channel,
    Contact,
    ContactState,
    Desk,
    DeskReason,
    EventKind,
)
from hundra.hear.contacts.queries import callbacks as queries
from hundra.hear.contacts.services import life, routing
from hundra.hear.contacts.services.confirming import confirm_callback
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.services.life.held import lock

LONGEST_TEXT = 200


class SlotFullError(NotPossibleNowError):
    """Nobody more can be called at that time."""


@transaction.atomic
def book(
    *,
    desk: Desk,
    phone: str,
    slot: datetime | None,
    name: str = "",
    language: str = "sv",
    asked_reason: DeskReason | None = None,
    text: str = "",
    key: str | None = None,
    at: datetime | None = None,
) -> Contact:
    """A callback at the slot; without one, in the queue from now with the place kept.

    `key` is the form's own: the same form sent twice is one callback. Raises SlotFullError,
    NotPossibleNowError outside of opening hours, InvalidPartyError for what is no number.
    """
    at = at or timezone.now()
    if not phone.strip():
        raise IncompleteError(_("Write the number that we shall call."))
    party = parties.find_or_make(phone=phone, name=name, language=language)
    external_id = f"callback:{key}" if key else None
    contact = life.receive(
        desk=desk,
        channel=Channel.PHONE,
        language=language,
        party=party,
        asked_reason=asked_reason,
        subject=text[:LONGEST_TEXT],
        external_id=external_id,
        at=at,
        waits=False,
    )
    if contact.callback_to:
        return contact
    return _wait(contact, party.phone, slot, at)


@transaction.atomic
def move_to_slot(
    *, contact: Contact, phone: str, slot: datetime, at: datetime | None = None
) -> Contact:
    """Who is in the phone menu or the queue is called at the slot instead. Raises SlotFullError."""
    at = at or timezone.now()
    return _wait(lock(contact), phone, slot, at)


@transaction.atomic
def keep_place(*, contact: Contact, phone: str, at: datetime | None = None) -> Contact:
    """Who is in the phone menu or the queue hangs up and is called when their turn comes."""
    at = at or timezone.now()
    return _wait(lock(contact), phone, None, at)


@transaction.atomic
def cancel(*, contact: Contact, at: datetime | None = None) -> Contact:
    """The callback is not wanted any more; one that rings or is under way stays."""
    contact = lock(contact)
    if contact.callback_to and contact.state in (ContactState.MENU, ContactState.WAITING):
        return life.end(contact=contact, at=at)
    return contact


def _wait(contact: Contact, phone: str, slot: datetime | None, at: datetime) -> Contact:
    if contact.state not in (ContactState.MENU, ContactState.WAITING):
        raise NotPossibleNowError(_("The call has already been answered or ended."))
    if slot is None:
        _check_open(contact.desk, at)
    else:
        _take_slot(contact.desk, slot, at)
    contact.state = ContactState.WAITING
    contact.callback_to = phone
    contact.callback_at = slot
    contact.queued_at = slot or contact.queued_at or at
    contact.save(update_fields=["state", "callback_to", "callback_at", "queued_at"])
    log(contact, EventKind.CALLBACK, at, slot=slot.isoformat() if slot else None)
    confirm_callback(contact)
    if slot is None:
        log(contact, EventKind.QUEUED, at, language=contact.language, priority=contact.priority)
        routing.route(contact.desk, at=at)
        contact.refresh_from_db()
    return contact


def _check_open(desk: Desk, at: datetime) -> None:
    if not queries.is_open(desk, at):
        raise NotPossibleNowError(_("We are closed just now. Choose a time instead."))


def _take_slot(desk: Desk, slot: datetime, at: datetime) -> None:
    """One at a time for each slot, so that two cannot take the last place."""
    with connection.cursor() as cursor:
        number = int(slot.timestamp()) // queries.SLOT_SECONDS
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [desk.pk, number])
    if not queries.is_free(desk, slot, at):
        raise SlotFullError(_("That time has just been taken. Choose another."))
