"""What a telephone provider tells us, and what we ask of it: the protocol, whoever provides.

A provider's adapter turns its own requests into events, hands each to `services.calls.handle`,
and turns the action that comes back into its own reply. `docs/howto/telephony.md` tells how to
add one. Times are aware; numbers are E.164 or "" when withheld.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from hundra.hear.contacts.menus.walking import Utterance

# --- What the provider tells ---


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something happened to a call, which the provider knows by `call_id`."""

    provider: str
    call_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Started(Event):
    """Somebody rang one of our numbers."""

    from_number: str
    to_number: str


@dataclass(frozen=True, kw_only=True)
class PickedUp(Event):
    """The guide whom we rang, to ring somebody back, has picked up. `call`: our own number."""

    call: int


@dataclass(frozen=True, kw_only=True)
class Pressed(Event):
    """Keys were pressed, or none in time ("")."""

    digits: str


@dataclass(frozen=True, kw_only=True)
class Held(Event):
    """A piece of waiting is over; `digits` if a key was pressed meanwhile."""

    digits: str = ""


class Reached(StrEnum):
    YES = "yes"
    BUSY = "busy"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Connected(Event):
    """A connection is over: they talked, or the other end was busy or did not answer."""

    reached: Reached


@dataclass(frozen=True, kw_only=True)
class Recorded(Event):
    """A spoken message can be fetched. The call goes on with `Said`."""

    address: str
    seconds: int


@dataclass(frozen=True, kw_only=True)
class Said(Event):
    """The caller has finished their message, or left none."""


@dataclass(frozen=True, kw_only=True)
class HungUp(Event):
    """The call is over, whoever ended it."""


# --- What we ask for ---


@dataclass(frozen=True)
class Sound:
    """Something to be said: by a desk, out of a version of its menu (None: the plain menu)."""

    desk: int
    menu: int | None
    utterance: Utterance


@dataclass(frozen=True, kw_only=True)
class Action:
    """What the provider is to do next; what is `said` comes first."""

    said: tuple[Sound, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ask(Action):
    """Wait for one key, then tell `Pressed`."""

    keys: tuple[str, ...]
    seconds: int = 6


@dataclass(frozen=True, kw_only=True)
class Hold(Action):
    """Let the caller wait a little, then tell `Held`. With `keys`, one may be pressed meanwhile."""

    keys: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Connect(Action):
    """Ring `to` and let them talk; then tell `Connected`."""

    to: str
    caller_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Record(Action):
    """Take a message after a tone; tell `Recorded` and `Said`."""

    seconds: int = 120


@dataclass(frozen=True, kw_only=True)
class HangUp(Action):
    """End the call."""


# --- What a provider can do for us ---


class TelephonyError(Exception):
    """The provider did not do it. The text is for the operator."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a provider knows of a call. `ended_at`: None where it doesn't say."""

    is_over: bool
    ended_at: datetime | None = None


class Provider(Protocol):
    """A telephone provider, as `settings.VOICE_PROVIDER` names it."""

    name: str

    def ring(self, *, to: str, from_number: str, call: int) -> str:
        """Rings a guide for a call back; returns the provider's own id. Raises TelephonyError."""
        ...

    def standing(self, call_id: str) -> Standing:
        """Whether a call goes on; one that the provider has no longer is over.

        Raises TelephonyError when it cannot tell.
        """
        ...

    def fetch(self, address: str, *, max_bytes: int) -> bytes:
        """A message that was recorded. Raises TelephonyError."""
        ...


def provider() -> Provider | None:
    """The provider that the settings chose; None where there is none."""
    if not settings.VOICE_PROVIDER:
        return None
    made: Provider = import_string(settings.VOICE_PROVIDER)()
    return made


# --- Texts read aloud ---


class SpeechError(Exception):
    """The text could not be read aloud. The text is for the operator."""


class Speech(Protocol):
    """Reads texts aloud where nobody has recorded them, as `settings.SPEECH` names it."""

    def can_read(self, language: str) -> bool: ...

    def read(self, text: str, language: str) -> bytes:
        """A WAV file. Raises SpeechError."""
        ...


def speech() -> Speech:
    made: Speech = import_string(settings.SPEECH)()
    return made
