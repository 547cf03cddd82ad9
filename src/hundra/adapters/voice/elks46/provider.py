"""What we ask 46elks to do. https://46elks.com/docs/make-call and /show-call-id"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings

from hundra.adapters.elks46 import Api, ApiError, MissingError
from hundra.adapters.voice import addresses
from hundra.adapters.voice.elks46.rendering import PROVIDER
from hundra.hear.contacts.telephony import Standing, TelephonyError

RING_SECONDS = "30"
GOES_ON = {"ongoing"}
OVER = {"success", "failed", "busy"}


class Elks46:
    """The provider of `hear.contacts.telephony.Provider` at settings.VOICE_URL."""

    name = PROVIDER

    def ring(self, *, to: str, from_number: str, call: int) -> str:
        form = {
            "from": from_number,
            "to": to,
            "timeout": RING_SECONDS,
            "voice_start": addresses.webhook(PROVIDER, "uppringd", samtal=str(call)),
            "whenhangup": addresses.webhook(PROVIDER, "slut"),
        }
        try:
            answer = Api.parse(settings.VOICE_URL).post("calls", form)
        except ApiError as error:
            raise TelephonyError(str(error)) from error
        given = answer.get("id")
        if not isinstance(given, str) or not given or answer.get("state") == "failed":
            raise TelephonyError("46elks did not place the call")
        return given[:100]

    def standing(self, call_id: str) -> Standing:
        try:
            told = Api.parse(settings.VOICE_URL).get(f"calls/{quote(call_id, safe='')}")
        except MissingError:
            return Standing(is_over=True)
        except ApiError as error:
            raise TelephonyError(str(error)) from error
        state = told.get("state")
        if state not in GOES_ON | OVER:
            raise TelephonyError("46elks told a state that is not known here")
        return Standing(is_over=state in OVER, ended_at=_end(told) if state in OVER else None)

    def fetch(self, address: str, *, max_bytes: int) -> bytes:
        try:
            return Api.parse(settings.VOICE_URL).fetch(address, max_bytes=max_bytes)
        except ApiError as error:
            raise TelephonyError(str(error)) from error


def _end(told: Mapping[str, Any]) -> datetime | None:
    """ "start" (in UTC, without saying so) and "duration" (seconds), where both are told."""
    try:
        start = datetime.fromisoformat(told["start"])
        return start.replace(tzinfo=start.tzinfo or UTC) + timedelta(seconds=told["duration"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
