"""Who got in touch, as they have told: found among those who are known, or noted anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.messages.phones import normalised
from hundra.hear.cases.models import Party
from hundra.hear.cases.services.parties import complete, find_or_make
from hundra.hear.contacts.errors import IncompleteError
from hundra.hear.contacts.models import Contact, EventKind, Guide
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.services.life.held import lock


@transaction.atomic
def note_who(
    *,
    contact: Contact,
    by: User,
    name: str = "",
    phone: str = "",
    email: str = "",
    is_other: bool = False,
    at: datetime | None = None,
) -> Party:
    """Notes who it is, by what they have told the guide, who has made sure of it.

    Whoever has told the address or number before is found again. Else what is told is added to
    who is known already; `is_other`: it is somebody else, so those known stay as they are.
    Raises IncompleteError where nothing is told, InvalidPartyError.
    """
    if not (name.strip() or phone.strip() or email.strip()):
        raise IncompleteError(_("Write a name, a number or an address."))
    held = lock(contact)
    known = None if is_other else held.party
    party = told(known, by=by, name=name, phone=phone, email=email, language=held.language)
    Contact.objects.filter(pk=held.pk).update(party=party)
    contact.party = party
    guide = Guide.objects.filter(user=by, desk=held.desk_id).values_list("pk", flat=True).first()
    log(held, EventKind.CHANGED, at or timezone.now(), guide=guide, by=by.pk, who=True)
    Guide.objects.filter(user=by).update(version=F("version") + 1)
    return party


def told(
    known: Party | None, *, by: User, name: str, phone: str, email: str, language: str
) -> Party:
    """The party that has told this before, else the known one with it added, else a new one."""
    found = _by_address(email) or _by_number(phone) or known
    if found is None:
        return find_or_make(name=name, phone=phone, email=email, language=language)
    return complete(
        party=found,
        by=by,
        name=name,
        phone=phone,
        email=email,
    )


def _by_address(email: str) -> Party | None:
    address = email.strip().lower()
    return Party.objects.filter(~Q(email=""), email=address).first() if address else None


def _by_number(phone: str) -> Party | None:
    number = normalised(phone)
    return Party.objects.filter(~Q(phone=""), phone=number).first() if number else None
