"""Calls played through the simulator: a desk that takes them, and what callers do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.factories.contacts import DeskFactory, DeskReasonFactory, GuideFactory, open_weekdays
from tests.factories.telephony import ClientTransport, small

from hundra.adapters.voice import addresses
from hundra.adapters.voice.simulator import Call as SimulatedCall
from hundra.adapters.voice.simulator import Provider
from hundra.hear.contacts.models import Availability, Contact, Desk, Guide, MenuVersion

PHONE = "+4619210000"
CALLER = "+46701740601"
# A Wednesday at ten, Swedish time; the evening of the same day.
OPEN = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
CLOSED = datetime(2026, 11, 18, 19, 0, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return OPEN + timedelta(seconds=seconds)


def desk_with_menu() -> Desk:
    desk: Desk = DeskFactory.create(phone=PHONE, slug="servicecenter")
    open_weekdays(desk)
    DeskReasonFactory.create(desk=desk, reason__name="skola", priority=30)
    MenuVersion.objects.create(desk=desk, number=1, tree=small(), published_at=OPEN)
    return desk


def simulated_provider() -> Provider:
    return Provider(addresses.webhook("46elks", "start"), transport=ClientTransport())


def ring(provider: Provider, at: datetime = OPEN, number: str = CALLER) -> SimulatedCall:
    return provider.place_call(from_number=number, to_number=PHONE, at=at)


def in_line(provider: Provider, *, language: str = "1", topic: str = "1") -> SimulatedCall:
    """A call that has chosen its language and topic, and waits."""
    call = ring(provider)
    provider.press(call, language, at=later(10))
    provider.press(call, topic, at=later(20))
    return call


def contact_of(call: SimulatedCall) -> Contact:
    return Contact.objects.get(external_id=f"46elks:{call.id}")


def ready_guide(desk: Desk, **more: Any) -> Guide:
    more = {"extension": "+4619219999", "since": OPEN, "availability": Availability.READY, **more}
    return GuideFactory.create(desk=desk, **more)


def kinds(contact: Contact) -> list[str]:
    return [event.kind for event in contact.events.all()]
