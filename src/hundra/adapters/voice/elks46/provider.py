"""What we ask 46elks to do. https://46elks.com/docs/make-call"""

from __future__ import annotations

from django.conf import settings

from hundra.adapters.elks46 import Api, ApiError
from hundra.adapters.voice import addresses
from hundra.adapters.voice.elks46.rendering import PROVIDER
from hundra.hear.contacts.telephony import TelephonyError

RING_SECONDS = "30"


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

    def fetch(self, address: str, *, max_bytes: int) -> bytes:
        try:
            return Api.parse(settings.VOICE_URL).fetch(address, max_bytes=max_bytes)
        except ApiError as error:
            raise TelephonyError(str(error)) from error
