"""Calls whose end was never told: the provider gave up telling, or was cut off itself.

Without this, the caller would stand in the line, and the guide in the talk, for ever. Who can be
asked is asked: a provider that has the call no longer, or has seen it end, decides. Where nobody
can be asked, a call of which nothing has been heard for hours is over.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hundra.hear.contacts import telephony
from hundra.hear.contacts.models import Call, Contact, ContactState, EventKind, WebhookReceipt
from hundra.hear.contacts.services import clock
from hundra.hear.contacts.services.calls.handling import handle
from hundra.hear.contacts.services.calls.ringing_back import PLACEHOLDER
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.telephony import HungUp, Provider, Standing, TelephonyError

logger = logging.getLogger("hundra.telephony")

ASKED_AFTER = timedelta(minutes=10)
OVER_AFTER = timedelta(hours=4)
A_ROUND = 200
GOES_ON, IS_OVER = Standing(is_over=False), Standing(is_over=True)


def settle_silent(*, at: datetime | None = None) -> int:
    """Ends the calls that are over without our having been told; how many.

    `at`: now. Not inside a transaction: the provider is asked over the network. A second round,
    or the end that is told after all, changes nothing.
    """
    at = at or timezone.now()
    provider = telephony.provider()
    under_way = Call.objects.filter(hung_up_at=None, started_at__lt=at - ASKED_AFTER)
    under_way = under_way.exclude(contact__desk__in=clock.desks_played())
    settled = 0
    for call in under_way.order_by("started_at")[:A_ROUND]:
        asked = _asked(call, provider)
        if asked is None:
            provider = None  # It answers nobody now; do not wait for it once for each call.
        standing = asked or _by_the_clock(call, at)
        settled += standing.is_over and _settle(call, standing, at)
    return settled


def _asked(call: Call, provider: Provider | None) -> Standing | None:
    """What the provider says of the call; None where it says nothing."""
    if call.provider_id.startswith(PLACEHOLDER):
        return IS_OVER  # We were to place it, and never did: nobody has it.
    if provider is None or provider.name != call.provider:
        return None
    try:
        return provider.standing(call.provider_id)
    except TelephonyError as error:
        logger.warning("Call %s is silent, and %s could not say: %s", call.pk, provider.name, error)
        return None


def _by_the_clock(call: Call, at: datetime) -> Standing:
    return IS_OVER if _last_heard(call) < at - OVER_AFTER else GOES_ON


def _last_heard(call: Call) -> datetime:
    """When anything was last told of the call, or happened to its contact."""
    receipts = WebhookReceipt.objects.filter(
        provider=call.provider, key__startswith=f"{call.provider_id}:"
    )
    times = (
        call.started_at,
        call.connected_at,
        call.contact.events.aggregate(last=Max("at"))["last"],
        receipts.aggregate(last=Max("at"))["last"],
    )
    return max(time for time in times if time is not None)


@transaction.atomic
def _settle(call: Call, standing: Standing, at: datetime) -> bool:
    """As if its end had been told; False if it was, meanwhile."""
    call = Call.objects.select_for_update(no_key=True, of=("self",)).get(pk=call.pk)
    if call.hung_up_at is not None:
        return False
    contact = Contact.objects.get(pk=call.contact_id)
    ended_at = _ended_at(call, contact, standing, at)
    log(contact, EventKind.CHANGED, ended_at, guide=contact.guide_id, silent=True)
    logger.warning("Call %s fell silent: settled as over since %s", call.pk, ended_at.isoformat())
    handle(HungUp(provider=call.provider, call_id=call.provider_id, at=ended_at))
    return True


def _ended_at(call: Call, contact: Contact, standing: Standing, at: datetime) -> datetime:
    """When it ended as the provider has it, else when it was last heard of.

    Nothing ends before what is known to have happened. What rings just now ends now, since others
    in the line get their turn by it.
    """
    if contact.state == ContactState.OFFERED:
        return at
    heard = _last_heard(call)
    return min(max(standing.ended_at or heard, heard), at)
