"""Webhooks that come again, late, half-way, forged or hostile."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from tests.factories.calling import (
    CALLER,
    PHONE,
    contact_of,
    desk_with_menu,
    kinds,
    later,
    ring,
    simulated_provider,
)

from hundra.adapters.voice import addresses
from hundra.adapters.voice.simulator import Provider
from hundra.hear.contacts.models import (
    Call,
    Contact,
    Desk,
    WebhookReceipt,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings: LazySettings) -> Desk:
    settings.DEMO = True  # The simulator's time is believed in a demo alone.
    return desk_with_menu()


@pytest.fixture
def provider() -> Provider:
    return simulated_provider()


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
