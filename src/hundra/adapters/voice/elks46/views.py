"""The webhooks of 46elks. https://46elks.com/docs/receive-call and the pages of each action."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hundra.adapters.voice.elks46.rendering import PROVIDER, Render, with_hang_up
from hundra.adapters.voice.guard import from_provider, time_of
from hundra.core.ui.access import open_to_all
from hundra.hear.contacts.services import calls
from hundra.hear.contacts.telephony import (
    Connected,
    Event,
    Held,
    HungUp,
    PickedUp,
    Pressed,
    Reached,
    Recorded,
    Said,
    Started,
)

logger = logging.getLogger("hundra.telephony")
CALL_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
DIGITS = re.compile(r"[0-9*#]{1,12}")
NUMBER = re.compile(r"\+[0-9]{5,15}")
STEP = re.compile(r"[0-9]{1,6}")
MOST_SECONDS = 86_400
REACHED = {"success": Reached.YES, "busy": Reached.BUSY}


@open_to_all
@csrf_exempt
@require_POST
@from_provider
def webhook(request: HttpRequest, event: str) -> HttpResponse:
    """Any webhook: understood, done once, and answered. What cannot be understood is 400."""
    call_id = request.POST.get("callid") or request.POST.get("id", "")
    read = READERS.get(event)
    if read is None or not CALL_ID.fullmatch(call_id):
        logger.warning("A webhook could not be understood: %r", event[:40])
        return HttpResponse(status=400)
    told = read(request, {"provider": PROVIDER, "call_id": call_id, "at": time_of(request)})
    if told is None:
        logger.warning("A webhook could not be understood: %r", event[:40])
        return HttpResponse(status=400)
    step = _step(request)
    answer = calls.once(
        provider=PROVIDER,
        key=_key(call_id, event, step),
        at=told.at,
        work=lambda: _answer(told, step),
    )
    return JsonResponse(answer)


def _step(request: HttpRequest) -> int:
    told = request.GET.get("steg", "")
    return int(told) if STEP.fullmatch(told) else 0


def _key(call_id: str, event: str, step: int) -> str:
    """One answer for each step of a call. The end, and a recording, are told beside the steps."""
    beside = event if event in {"slut", "meddelande"} else ""
    return f"{call_id}:{beside or step}"


def _answer(told: Event, step: int) -> dict[str, Any]:
    action = calls.handle(told)
    if isinstance(told, HungUp | Recorded):
        return {}
    rendered = Render(step + 1).action(action)
    return with_hang_up(rendered) if isinstance(told, Started | PickedUp) else rendered


# --- Their words to ours; None for what is not one of theirs ---

Base = dict[str, Any]


def _started(request: HttpRequest, base: Base) -> Event | None:
    to_number = request.POST.get("to", "")
    if not NUMBER.fullmatch(to_number):
        return None
    from_number = request.POST.get("from", "")
    # Withheld numbers come as words.
    known = from_number if NUMBER.fullmatch(from_number) else ""
    return Started(**base, from_number=known, to_number=to_number)


def _picked_up(request: HttpRequest, base: Base) -> Event | None:
    call = request.GET.get("samtal", "")
    return PickedUp(**base, call=int(call)) if re.fullmatch(r"[0-9]{1,18}", call) else None


def _digits(request: HttpRequest) -> str:
    """Which key: in our own address, or as the result ("failed" when none was pressed)."""
    told = request.GET.get("knapp") or request.POST.get("result", "")
    return told if DIGITS.fullmatch(told) else ""


def _pressed(request: HttpRequest, base: Base) -> Event | None:
    return Pressed(**base, digits=_digits(request))


def _held(request: HttpRequest, base: Base) -> Event | None:
    return Held(**base, digits=_digits(request))


def _connected(request: HttpRequest, base: Base) -> Event | None:
    return Connected(**base, reached=REACHED.get(request.POST.get("result", ""), Reached.NO))


def _recorded(request: HttpRequest, base: Base) -> Event | None:
    address, seconds = request.POST.get("wav", ""), request.POST.get("duration", "0")
    if not address.startswith(("https://", "http://")) or not STEP.fullmatch(seconds):
        return None
    return Recorded(**base, address=address, seconds=min(int(seconds), MOST_SECONDS))


def _said(request: HttpRequest, base: Base) -> Event | None:
    return Said(**base)


def _hung_up(request: HttpRequest, base: Base) -> Event | None:
    return HungUp(**base)


READERS: dict[str, Callable[[HttpRequest, Base], Event | None]] = {
    "start": _started,
    "uppringd": _picked_up,
    "knapp": _pressed,
    "vantan": _held,
    "koppling": _connected,
    "meddelande": _recorded,
    "inspelat": _said,
    "slut": _hung_up,
}
