"""Ringing somebody back: first the guide's own telephone, then, when it is lifted, theirs."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts import telephony
from hundra.hear.contacts.errors import NotPossibleNowError
from hundra.hear.contacts.models import Call, Contact, ContactState
from hundra.hear.contacts.services import life
from hundra.hear.contacts.services.calls import places

logger = logging.getLogger("hundra.telephony")
PLACEHOLDER = "to-be-rung:"


@transaction.atomic
def ring_back(*, contact: Contact, by: User, at: datetime | None = None) -> Call | None:
    """The guide who has answered a contact that asked to be rung back is rung, and then the caller.

    None where no provider is set up: then the guide rings by hand. The same contact twice at once
    is rung once. Raises NotPossibleNowError.
    """
    from hundra.hear.contacts.jobs.voice import ring

    contact = Contact.objects.select_for_update(no_key=True, of=("self",)).get(pk=contact.pk)
    guide = contact.guide
    if contact.state != ContactState.ACTIVE or guide is None or guide.user_id != by.pk:
        raise NotPossibleNowError(_("Answer the contact first."))
    if not contact.callback_to:
        raise NotPossibleNowError(_("There is no number to ring back to."))
    provider = telephony.provider()
    if provider is None:
        return None
    if not guide.extension:
        raise NotPossibleNowError(_("You have no telephone to be connected at. Ask your manager."))
    under_way = contact.calls.filter(is_outgoing=True, hung_up_at=None).first()
    if under_way is not None:
        return under_way
    call = Call.objects.create(
        contact=contact,
        provider=provider.name,
        provider_id=f"{PLACEHOLDER}{uuid.uuid4()}",
        menu=places.menu_in_use(contact.desk),
        from_number=contact.desk.phone,
        to_number=contact.callback_to,
        is_outgoing=True,
        guide=guide,
        started_at=at or timezone.now(),
    )
    ring.defer(call=call.pk)
    return call


def place(call: Call) -> None:
    """In the job: asks the provider, once. What went wrong ends the call; the guide may try again.

    It is asked outside of any transaction, and never again: a call too few is better than two.
    """
    provider = telephony.provider()
    is_unplaced = call.provider_id.startswith(PLACEHOLDER) and call.hung_up_at is None
    if provider is None or call.guide is None or not is_unplaced:
        return
    try:
        given = provider.ring(
            to=call.guide.extension, from_number=call.contact.desk.phone, call=call.pk
        )
    except telephony.TelephonyError as error:
        logger.error("Call %s could not be placed: %s", call.pk, error)
        _failed(call)
    else:
        Call.objects.filter(pk=call.pk, provider_id=call.provider_id).update(provider_id=given)


@transaction.atomic
def _failed(call: Call) -> None:
    call.hung_up_at = timezone.now()
    call.save(update_fields=["hung_up_at"])
    life.end(contact=call.contact, at=call.hung_up_at)
