"""What every step on a contact begins with: the contact as it is, held for the step alone."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.errors import GoneError, NotPossibleNowError, TakenError
from hundra.hear.contacts.models import (
    LIVE_CHANNELS,
    Availability,
    Contact,
    ContactState,
    Guide,
)
from hundra.hear.contacts.services import availability

OVER = (ContactState.DONE, ContactState.ABANDONED)


def check_has(contact: Contact, by: User, *states: ContactState) -> None:
    """Raises TakenError unless `by` is the contact's guide, GoneError when it is over."""
    if contact.state in OVER:
        raise GoneError(_("The contact is over."))
    if contact.state not in states:
        raise NotPossibleNowError(_("Answer the contact first."))
    if guide_of(contact).user_id != by.pk:
        raise TakenError(_("Someone else has taken this contact."))


def guide_of(contact: Contact) -> Guide:
    """The guide who has the contact (the database sees to it that there is one)."""
    assert contact.guide is not None, "constraint contact_answered_by_someone"  # noqa: S101
    return contact.guide


def lock(contact: Contact) -> Contact:
    """The contact as it is now, for this transaction alone."""
    return (
        Contact.objects.select_for_update(no_key=True, of=("self",))
        .select_related("desk", "guide", "asked_reason")
        .get(pk=contact.pk)
    )


def at_hand(guide: Guide) -> QuerySet[Contact]:
    """What rings at the guide or is being answered by them, where someone is there and waits."""
    return Contact.objects.filter(
        guide=guide,
        state__in=[ContactState.OFFERED, ContactState.ACTIVE],
        channel__in=LIVE_CHANNELS,
    )


def set_free(guide: Guide, at: datetime) -> None:
    """The guide is ready again, if it was contacts that kept them."""
    kept = guide.availability in {Availability.BUSY, Availability.WRAP_UP}
    if kept and not availability.talks(guide):
        availability.move(guide, Availability.READY, at)
    else:
        availability.touch(guide.pk)
