"""The talk: taken, missed, ended, handed on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.errors import GoneError, NotPossibleNowError, TakenError
from hundra.hear.contacts.models import (
    Availability,
    Contact,
    ContactState,
    DeskReason,
    EventKind,
    Guide,
)
from hundra.hear.contacts.services import availability, routing
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.services.life.held import (
    OVER,
    at_hand,
    check_has,
    guide_of,
    lock,
    set_free,
)

_BEFORE_ANSWER = (ContactState.MENU, ContactState.WAITING, ContactState.OFFERED)


@transaction.atomic
def answer(*, contact: Contact, by: User, at: datetime | None = None) -> Contact:
    """The guide takes what rings at them, or what waits in the list; they are busy from now.

    Raises TakenError when someone else has it, GoneError when it is over, NotAGuideError for
    those who are not at the desk, NotPossibleNowError when the guide has another. Answering what
    one already has changes nothing.
    """
    at = at or timezone.now()
    contact = lock(contact)
    guide = availability.lock_guide_of(by, contact.desk_id)
    if contact.guide_id == guide.pk and contact.state == ContactState.ACTIVE:
        return contact
    _check_can_be_answered(contact, guide)
    contact.state = ContactState.ACTIVE
    contact.guide = guide
    contact.answered_at = contact.answered_at or at
    contact.save(update_fields=["state", "guide", "answered_at"])
    log(contact, EventKind.ANSWERED, at, guide=guide.pk)
    availability.move(guide, Availability.BUSY, at)
    return contact


def _check_can_be_answered(contact: Contact, guide: Guide) -> None:
    if contact.state in OVER:
        raise GoneError(_("The contact is over."))
    waits = contact.state == ContactState.WAITING
    rings_here = contact.state == ContactState.OFFERED and contact.guide_id == guide.pk
    if not (waits or rings_here):
        raise TakenError(_("Someone else has taken this contact."))
    if contact.is_live and at_hand(guide).exclude(pk=contact.pk).exists():
        raise NotPossibleNowError(_("You already have a contact. Finish that one first."))


@transaction.atomic
def miss(*, contact: Contact, at: datetime | None = None) -> Contact:
    """It rang and nobody answered: back to its place in the queue; that guide is on a break.

    If it rings elsewhere by now than the contact given says, nothing is changed.
    """
    at = at or timezone.now()
    given, contact = contact, lock(contact)
    if contact.state != ContactState.OFFERED or contact.guide is None:
        return contact
    if given.state == ContactState.OFFERED and _ring(given) != _ring(contact):
        return contact
    guide = availability.lock(contact.guide)
    _back_to_queue(contact)
    log(contact, EventKind.MISSED, at, guide=guide.pk)
    availability.move(guide, Availability.BREAK, at)
    routing.route(guide.desk, at=at)
    contact.refresh_from_db()
    return contact


def _ring(contact: Contact) -> tuple[int | None, datetime | None]:
    """Which ring it is: at whom, since when."""
    return contact.guide_id, contact.offered_at


def _back_to_queue(contact: Contact) -> None:
    contact.state = ContactState.WAITING
    contact.guide = None
    contact.save(update_fields=["state", "guide"])


@transaction.atomic
def end(*, contact: Contact, at: datetime | None = None) -> Contact:
    """The talk is over, or who waited gave up. What has ended before stays as it is."""
    at = at or timezone.now()
    contact = lock(contact)
    if contact.state == ContactState.ACTIVE:
        _end_talk(contact, at)
    elif contact.state in _BEFORE_ANSWER:
        _give_up(contact, at)
    return contact


def _end_talk(contact: Contact, at: datetime) -> None:
    guide = availability.lock(guide_of(contact))
    contact.state = ContactState.WRAP_UP
    contact.ended_at = at
    contact.save(update_fields=["state", "ended_at"])
    log(contact, EventKind.ENDED, at, guide=guide.pk)
    if guide.availability == Availability.BUSY and not availability.talks(guide):
        availability.move(guide, Availability.WRAP_UP, at)
    else:
        availability.touch(guide.pk)


def _give_up(contact: Contact, at: datetime) -> None:
    rang_at = contact.guide if contact.state == ContactState.OFFERED else None
    contact.state = ContactState.ABANDONED
    contact.guide = None
    contact.ended_at = at
    contact.save(update_fields=["state", "guide", "ended_at"])
    log(contact, EventKind.ABANDONED, at, guide=rang_at.pk if rang_at else None)
    if rang_at is not None:
        availability.touch(rang_at.pk)
        routing.route(contact.desk, at=at)


@transaction.atomic
def hand_on(
    *,
    contact: Contact,
    by: User,
    guide: Guide | None = None,
    language: str | None = None,
    reason: DeskReason | None = None,
    at: datetime | None = None,
) -> Contact:
    """To another guide, who must be free, or back to the queue with its place kept.

    What the contact turned out to need (`language`, `reason`) goes along; who handed it on does
    not get it back from the queue. Raises TakenError unless `by` has it, NotPossibleNowError.
    """
    at = at or timezone.now()
    contact = lock(contact)
    check_has(contact, by, ContactState.ACTIVE, ContactState.OFFERED)
    giver = availability.lock(guide_of(contact))
    contact.language = language or contact.language
    contact.asked_reason = reason or contact.asked_reason
    contact.handovers += 1
    told = {"to": guide.pk if guide else None, "language": contact.language}
    log(contact, EventKind.HANDED_ON, at, guide=giver.pk, **told)
    if guide is None:
        _to_queue(contact, at)
    else:
        _to_guide(contact, guide, at)
    set_free(giver, at)
    routing.route(giver.desk, at=at)
    contact.refresh_from_db()
    return contact


def _to_queue(contact: Contact, at: datetime) -> None:
    contact.state = ContactState.WAITING
    contact.guide = None
    contact.queued_at = contact.queued_at or at
    contact.save()


def _to_guide(contact: Contact, guide: Guide, at: datetime) -> None:
    """Rings at a free guide: in the desk's turn, so that routing gives them nothing meanwhile."""
    routing.take_turn(contact.desk_id)
    guide = Guide.objects.get(pk=guide.pk)
    is_free = guide.availability == Availability.READY and not at_hand(guide).exists()
    if not (guide.is_active and guide.desk_id == contact.desk_id and is_free):
        raise NotPossibleNowError(_("That guide is not free. Choose another, or the queue."))
    contact.state = ContactState.OFFERED
    contact.guide = guide
    contact.offered_at = at
    contact.save()
    log(contact, EventKind.OFFERED, at, guide=guide.pk)
    availability.touch(guide.pk)
