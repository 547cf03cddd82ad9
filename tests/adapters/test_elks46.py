"""46elks' API against its simulator: SMS, ringing back, recordings, sounds."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory
from tests.factories.telephony import ClientTransport

from hundra.adapters.elks46 import Api, LaterError, RefusedError
from hundra.adapters.sms import Elks46Carrier
from hundra.adapters.voice import addresses
from hundra.adapters.voice.simulator import Provider, SimulatedApi, State, serve
from hundra.adapters.voice.speech import ESpeak
from hundra.core.messages import services as messages
from hundra.core.messages.carriers import PermanentError, TemporaryError, UnavailableError
from hundra.core.messages.errors import InvalidMessageError
from hundra.core.messages.models import Message
from hundra.hear.contacts.errors import NotPossibleNowError
from hundra.hear.contacts.menus.walking import Part, Utterance
from hundra.hear.contacts.models import Availability, Call, Contact, ContactState, VoiceMessage
from hundra.hear.contacts.services import calls, life
from hundra.hear.contacts.services.calls import messages as spoken
from hundra.hear.contacts.services.calls import ringing_back
from hundra.hear.contacts.telephony import Sound, SpeechError, TelephonyError

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
CALLER = "+46701740601"
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40)


@pytest.fixture
def api() -> Iterator[SimulatedApi]:
    with serve() as running:
        yield running


@pytest.fixture
def voice(api: SimulatedApi, settings: LazySettings) -> SimulatedApi:
    settings.VOICE_PROVIDER = "hundra.adapters.voice.elks46.provider.Elks46"
    settings.VOICE_URL = api.settings_url
    settings.DEMO = True
    return api


def text(to: str = CALLER) -> Message:
    return Message(channel="sms", recipient=to, body_text="Hur gick det?", purpose="survey")


# --- SMS ---


def test_a_text_is_handed_over_with_its_sender(api: SimulatedApi, settings: LazySettings) -> None:
    settings.SMS_FROM = "Granby"
    Elks46Carrier(Api.parse(api.settings_url)).send(text())
    assert [(sent["from"], sent["to"], sent["message"]) for sent in api.texts] == [
        ("Granby", CALLER, "Hur gick det?")
    ]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, PermanentError),
        (401, UnavailableError),
        (429, TemporaryError),
        (503, TemporaryError),
    ],
)
def test_refusals_are_judged(
    api: SimulatedApi, settings: LazySettings, status: int, error: type[Exception]
) -> None:
    api.fail_with = status
    with pytest.raises(error):
        Elks46Carrier(Api.parse(api.settings_url)).send(text())


def test_what_is_no_number_is_never_sent(api: SimulatedApi) -> None:
    with pytest.raises(PermanentError):
        Elks46Carrier(Api.parse(api.settings_url)).send(text("+46\r\nto=+46700000000"))
    assert api.texts == []


@pytest.mark.django_db
def test_texts_queue_in_the_outbox_beside_mail() -> None:
    queued = messages.send(
        channel="sms", to=CALLER, subject="Fråga", text="Hur gick det?", purpose="survey"
    )
    assert (queued.channel, queued.recipient) == ("sms", CALLER)
    with pytest.raises(InvalidMessageError):
        messages.send(channel="sms", to="alva@example.se", subject="", text="x", purpose="x")
    with pytest.raises(InvalidMessageError):
        messages.send(channel="fax", to=CALLER, subject="", text="x", purpose="x")


# --- The API's address ---


@pytest.mark.parametrize(
    "url",
    ["http://u:p@api.46elks.com/a1", "https://api.46elks.com/a1", "ftp://u:p@x", ""],
    ids=["clear", "no-user", "ftp", "empty"],
)
def test_addresses_that_would_leak_or_cannot_work_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must"):
        Api.parse(url)


def test_our_password_is_sent_nowhere_else(api: SimulatedApi) -> None:
    client = Api.parse(api.settings_url)
    with pytest.raises(RefusedError):
        client.fetch("http://169.254.169.254/latest/meta-data", max_bytes=100)
    with pytest.raises(LaterError):
        Api("http://127.0.0.1:9", "u", "p").post("sms", {})


# --- Ringing back ---


def waiting_to_be_rung(**more: Any) -> tuple[Contact, Any]:
    desk = DeskFactory.create(phone="+4619210000")
    guide = GuideFactory.create(
        desk=desk, extension="+4619219999", availability=Availability.READY, **more
    )
    contact = ContactFactory.create(desk=desk, callback_to=CALLER)
    return life.answer(contact=contact, by=guide.user, at=AT), guide


@pytest.mark.django_db
def test_the_guide_is_rung_first_and_then_the_one_who_asked(voice: SimulatedApi) -> None:
    contact, guide = waiting_to_be_rung()
    made = calls.ring_back(contact=contact, by=guide.user, at=AT)
    assert made is not None
    assert calls.ring_back(contact=contact, by=guide.user, at=AT) == made
    ringing_back.place(made)
    asked = voice.calls[0]
    assert (asked["from"], asked["to"]) == ("+4619210000", "+4619219999")
    provider = Provider("", transport=ClientTransport())
    call = provider.pick_up(
        asked["id"],
        voice_start=asked["voice_start"],
        to_number=asked["to"],
        hang_up=asked["whenhangup"],
        at=AT,
    )
    assert (call.state, call.connected_to) == (State.TALKING, CALLER)
    assert call.action["callerid"] == "+4619210000"
    provider.hang_up(call, at=AT)
    contact.refresh_from_db()
    assert contact.state == ContactState.WRAP_UP


@pytest.mark.django_db
def test_a_call_that_cannot_be_placed_ends_and_is_never_tried_twice(
    voice: SimulatedApi, caplog: pytest.LogCaptureFixture
) -> None:
    voice.fail_with = 500
    contact, guide = waiting_to_be_rung()
    made = calls.ring_back(contact=contact, by=guide.user, at=AT)
    ringing_back.place(made)
    voice.fail_with = 0
    made.refresh_from_db()
    ringing_back.place(made)
    assert voice.calls == []
    assert made.hung_up_at is not None
    assert "could not be placed" in caplog.text


@pytest.mark.django_db
def test_only_who_has_the_contact_rings_back(voice: SimulatedApi) -> None:
    contact, _ = waiting_to_be_rung()
    stranger = GuideFactory.create(desk=contact.desk)
    with pytest.raises(NotPossibleNowError):
        calls.ring_back(contact=contact, by=stranger.user)


# --- Spoken messages ---


@pytest.mark.django_db
def test_a_spoken_message_is_brought_home_once(voice: SimulatedApi) -> None:
    voice.recordings["/a1/recordings/r1.wav"] = WAV
    call = Call.objects.create(contact=ContactFactory.create(), provider="46elks", provider_id="c1")
    address = f"{voice.url}/recordings/r1.wav"
    spoken.keep(call, address=address, seconds=7, at=AT)
    spoken.keep(call, address=address, seconds=7, at=AT)
    message = VoiceMessage.objects.get()
    spoken.fetch(message)
    assert Path(message.file.path).read_bytes() == WAV


@pytest.mark.django_db
def test_a_recording_that_lies_elsewhere_is_not_fetched(voice: SimulatedApi) -> None:
    call = Call.objects.create(contact=ContactFactory.create(), provider="46elks", provider_id="c1")
    spoken.keep(call, address="http://127.0.0.1:9/evil.wav", seconds=7, at=AT)
    with pytest.raises(TelephonyError):
        spoken.fetch(VoiceMessage.objects.get())


# --- Sounds ---


def test_who_waits_hears_tones_of_the_length_that_is_told(client: Client) -> None:
    answer = client.get(addresses.hold())
    with wave.open(BytesIO(answer.content)) as sound:
        assert (sound.getnchannels(), sound.getframerate()) == (1, 8000)
        assert sound.getnframes() / sound.getframerate() == 4


@pytest.mark.django_db
def test_what_is_not_said_has_no_sound(client: Client) -> None:
    desk = DeskFactory.create()
    sound = Sound(desk.pk, None, Utterance(Part.SAY, "sv", "", "finns-inte"))
    assert client.get(addresses.sound(sound)).status_code == 404


def test_a_changed_text_has_another_address() -> None:
    one, other = (Sound(1, 2, Utterance(Part.SAY, "sv", said, "hej")) for said in ("Hej", "Hallå"))
    assert addresses.sound(one) != addresses.sound(other)
    assert addresses.sound(one) == addresses.sound(one)


def test_a_language_without_a_voice_must_be_recorded() -> None:
    assert not ESpeak().can_read("so")
    with pytest.raises(SpeechError):
        ESpeak().read("Nabad", "so")


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_text_is_read_aloud_and_kept(settings: LazySettings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    read = ESpeak().read("Välkommen till Granby.", "sv")
    assert read[:4] == b"RIFF"
    assert [file.read_bytes() for file in (tmp_path / "speech").iterdir()] == [read]
