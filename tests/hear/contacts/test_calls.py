"""Calls through the menu, over the provider's own HTTP, played by the simulator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from tests.factories.contacts import DeskFactory, DeskReasonFactory, GuideFactory, open_weekdays
from tests.factories.telephony import ClientTransport, small

from hundra.adapters.voice import addresses
from hundra.adapters.voice.simulator import Call as SimulatedCall
from hundra.adapters.voice.simulator import Provider, State
from hundra.hear.cases.models import Party
from hundra.hear.contacts.models import (
    Availability,
    Call,
    Contact,
    ContactState,
    Desk,
    EventKind,
    Guide,
    MenuVersion,
    Outcome,
    VoiceMessage,
    WebhookReceipt,
)
from hundra.hear.contacts.services import life

pytestmark = pytest.mark.django_db

PHONE = "+4619210000"
CALLER = "+46701740601"
# A Wednesday at ten, Swedish time; the evening of the same day.
OPEN = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
CLOSED = datetime(2026, 11, 18, 19, 0, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return OPEN + timedelta(seconds=seconds)


@pytest.fixture
def demo(settings: LazySettings) -> None:
    """The simulator's time is believed in a demo alone."""
    settings.DEMO = True


@pytest.fixture
def desk(demo: None) -> Desk:
    desk = DeskFactory.create(phone=PHONE, slug="servicecenter")
    open_weekdays(desk)
    DeskReasonFactory.create(desk=desk, reason__name="skola", priority=30)
    MenuVersion.objects.create(desk=desk, number=1, tree=small(), published_at=OPEN)
    return desk


@pytest.fixture
def provider() -> Provider:
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


# --- The way in ---


def test_a_call_becomes_a_contact_in_the_menu_with_the_one_who_rings(
    desk: Desk, provider: Provider
) -> None:
    call = ring(provider)
    contact = contact_of(call)
    assert (contact.state, contact.desk, contact.received_at) == (ContactState.MENU, desk, OPEN)
    assert contact.party == Party.objects.get(phone=CALLER)
    assert Call.objects.get().place == "sprak"
    assert call.state is State.ASKED
    assert len(call.experience.heard) == 3


def test_a_withheld_number_is_nobody(desk: Desk, provider: Provider) -> None:
    assert contact_of(ring(provider, number="anonymous")).party is None
    assert Party.objects.count() == 0


def test_the_keys_lead_into_the_line_with_language_and_reason(
    desk: Desk, provider: Provider
) -> None:
    call = in_line(provider, language="2")
    contact = contact_of(call)
    assert (contact.state, contact.language, contact.queued_at) == (
        ContactState.WAITING,
        "en",
        later(20),
    )
    assert contact.asked_reason is not None
    assert contact.asked_reason.reason.name == "skola"
    assert contact.priority == 40  # The menu's own, above the reason's.
    assert kinds(contact) == ["received", "keyed", "keyed", "queued"]
    assert call.state is State.HELD


def test_who_presses_nothing_is_helped_on_in_the_first_language(
    desk: Desk, provider: Provider
) -> None:
    call = ring(provider)
    for seconds in (10, 20, 30, 40, 50):
        provider.stay_silent(call, at=later(seconds))
    contact = contact_of(call)
    assert (contact.state, contact.language, contact.asked_reason) == (
        ContactState.WAITING,
        "sv",
        None,
    )


def test_a_desk_without_a_menu_still_answers(desk: Desk, provider: Provider) -> None:
    MenuVersion.objects.all().delete()
    call = ring(provider)
    assert (call.state, contact_of(call).state) == (State.HELD, ContactState.WAITING)


def test_calls_keep_the_version_they_began_in(desk: Desk, provider: Provider) -> None:
    call = ring(provider)
    tree = small()
    tree["nodes"]["sprak"]["keys"] = {"8": "sv", "9": "en"}
    MenuVersion.objects.create(desk=desk, number=2, tree=tree, published_at=later(1))
    provider.press(call, "2", at=later(10))
    assert Call.objects.get().place == "val"
    other = ring(provider, at=later(20))
    provider.press(other, "9", at=later(30))
    assert Call.objects.order_by("pk").last().language == "en"


