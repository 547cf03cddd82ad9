"""Our actions as the call actions of 46elks, in JSON.

Keys that are pressed during "play" are lost there, so what is said while keys count is "ivr", each
piece of it, and a key is sent on at once, whichever piece is playing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hundra.adapters.voice import addresses
from hundra.hear.contacts.telephony import Action, Ask, Connect, Hold, Record

PROVIDER = "46elks"
PIECE_SECONDS = 1  # How long after each piece but the last a key is waited for.


@dataclass(frozen=True)
class Render:
    """Actions for the next step of a call."""

    step: int

    def action(self, action: Action) -> dict[str, Any]:
        said = [addresses.sound(each) for each in action.said]
        if isinstance(action, Ask):
            return self._ask(said, action)
        if isinstance(action, Hold):
            return self._hold(said, action)
        if isinstance(action, Connect):
            return self._after(said, self._connect(action))
        if isinstance(action, Record):
            return self._after(said, self._record(action))
        return self._after(said, {"hangup": "reject"} if not said else None)

    def _url(self, event: str, **query: str) -> str:
        return addresses.webhook(PROVIDER, event, step=self.step, **query)

    def _after(self, said: Sequence[str], then: dict[str, Any] | None) -> dict[str, Any]:
        """All that is said, one after the other, and then what is to be done; None: the end."""
        for sound in reversed(said):
            piece: dict[str, Any] = {"play": sound, "skippable": False}
            if then is not None:
                piece["next"] = then
            then = piece
        return then or {}

    def _ask(self, said: Sequence[str], action: Ask) -> dict[str, Any]:
        pieces = list(said) or [addresses.hold()]
        asked = self._ivr(pieces[-1], action.seconds, "knapp")
        for sound in reversed(pieces[:-1]):
            asked = {
                "ivr": sound,
                "digits": 1,
                "timeout": PIECE_SECONDS,
                "repeat": 1,
                **{key: self._url("knapp", knapp=key) for key in action.keys},
                "next": asked,
            }
        return asked

    def _ivr(self, sound: str, seconds: int, event: str) -> dict[str, Any]:
        return {
            "ivr": sound,
            "digits": 1,
            "timeout": seconds,
            "repeat": 1,
            "next": self._url(event),
        }

    def _hold(self, said: Sequence[str], action: Hold) -> dict[str, Any]:
        if action.keys:
            waiting = self._ivr(addresses.hold(), PIECE_SECONDS, "vantan")
        else:
            waiting = {"play": addresses.hold(), "skippable": False, "next": self._url("vantan")}
        return self._after(said, waiting)

    def _connect(self, action: Connect) -> dict[str, Any]:
        connected = {"connect": action.to, "next": self._url("koppling")}
        if action.caller_id:
            connected["callerid"] = action.caller_id
        return connected

    def _record(self, action: Record) -> dict[str, Any]:
        return {
            "play": "sound/beep",
            "next": {
                "record": self._url("meddelande"),
                "timelimit": action.seconds,
                "silencedetection": "yes",
                "next": self._url("inspelat"),
            },
        }


def with_hang_up(rendered: dict[str, Any]) -> dict[str, Any]:
    """The first answer of a call tells where its end is to be told."""
    return {**rendered, "whenhangup": addresses.webhook(PROVIDER, "slut")}
