"""What the guides do, minute by minute."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.errors import NotAGuideError, NotPossibleNowError
from hundra.hear.contacts.models import (
    LIVE_CHANNELS,
    Availability,
    AvailabilitySpell,
    Contact,
    ContactState,
    Guide,
)
from hundra.hear.contacts.services import routing

# What a guide chooses; busy and wrapping up come with the contacts.
CHOSEN = (Availability.READY, Availability.BREAK, Availability.TRAINING, Availability.AWAY)


@transaction.atomic
def set_availability(
    *, guide: Guide, to: Availability | str, by: User, at: datetime | None = None
) -> Guide:
    """The guide says what they do now; ready brings the next contact.

    Whoever is talking stays busy: NotPossibleNowError. What rings goes back to the queue.
    """
    at = at or timezone.now()
    to = Availability(to)
    ringing = _ringing(guide)
    guide = lock(guide)
    if to not in CHOSEN:
        raise NotPossibleNowError(_("Choose ready, break, training or not here."))
    if talks(guide):
        raise NotPossibleNowError(_("You are in a conversation. End it first."))
    if ringing is not None:
        _put_back(ringing)
    move(guide, to, at)
    routing.route(guide.desk, at=at)
    return guide


def _ringing(guide: Guide) -> Contact | None:
    """What rings at the guide, locked: contacts are locked before guides everywhere."""
    return (
        Contact.objects.select_for_update(no_key=True)
        .filter(guide=guide, state=ContactState.OFFERED)
        .first()
    )


def _put_back(contact: Contact) -> None:
    contact.state = ContactState.WAITING
    contact.guide = None
    contact.save(update_fields=["state", "guide"])


def talks(guide: Guide) -> bool:
    """Is someone there with the guide now, on the phone or in person?"""
    return Contact.objects.filter(
        guide=guide, state=ContactState.ACTIVE, channel__in=LIVE_CHANNELS
    ).exists()


def guide_of(by: User | None) -> Guide | None:
    """The user as a guide, with the desk; None for everyone else."""
    if by is None:
        return None
    return Guide.objects.select_related("desk").filter(user=by, is_active=True).first()


def lock_guide_of(by: User, desk_id: int) -> Guide:
    """The user as a guide at the desk, locked. Raises NotAGuideError."""
    found = (
        Guide.objects.select_for_update(no_key=True, of=("self",))
        .select_related("desk")
        .filter(user=by, desk=desk_id, is_active=True)
        .first()
    )
    if found is None:
        raise NotAGuideError(_("Only the desk's own guides can do this."))
    return found


def lock(guide: Guide) -> Guide:
    """The guide as it is now, for this transaction alone."""
    return (
        Guide.objects.select_for_update(no_key=True, of=("self",))
        .select_related("desk")
        .get(pk=guide.pk)
    )


def move(guide: Guide, to: Availability, at: datetime) -> None:
    """Puts a locked guide in the availability, keeps the spells, and has the page look again."""
    if guide.availability == to:
        touch(guide.pk)
        return
    AvailabilitySpell.objects.filter(guide=guide, until=None).update(until=at)
    if to != Availability.AWAY:
        AvailabilitySpell.objects.create(guide=guide, availability=to, since=at)
    Guide.objects.filter(pk=guide.pk).update(availability=to, since=at, version=F("version") + 1)
    guide.availability, guide.since = to, at


def touch(*guides: int) -> None:
    """Something that these guides' pages show has changed."""
    Guide.objects.filter(pk__in=guides).update(version=F("version") + 1)


@transaction.atomic
def end_long_wrap_up(guide: Guide, *, at: datetime) -> None:
    """The time to wrap up is over: the guide is ready again; registering can be done later."""
    seen, guide = guide, lock(guide)
    if guide.availability == Availability.WRAP_UP and guide.since == seen.since:
        move(guide, Availability.READY, at)
        routing.route(guide.desk, at=at)
