"""The state machine of a call: what happened, and what the provider is to do next.

The call's row is locked for each event, before the contact's. Nothing is kept in memory: a
process that dies leaves the call as it was before the event, and the provider tells it again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from hundra.core.messages.phones import normalised
from hundra.hear.cases.models import Party
from hundra.hear.cases.services import parties
from hundra.hear.contacts import telephony
from hundra.hear.contacts.menus.walking import Step, Wants
from hundra.hear.contacts.models import (
    Call,
    Channel,
    Contact,
    ContactState,
    Desk,
    DeskReason,
    EventKind,
)
from hundra.hear.contacts.services import life
from hundra.hear.contacts.services.calls import messages, places, ringing_back, settling
from hundra.hear.contacts.services.confirming import confirm_callback
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.telephony import (
    Action,
    Ask,
    Connect,
    Connected,
    Event,
    HangUp,
    Held,
    Hold,
    HungUp,
    PickedUp,
    Pressed,
    Reached,
    Record,
    Recorded,
    Said,
    Started,
)

logger = logging.getLogger("hundra.telephony")


@transaction.atomic
def handle(event: Event) -> Action:
    """What the provider is to do next. Unknown numbers and calls are hung up on, and logged."""
    if isinstance(event, Started):
        return _started(event)
    call = _call(event)
    if call is None:
        logger.warning(
            "%s told %s of an unknown call", event.provider, type(event).__name__.lower()
        )
        return HangUp()
    return _ANSWERS[type(event)](call, event)


def _call(event: Event) -> Call | None:
    """The call, locked before its contact."""
    known = Call.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "contact__desk"
    )
    if isinstance(event, PickedUp):
        return known.filter(pk=event.call, is_outgoing=True).first()
    return known.filter(provider=event.provider, provider_id=event.call_id).first()


def _started(event: Started) -> Action:
    desk = Desk.objects.filter(phone=event.to_number, is_active=True).first()
    if desk is None or not event.to_number:
        logger.warning("%s rang a number that no desk has", event.provider)
        return HangUp()
    contact = life.receive(
        desk=desk,
        channel=Channel.PHONE,
        party=_party(event.from_number),
        external_id=f"{event.provider}:{event.call_id}",
        at=event.at,
        waits=False,
    )
    call, is_new = Call.objects.get_or_create(
        provider=event.provider,
        provider_id=event.call_id,
        defaults={
            "contact": contact,
            "menu": places.menu_in_use(desk),
            "from_number": normalised(event.from_number),
            "to_number": event.to_number,
            "started_at": event.at,
        },
    )
    call.contact = contact
    menu = places.menu_of(call, event.at)
    step = menu.begin() if is_new else menu.again(places.place_of(call))
    return _after(call, step, event.at)


def _party(number: str) -> Party | None:
    """Who rang, as far as the number tells; nobody for a number that is withheld."""
    phone = normalised(number)
    return parties.find_or_make(phone=phone) if phone else None


def _pressed(call: Call, event: Pressed) -> Action:
    if _is_over(call):
        return HangUp()
    place = places.place_of(call)
    if event.digits:
        log(call.contact, EventKind.KEYED, event.at, node=place.node, key=event.digits[:12])
    step = places.menu_of(call, event.at).press(place, event.digits)
    if step.wants is Wants.CALLBACK and not call.from_number:
        # Nobody can be rung back without a number.
        step = places.menu_of(call, event.at).press(place, "")
    return _after(call, step, event.at)


def _is_over(call: Call) -> bool:
    return call.contact.state in (ContactState.DONE, ContactState.ABANDONED)


def _held(call: Call, event: Held) -> Action:
    node = places.tree_of(call).nodes.get(call.place)
    if event.digits and node is not None and event.digits in node.keys:
        return _pressed(
            call,
            Pressed(
                provider=event.provider, call_id=event.call_id, at=event.at, digits=event.digits
            ),
        )
    return _wait(call, event.at)


def _said(call: Call, event: Said) -> Action:
    step = places.menu_of(call, event.at).go_on(places.place_of(call))
    return _after(call, step, event.at)


# --- What a step of the menu means for the contact ---


def _after(call: Call, step: Step, at: datetime) -> Action:
    places.move(call, step)
    said = places.sounds(call, step.said)
    if step.wants is Wants.KEY:
        keys = places.tree_of(call).nodes[step.place.node].keys
        return Ask(said=said, keys=tuple(keys))
    if step.wants is Wants.MESSAGE:
        return Record(said=said)
    if step.wants is Wants.GUIDE:
        _queue(call, at)
        return _wait(call, at, said=said)
    if step.wants is Wants.CALLBACK:
        _queue(call, at)
        settling.keep_place(call, at)
        confirm_callback(call.contact)
    else:
        settling.settle_menu(call, at)
    return HangUp(said=said)


def _queue(call: Call, at: datetime) -> None:
    """Out of the menu into the line; who stands there already keeps their place."""
    if call.contact.state != ContactState.MENU:
        return
    node = places.tree_of(call).nodes[call.place]
    reason = None
    if node.reason:
        reason = DeskReason.objects.filter(
            desk=call.contact.desk_id, reason__name=node.reason, is_active=True
        ).first()
    call.contact = life.queue(
        contact=call.contact,
        language=node.language or call.language,
        asked_reason=reason,
        priority=node.priority,
        at=at,
    )


def _wait(call: Call, at: datetime, *, said: tuple[telephony.Sound, ...] = ()) -> Action:
    """On with waiting, until a guide has answered."""
    contact = Contact.objects.select_related("guide", "desk").get(pk=call.contact_id)
    if contact.state == ContactState.ACTIVE and contact.guide is not None:
        if contact.guide.extension:
            return _connect(call, contact, at)
        logger.error("Guide %s has answered but has no extension to connect to", contact.guide_id)
        return Hold(said=said)
    if contact.state in (ContactState.WAITING, ContactState.OFFERED):
        node = places.tree_of(call).nodes.get(call.place)
        return Hold(said=said, keys=tuple(node.keys) if node else ())
    return HangUp()


def _connect(call: Call, contact: Contact, at: datetime) -> Action:
    assert contact.guide is not None  # noqa: S101
    call.guide = contact.guide
    call.connected_at = call.connected_at or at
    call.save(update_fields=["guide", "connected_at"])
    return Connect(to=contact.guide.extension, caller_id=call.from_number)


def _connected(call: Call, event: Connected) -> Action:
    """A talk is over, or the guide's telephone was not answered."""
    contact = Contact.objects.get(pk=call.contact_id)
    if call.is_outgoing:
        life.end(contact=contact, at=event.at)
        return HangUp()
    is_theirs = contact.state == ContactState.ACTIVE and contact.guide_id == call.guide_id
    if is_theirs and event.reached is Reached.YES:
        life.end(contact=contact, at=event.at)
        return HangUp()
    if is_theirs:
        settling.not_reached(contact, event.at)
    return _wait(call, event.at)


def _picked_up(call: Call, event: PickedUp) -> Action:
    """The guide is on the line: now the one who is to be rung back."""
    contact = call.contact
    if call.provider_id.startswith(ringing_back.PLACEHOLDER):
        call.provider_id = event.call_id  # Told before the provider answered our own request.
    call.connected_at = event.at
    call.save(update_fields=["provider_id", "connected_at"])
    return Connect(to=contact.callback_to, caller_id=contact.desk.phone)


def _recorded(call: Call, event: Recorded) -> Action:
    messages.keep(call, address=event.address, seconds=event.seconds, at=event.at)
    _queue(call, event.at)
    settling.keep_place(call, event.at)
    return HangUp()


def _hung_up(call: Call, event: HungUp) -> Action:
    if call.hung_up_at is None:
        call.hung_up_at = event.at
        call.save(update_fields=["hung_up_at"])
        settling.settle_call(call, event.at)
    return HangUp()


_ANSWERS: dict[type[Event], Callable[[Call, Any], Action]] = {
    PickedUp: _picked_up,
    Pressed: _pressed,
    Held: _held,
    Connected: _connected,
    Recorded: _recorded,
    Said: _said,
    HungUp: _hung_up,
}
