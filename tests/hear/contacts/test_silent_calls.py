"""Calls whose last webhook never comes are settled: nobody stands in line or talks for ever."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from tests.factories.calling import (
    contact_of,
    desk_with_menu,
    in_line,
    kinds,
    later,
    ready_guide,
    ring,
    simulated_provider,
)
from tests.factories.contacts import ContactFactory

from hundra.adapters.voice.simulator import Provider, SimulatedApi, State, serve
from hundra.hear.contacts.jobs import voice as jobs
from hundra.hear.contacts.models import Availability, Call, ContactState, Desk, Guide
from hundra.hear.contacts.queries.happened import happened
from hundra.hear.contacts.services import calls, life

pytestmark = pytest.mark.django_db

SOON = later(660)  # Eleven minutes after the first ring.
FIVE_HOURS = later(5 * 3600)


@pytest.fixture
def desk(settings: LazySettings) -> Desk:
    settings.DEMO = True  # The simulator's time is believed in a demo alone.
    return desk_with_menu()


@pytest.fixture
def api(settings: LazySettings) -> Iterator[SimulatedApi]:
    with serve() as running:
        settings.VOICE_PROVIDER = "hundra.adapters.voice.elks46.provider.Elks46"
        settings.VOICE_URL = running.settings_url
        yield running


@pytest.fixture
def provider() -> Provider:
    return simulated_provider()


def told(start: datetime, seconds: int, state: str = "success") -> dict[str, object]:
    """As 46elks tells of a call: times in UTC, without saying so."""
    return {
        "state": state,
        "start": start.replace(tzinfo=None).isoformat(timespec="microseconds"),
        "duration": seconds,
    }


def talking(desk: Desk, provider: Provider) -> tuple[str, Guide]:
    """A call in the middle of a talk, since half a minute after it began."""
    guide = ready_guide(desk)
    call = in_line(provider)
    life.answer(contact=contact_of(call), by=guide.user, at=later(30))
    provider.hold_ends(call, at=later(32))
    assert call.state is State.TALKING
    return call.id, guide


def test_a_talk_that_the_provider_has_seen_end_ends_then_and_the_guide_is_freed(
    desk: Desk, provider: Provider, api: SimulatedApi, caplog: pytest.LogCaptureFixture
) -> None:
    call_id, guide = talking(desk, provider)
    api.known[call_id] = told(later(0), 240)
    with caplog.at_level(logging.WARNING, "hundra.telephony"):
        assert calls.settle_silent(at=SOON) == 1
    contact = contact_of(provider.calls[call_id])
    assert (contact.state, contact.ended_at) == (ContactState.WRAP_UP, later(240))
    guide.refresh_from_db()
    assert (guide.availability, guide.since) == (Availability.WRAP_UP, later(240))
    assert Call.objects.get().hung_up_at == later(240)
    assert "fell silent" in caplog.text
    said = [one.what for one in happened(contact, tells_changes=False)]
    assert said.count("Samtalets slut meddelades aldrig") == 1


def test_a_call_that_goes_on_or_has_just_begun_is_left_alone(
    desk: Desk, provider: Provider, api: SimulatedApi
) -> None:
    call_id, _ = talking(desk, provider)
    api.known[call_id] = told(later(0), 0, "ongoing")
    assert calls.settle_silent(at=SOON) == 0
    assert calls.settle_silent(at=FIVE_HOURS) == 0
    just_begun = ring(provider, at=FIVE_HOURS)
    assert calls.settle_silent(at=FIVE_HOURS + timedelta(minutes=9)) == 0
    assert contact_of(just_begun).state == ContactState.MENU


@pytest.mark.parametrize("where", ["menu", "line"])
def test_who_the_provider_has_no_longer_has_given_up_when_last_heard_of(
    desk: Desk, provider: Provider, api: SimulatedApi, where: str
) -> None:
    call = ring(provider) if where == "menu" else in_line(provider)
    heard = 0
    if where == "line":
        heard = 44
        provider.hold_ends(call, at=later(heard))  # Tells nothing new but that they are there.
    assert calls.settle_silent(at=SOON) == 1
    contact = contact_of(call)
    assert (contact.state, contact.ended_at) == (ContactState.ABANDONED, later(heard))


def test_a_second_round_and_the_end_told_late_change_nothing(
    desk: Desk, provider: Provider, api: SimulatedApi
) -> None:
    call = in_line(provider)
    assert calls.settle_silent(at=SOON) == 1
    before = contact_of(call)
    assert calls.settle_silent(at=FIVE_HOURS) == 0
    provider.hang_up(call, at=FIVE_HOURS)
    after = contact_of(call)
    assert (after.state, after.ended_at) == (before.state, before.ended_at)
    assert kinds(after).count("abandoned") == kinds(after).count("changed") == 1


def test_who_is_to_be_rung_back_keeps_the_place(
    desk: Desk, provider: Provider, api: SimulatedApi
) -> None:
    call = in_line(provider)
    contact = contact_of(call)
    contact.callback_to = "+46701740601"
    contact.save(update_fields=["callback_to"])
    assert calls.settle_silent(at=SOON) == 1
    contact.refresh_from_db()
    assert contact.state == ContactState.WAITING


@pytest.mark.parametrize("why", ["down", "strange", "none"])
def test_where_nobody_can_say_four_hours_of_silence_decide(
    desk: Desk, provider: Provider, api: SimulatedApi, settings: LazySettings, why: str
) -> None:
    call_id, guide = talking(desk, provider)
    api.known[call_id] = told(later(0), 0, "on the moon")
    if why == "down":
        api.fail_with = 503
    elif why == "none":
        settings.VOICE_PROVIDER = ""
    assert calls.settle_silent(at=later(32 + 4 * 3600)) == 0
    assert calls.settle_silent(at=later(33 + 4 * 3600)) == 1
    contact = contact_of(provider.calls[call_id])
    assert (contact.state, contact.ended_at) == (ContactState.WRAP_UP, later(32))
    guide.refresh_from_db()
    assert guide.availability == Availability.WRAP_UP


def test_a_provider_that_is_down_is_asked_once_a_round(
    desk: Desk, provider: Provider, api: SimulatedApi, caplog: pytest.LogCaptureFixture
) -> None:
    ring(provider)
    ring(provider, number="+46701740602")
    api.fail_with = 503
    assert calls.settle_silent(at=SOON) == 0
    assert caplog.text.count("could not say") == 1


def test_a_call_back_that_was_never_placed_frees_its_guide(desk: Desk, api: SimulatedApi) -> None:
    guide = ready_guide(desk)
    contact = life.answer(
        contact=ContactFactory.create(desk=desk, callback_to="+46701740601"),
        by=guide.user,
        at=later(0),
    )
    made = calls.ring_back(contact=contact, by=guide.user, at=later(0))
    assert made is not None
    assert calls.settle_silent(at=SOON) == 1
    contact.refresh_from_db()
    assert contact.state == ContactState.WRAP_UP


def test_the_job_leaves_a_demos_calls_to_the_simulators_clock(
    desk: Desk, provider: Provider, api: SimulatedApi, settings: LazySettings
) -> None:
    call = in_line(provider)  # By the calendar, this was long ago or is yet to come.
    Call.objects.update(started_at=datetime(2020, 1, 1, tzinfo=later(0).tzinfo))
    jobs.settle_silent_calls(timestamp=0)
    assert contact_of(call).state == ContactState.WAITING
    settings.DEMO = False
    jobs.settle_silent_calls(timestamp=0)
    assert contact_of(call).state == ContactState.ABANDONED
