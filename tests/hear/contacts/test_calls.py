"""Calls through the menu, over the provider's own HTTP, played by the simulator."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from tests.factories.calling import (
    CALLER,
    CLOSED,
    OPEN,
    contact_of,
    desk_with_menu,
    in_line,
    kinds,
    later,
    ready_guide,
    ring,
    simulated_provider,
)
from tests.factories.telephony import small

from hundra.adapters.voice.simulator import Provider, State
from hundra.hear.cases.models import Party
from hundra.hear.contacts.models import (
    Availability,
    Call,
    Contact,
    ContactState,
    Desk,
    EventKind,
    MenuVersion,
    Outcome,
    VoiceMessage,
)
from hundra.hear.contacts.services import life

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings: LazySettings) -> Desk:
    settings.DEMO = True  # The simulator's time is believed in a demo alone.
    return desk_with_menu()


@pytest.fixture
def provider() -> Provider:
    return simulated_provider()


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
