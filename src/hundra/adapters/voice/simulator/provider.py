"""The provider: follows call actions as https://46elks.com/docs/call-actions tells them."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from hundra.adapters.voice.guard import SIMULATED_TIME
from hundra.adapters.voice.simulator.caller import Call, Experience, State
from hundra.adapters.voice.simulator.transport import HttpTransport, Transport

HIGHEST_OK = 204
# "At least 5 times per callback"; here at once, by the simulator's clock.
TRIES = 5
NO_KEY = "failed"


class ProviderError(Exception):
    """Our side did not answer as the provider's documentation asks for."""


class Provider:
    """Plays 46elks towards the webhook at `voice_start`.

    Who waits in line waits until `hold_ends` is called: every four seconds, as the provider does,
    or in a simulated week just when a guide has answered. Calls may be driven from several
    threads, each call from one at a time.
    """

    def __init__(
        self,
        voice_start: str,
        *,
        transport: Transport | None = None,
        prefix: str = "c",
        on_retry: Callable[[str], None] | None = None,
    ) -> None:
        self.voice_start = voice_start
        self.transport = transport or HttpTransport()
        self.calls: dict[str, Call] = {}
        self.on_retry = on_retry
        self._prefix = prefix
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._lost = 0

    # --- What callers do ---

    def place_call(self, *, from_number: str, to_number: str, at: datetime) -> Call:
        """Somebody rings one of our numbers ("anonymous" withholds theirs)."""
        with self._lock:
            call_id = f"{self._prefix}{next(self._numbers):08d}"
            call = Call(call_id, Experience(call_id, from_number, to_number, at))
            self.calls[call_id] = call
        form = {
            "direction": "incoming",
            "callid": call_id,
            "from": from_number,
            "to": to_number,
            "created": at.isoformat(),
        }
        self._follow(call, self._ask(call, self.voice_start, form, at), at)
        return call

    def press(self, call: Call, digit: str, *, at: datetime) -> None:
        """A key, while keys are asked for or while waiting in a line that takes them."""
        self._must_be(call, State.ASKED, State.HELD)
        call.experience.keys.append((at, digit))
        action = call.action
        if call.state is State.HELD and "ivr" not in action:
            return  # The sound is played to its end whatever is pressed.
        while digit not in action and isinstance(action.get("next"), dict):
            action = action["next"]  # The piece goes by, and the next one takes the key.
        if digit in action:
            self._go(call, action[digit], at, {"result": digit})
        else:
            self._go(call, action.get("next"), at, {"result": digit})

    def stay_silent(self, call: Call, *, at: datetime) -> None:
        """No key in time."""
        self._must_be(call, State.ASKED)
        action = call.action
        while isinstance(action.get("next"), dict):
            action = action["next"]
        self._go(call, action.get("next"), at, {"result": NO_KEY, "why": "noinput"})

    def hold_ends(self, call: Call, *, at: datetime) -> None:
        """A piece of waiting is over. Who waits goes on waiting, or is connected."""
        self._must_be(call, State.HELD)
        told = NO_KEY if "ivr" in call.action else "success"
        self._go(call, call.action.get("next"), at, {"result": told})

    def speak(self, call: Call, seconds: int, *, at: datetime, address: str = "") -> None:
        """Leaves a message, and the call goes on; `address`: where the provider keeps it."""
        self._must_be(call, State.RECORDING)
        call.experience.recorded_seconds += seconds
        action = call.action
        wav = address or f"http://localhost:46046/a1/recordings/{call.id}.wav"
        form = {
            "callid": call.id,
            "wav": wav,
            "duration": str(seconds),
            "created": at.isoformat(),
            "from": call.experience.from_number,
            "to": call.experience.to_number,
        }
        self._ask(call, action["record"], form, at)
        self._go(call, action.get("next"), at, {"result": "success"})

    def hang_up(self, call: Call, *, at: datetime, by: str = "caller") -> None:
        """The caller puts down the telephone, wherever they are."""
        if not call.is_over:
            self._end(call, at, by)

    def guide_hangs_up(self, call: Call, *, at: datetime) -> None:
        """The guide's end of a talk is put down: the connection is over, the call may go on."""
        self._must_be(call, State.TALKING)
        self._connected(call, at, "success")

    def guide_does_not_answer(self, call: Call, *, at: datetime, busy: bool = False) -> None:
        """In place of a talk: the guide's telephone rang in vain."""
        self._must_be(call, State.TALKING)
        call.experience.answered_at = None
        self._connected(call, at, "busy" if busy else "failed")

    def pick_up(
        self, call_id: str, *, voice_start: str, to_number: str, hang_up: str, at: datetime
    ) -> Call:
        """A call that our side asked the API for is answered (see SimulatedApi)."""
        call = Call(call_id, Experience(call_id, "", to_number, at), direction="outgoing")
        call.when_hung_up = hang_up
        with self._lock:
            self.calls[call_id] = call
        form = {"direction": "outgoing", "callid": call_id, "from": "", "to": to_number}
        self._follow(call, self._ask(call, voice_start, form, at), at)
        return call

    # --- What happens on the way ---

    @contextmanager
    def answers_lost(self, count: int = 1) -> Iterator[None]:
        """The next answers get lost on their way, so their webhooks are sent again."""
        self._lost = count
        yield
        self._lost = 0

    def log(self) -> list[Experience]:
        """What each caller has met so far, in the order they rang."""
        return [call.experience for call in self.calls.values() if call.direction == "incoming"]

    # --- Inside ---

    def _must_be(self, call: Call, *states: State) -> None:
        if call.state not in states:
            raise ProviderError(f"{call.id} is {call.state}, not {' or '.join(states)}")

    def _go(self, call: Call, to: object, at: datetime, told: Mapping[str, str]) -> None:
        """On to `to`: an address that is asked, an action in place, or nothing, which ends."""
        if isinstance(to, str):
            form = {"callid": call.id, "from": call.experience.from_number, **told}
            self._follow(call, self._ask(call, to, form, at), at)
        elif isinstance(to, dict):
            self._follow(call, to, at)
        else:
            self._end(call, at, "menu")

    def _follow(self, call: Call, action: Mapping[str, Any], at: datetime) -> None:
        """Plays what is to be played, and stops where somebody has to do something."""
        call.when_hung_up = str(action.get("whenhangup") or call.when_hung_up)
        while "play" in action:
            call.experience.heard.append(action["play"])
            following = action.get("next")
            if isinstance(following, str):
                self._hold(call, action, at)
                return
            if following is None:
                self._end(call, at, "menu")
                return
            action = following
        self._stop(call, action, at)

    def _stop(self, call: Call, action: Mapping[str, Any], at: datetime) -> None:
        call.action = action
        if "connect" in action:
            call.state = State.TALKING
            call.connected_to = action["connect"]
            call.experience.connected_to.append(action["connect"])
            call.experience.answered_at = call.experience.answered_at or at
        elif "record" in action:
            call.state = State.RECORDING
        elif "ivr" in action:
            self._asked(call, action, at)
        else:
            self._end(call, at, "menu")

    def _asked(self, call: Call, action: Mapping[str, Any], at: datetime) -> None:
        piece: Any = action
        while isinstance(piece, dict) and "ivr" in piece:
            call.experience.heard.append(piece["ivr"])
            piece = piece.get("next")
        if isinstance(piece, str) and "/vantan/" in piece:
            self._hold(call, action, at)
        else:
            call.state = State.ASKED

    def _hold(self, call: Call, action: Mapping[str, Any], at: datetime) -> None:
        call.action = action
        call.state = State.HELD
        call.experience.held_at = call.experience.held_at or at

    def _connected(self, call: Call, at: datetime, result: str) -> None:
        if result == "success":
            call.experience.hung_up_by = "guide"
        self._go(call, call.action.get("next"), at, {"result": result})

    def _end(self, call: Call, at: datetime, by: str) -> None:
        call.state = State.OVER
        call.experience.hung_up_at = at
        call.experience.hung_up_by = call.experience.hung_up_by or by
        if call.when_hung_up:
            self._ask(call, call.when_hung_up, {"id": call.id, "callid": call.id}, at)

    def _ask(
        self, call: Call, url: str, form: Mapping[str, str], at: datetime
    ) -> Mapping[str, Any]:
        """A webhook, again and again until it is answered."""
        headers = {SIMULATED_TIME: at.isoformat()}
        failed = "no answer"
        for attempt in range(TRIES):
            if attempt:
                call.experience.retries += 1
                if self.on_retry:
                    self.on_retry(url)
            try:
                answer = self.transport.post(url, form, headers)
            except OSError:
                continue
            if answer.status > HIGHEST_OK:
                failed = f"{answer.status} for {url.partition('?')[0].rpartition('/46elks/')[2]}"
                continue
            if self._lost > 0:
                self._lost -= 1
                continue
            return self._read(answer.body)
        raise ProviderError(f"Given up after {TRIES} tries: {failed}")

    def _read(self, body: bytes) -> Mapping[str, Any]:
        try:
            action = json.loads(body or b"{}")
        except ValueError as error:
            raise ProviderError(f"Not JSON: {body[:80]!r}") from error
        if not isinstance(action, dict):
            raise ProviderError(f"Not an action: {body[:80]!r}")
        return action