def test_an_unknown_number_is_hung_up_on_and_logged(
    desk: Desk, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    call = provider.place_call(from_number=CALLER, to_number="+46700000000", at=OPEN)
    assert call.is_over
    assert Contact.objects.count() == 0
    assert "a number that no desk has" in caplog.text


# --- Waiting and talking ---


def test_the_guide_who_answers_is_connected_at_their_own_telephone(
    desk: Desk, provider: Provider
) -> None:
    guide = ready_guide(desk)
    call = in_line(provider)
    assert contact_of(call).state == ContactState.OFFERED
    life.answer(contact=contact_of(call), by=guide.user, at=later(25))
    provider.hold_ends(call, at=later(25))
    assert (call.state, call.connected_to) == (State.TALKING, "+4619219999")
    assert call.action["callerid"] == CALLER
    provider.guide_hangs_up(call, at=later(85))
    contact = contact_of(call)
    assert (contact.state, contact.answered_at, contact.ended_at) == (
        ContactState.WRAP_UP,
        later(25),
        later(85),
    )
    assert call.is_over
    assert Call.objects.get().hung_up_at == later(85)


def test_the_callers_hanging_up_ends_the_talk(desk: Desk, provider: Provider) -> None:
    guide = ready_guide(desk)
    call = in_line(provider)
    life.answer(contact=contact_of(call), by=guide.user, at=later(25))
    provider.hold_ends(call, at=later(25))
    provider.hang_up(call, at=later(65))
    assert contact_of(call).ended_at == later(65)
    guide.refresh_from_db()
    assert guide.availability == Availability.WRAP_UP


def test_waiting_goes_on_until_someone_answers(desk: Desk, provider: Provider) -> None:
    call = in_line(provider)
    for seconds in (24, 28, 32):
        provider.hold_ends(call, at=later(seconds))
    assert (call.state, contact_of(call).state) == (State.HELD, ContactState.WAITING)


def test_a_guide_whose_telephone_is_not_answered_goes_on_a_break_and_the_place_is_kept(
    desk: Desk, provider: Provider
) -> None:
    guide = ready_guide(desk)
    call = in_line(provider)
    life.answer(contact=contact_of(call), by=guide.user, at=later(25))
    provider.hold_ends(call, at=later(25))
    provider.guide_does_not_answer(call, at=later(55))
    contact = contact_of(call)
    guide.refresh_from_db()
    assert (contact.state, contact.queued_at, contact.answered_at, contact.handovers) == (
        ContactState.WAITING,
        later(20),
        None,
        0,
    )
    assert (guide.availability, call.state) == (Availability.BREAK, State.HELD)


def test_a_call_handed_on_waits_and_is_connected_to_the_next_guide(
    desk: Desk, provider: Provider
) -> None:
    first = ready_guide(desk)
    call = in_line(provider)
    life.answer(contact=contact_of(call), by=first.user, at=later(25))
    provider.hold_ends(call, at=later(25))
    second = ready_guide(desk, extension="sip:bo@granby.example")
    life.hand_on(contact=contact_of(call), by=first.user, guide=second, at=later(60))
    provider.guide_hangs_up(call, at=later(61))
    assert call.state is State.HELD
    life.answer(contact=contact_of(call), by=second.user, at=later(65))
    provider.hold_ends(call, at=later(65))
    assert (call.state, call.connected_to) == (State.TALKING, "sip:bo@granby.example")


def test_a_guide_without_an_extension_is_told_of_in_the_log(
    desk: Desk, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    guide = ready_guide(desk, extension="")
    call = in_line(provider)
    life.answer(contact=contact_of(call), by=guide.user, at=later(25))
    provider.hold_ends(call, at=later(25))
    assert call.state is State.HELD
    assert "has no extension" in caplog.text


# --- Giving up ---


def test_who_hangs_up_in_the_menu_never_waited(desk: Desk, provider: Provider) -> None:
    call = ring(provider)
    provider.hang_up(call, at=later(8))
    contact = contact_of(call)
    assert (contact.state, contact.queued_at, contact.ended_at) == (
        ContactState.ABANDONED,
        None,
        later(8),
    )


def test_who_hangs_up_in_the_line_has_given_up(desk: Desk, provider: Provider) -> None:
    call = in_line(provider)
    provider.hang_up(call, at=later(120))
    contact = contact_of(call)
    assert (contact.state, contact.queued_at, contact.ended_at) == (
        ContactState.ABANDONED,
        later(20),
        later(120),
    )
    assert call.experience.waited_seconds == 100


# --- Closed, crisis, callback ---


def test_who_meets_a_closed_desk_hears_so_and_may_leave_a_message(
    desk: Desk, provider: Provider
) -> None:
    call = ring(provider, at=CLOSED)
    provider.press(call, "1", at=CLOSED)
    assert call.state is State.RECORDING
    provider.speak(call, 12, at=CLOSED)
    contact = contact_of(call)
    assert (contact.state, contact.callback_to) == (ContactState.WAITING, CALLER)
    assert VoiceMessage.objects.get().seconds == 12
    assert call.is_over
    contact.refresh_from_db()
    assert contact.state == ContactState.WAITING


def test_who_hangs_up_on_a_closed_desk_has_met_it_and_not_given_up(
    desk: Desk, provider: Provider
) -> None:
    call = ring(provider, at=CLOSED)
    provider.press(call, "1", at=CLOSED)
    provider.hang_up(call, at=CLOSED)
    contact = contact_of(call)
    assert (contact.state, contact.outcome) == (ContactState.DONE, Outcome.CLOSED)


def test_who_is_helped_by_the_menu_alone_is_done(desk: Desk, provider: Provider) -> None:
    tree = small()
    tree["nodes"]["val"]["keys"]["3"] = "hej"
    MenuVersion.objects.create(desk=desk, number=2, tree=tree, published_at=later(0))
    call = ring(provider)
    provider.press(call, "1", at=later(5))
    provider.press(call, "3", at=later(15))
    contact = contact_of(call)
    assert (contact.state, contact.outcome) == (ContactState.DONE, Outcome.SELF_SERVED)
    assert call.is_over


def test_a_crisis_message_is_heard_first_by_the_very_next_caller(
    desk: Desk, provider: Provider
) -> None:
    ring(provider)
    Desk.objects.filter(pk=desk.pk).update(crisis={"sv": "Koka vattnet."})
    heard = ring(provider, at=later(1)).experience.heard
    assert "/crisis/sv/" in heard[0]


def test_a_callback_keeps_the_place_and_survives_the_hanging_up(
    desk: Desk, provider: Provider
) -> None:
    call = in_line(provider)
    provider.press(call, "1", at=later(60))
    assert call.state is State.ASKED
    provider.press(call, "1", at=later(70))
    contact = contact_of(call)
    assert call.is_over
    assert (contact.state, contact.callback_to, contact.queued_at) == (
        ContactState.WAITING,
        CALLER,
        later(20),
    )
    assert EventKind.CALLBACK in kinds(contact)


def test_who_declines_to_be_called_back_stands_where_they_stood(
    desk: Desk, provider: Provider
) -> None:
    call = in_line(provider)
    provider.press(call, "1", at=later(60))
    provider.stay_silent(call, at=later(70))
    assert call.state is State.HELD
    assert contact_of(call).queued_at == later(20)


def test_a_withheld_number_cannot_be_called_back_and_waits_on(
    desk: Desk, provider: Provider
) -> None:
    call = ring(provider, number="anonymous")
    provider.press(call, "1", at=later(10))
    provider.press(call, "1", at=later(20))
    provider.press(call, "1", at=later(60))
    provider.press(call, "1", at=later(70))
    assert call.state is State.HELD
    assert contact_of(call).callback_to == ""


# --- The same again, and what must not come in ---


def test_a_webhook_whose_answer_was_lost_is_answered_the_same_and_done_once(
    desk: Desk, provider: Provider
) -> None:
    with provider.answers_lost(2):
        call = ring(provider)
    with provider.answers_lost(3):
        provider.press(call, "2", at=later(10))
    with provider.answers_lost(1):
        provider.press(call, "1", at=later(20))
    assert call.experience.retries == 6
    contact = contact_of(call)
    assert kinds(contact) == ["received", "keyed", "keyed", "queued"]
    assert (contact.language, Contact.objects.count(), Call.objects.count()) == ("en", 1, 1)
    with provider.answers_lost(2):
        provider.hang_up(call, at=later(30))
    assert contact_of(call).ended_at == later(30)
    assert kinds(contact_of(call)).count("abandoned") == 1


def test_nothing_is_kept_of_a_webhook_that_failed_half_way(
    desk: Desk, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ring(provider)

    def die(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("hundra.adapters.voice.elks46.rendering.Render.action", die)
        with pytest.raises(RuntimeError):
            provider.press(call, "1", at=later(10))
    assert (Call.objects.get().place, WebhookReceipt.objects.count()) == ("sprak", 1)
    provider.press(call, "1", at=later(10))
    assert Call.objects.get().place == "val"


def test_an_old_webhook_that_comes_late_moves_nothing(desk: Desk, provider: Provider) -> None:
    call = ring(provider)
    first = call.action
    while isinstance(first.get("next"), dict):
        first = first["next"]
    provider.press(call, "1", at=later(10))
    provider.press(call, "1", at=later(20))
    step = parse_qs(urlsplit(first["next"]).query)["steg"]
    assert step == ["1"]
    provider.transport.post(first["next"], {"callid": call.id, "result": "2"}, {})
    assert Call.objects.get().place == "skola"


def test_forged_webhooks_are_refused_with_a_line_in_the_log(
    desk: Desk, client: Client, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    form = {"callid": "c1", "from": CALLER, "to": PHONE}
    answer = client.post("/leverantor/46elks/start/?nyckel=gissad-hemlighet", form)
    assert answer.status_code == 403
    assert Contact.objects.count() == 0
    assert "A forged webhook was refused" in caplog.text
    assert "gissad" not in caplog.text
    assert settings.VOICE_SECRET not in caplog.text


def test_without_a_secret_nobody_gets_in(
    desk: Desk, client: Client, settings: LazySettings
) -> None:
    settings.VOICE_SECRET = ""
    assert client.post("/leverantor/46elks/start/?nyckel=", {"callid": "c1"}).status_code == 403


@pytest.mark.parametrize(
    ("event", "form", "status"),
    [
        ("start", {"callid": "c1", "from": CALLER, "to": PHONE, "x": "y" * 20_000}, 413),
        ("start", {"callid": "../../etc", "from": CALLER, "to": PHONE}, 400),
        ("start", {"from": CALLER, "to": PHONE}, 400),
        ("start", {"callid": "c1", "from": CALLER, "to": "inget nummer"}, 400),
        ("okand", {"callid": "c1"}, 400),
        ("meddelande", {"callid": "c1", "wav": "file:///etc/passwd", "duration": "1"}, 400),
        ("uppringd", {"callid": "c1"}, 400),
        ("knapp", {"callid": "aldrig-sedd", "result": "1"}, 200),
    ],
    ids=["big", "call-id", "no-id", "number", "event", "file", "call", "unknown-call"],
)
def test_webhooks_that_make_no_sense_are_refused(
    desk: Desk, client: Client, event: str, form: dict[str, str], status: int
) -> None:
    answer = client.post(addresses.webhook("46elks", event), form)
    assert answer.status_code == status
    assert Contact.objects.count() == 0
    if status == 200:
        assert answer.json() == {"hangup": "reject"}


def test_line_breaks_in_what_is_told_reach_no_header_and_no_log_line(
    desk: Desk, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    form = {"callid": "c1", "from": "+46\r\nX-Evil: 1", "to": PHONE}
    answer = client.post(addresses.webhook("46elks", "start"), form)
    assert (answer.status_code, answer.headers.get("X-Evil")) == (200, None)
    assert Contact.objects.get().party is None
    assert "X-Evil" not in caplog.text


def test_the_simulators_time_is_believed_in_a_demo_alone(
    desk: Desk, provider: Provider, settings: LazySettings
) -> None:
    settings.DEMO = False
    before = timezone.now()
    call = ring(provider)
    assert contact_of(call).received_at >= before
