"""What the end of a call, or of its way through the menu, means for the contact."""

from __future__ import annotations

from datetime import datetime

from hundra.hear.contacts.models import (
    Availability,
    Call,
    Contact,
    ContactState,
    EventKind,
    Outcome,
)
from hundra.hear.contacts.services import availability, life, routing
from hundra.hear.contacts.services.events import log


def _locked(contact_id: int) -> Contact:
    return (
        Contact.objects.select_for_update(no_key=True, of=("self",))
        .select_related("desk", "guide")
        .get(pk=contact_id)
    )


def keep_place(call: Call, at: datetime) -> None:
    """They are rung back when their turn comes; hanging up gives nothing away."""
    contact = _locked(call.contact_id)
    if contact.callback_to or not call.from_number:
        return
    contact.callback_to = call.from_number
    contact.save(update_fields=["callback_to"])
    log(contact, EventKind.CALLBACK, at, keeps_place=True)
    call.contact = contact


def settle_menu(call: Call, at: datetime) -> None:
    """The menu has said all it had to say: they were helped by it, or met a closed desk."""
    contact = _locked(call.contact_id)
    if contact.state != ContactState.MENU:
        return
    contact.state = ContactState.DONE
    contact.outcome = Outcome.CLOSED if call.met_closed else Outcome.SELF_SERVED
    contact.ended_at = at
    contact.save(update_fields=["state", "outcome", "ended_at"])
    log(contact, EventKind.ENDED, at, outcome=contact.outcome)
    call.contact = contact


def settle_call(call: Call, at: datetime) -> None:
    """The call is over. Who hung up in the line has given up, unless they are to be rung back."""
    contact = Contact.objects.get(pk=call.contact_id)
    if contact.state == ContactState.MENU and call.met_closed:
        settle_menu(call, at)
    elif call.is_outgoing:
        if contact.state == ContactState.ACTIVE and contact.guide_id == call.guide_id:
            life.end(contact=contact, at=at)
    elif not _rung_back(contact):
        life.end(contact=contact, at=at)


def _rung_back(contact: Contact) -> bool:
    """Do they wait to be rung back? A talk that began before the wish ends with the call."""
    return bool(contact.callback_to) and contact.state in (
        ContactState.WAITING,
        ContactState.OFFERED,
    )


def not_reached(contact: Contact, at: datetime) -> None:
    """The guide had answered on the screen, but not the telephone: back to the place in the line.

    Nobody has talked, so it counts neither as answered nor as handed on.
    """
    contact = _locked(contact.pk)
    if contact.state != ContactState.ACTIVE or contact.guide is None:
        return
    guide = availability.lock(contact.guide)
    contact.state = ContactState.WAITING
    contact.guide = None
    contact.answered_at = None
    contact.save(update_fields=["state", "guide", "answered_at"])
    log(contact, EventKind.MISSED, at, guide=guide.pk, telephone=True)
    availability.move(guide, Availability.BREAK, at)
    routing.route(contact.desk, at=at)
