"""Others, above, who want to know when an improvement is stamped or delivered.

A listener is called inside the transaction of the step, so what it writes (a queued mail, a job)
stands or falls with it. Register from `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from hundra.improve.improvements.models import Improvement


class Occasion(StrEnum):
    STAMPED = "stamped"
    DELIVERED = "delivered"


Listener = Callable[[Improvement, Occasion], None]

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Calls `listener(improvement, occasion)` at each stamp and delivery; never twice."""
    if listener not in _listeners:
        _listeners.append(listener)


def unregister(listener: Listener) -> None:
    """Takes the listener away again, if it is there."""
    if listener in _listeners:
        _listeners.remove(listener)


def announce(improvement: Improvement, occasion: Occasion) -> None:
    """Tells every listener; an error in one stops the step, so nothing is half told."""
    for listener in tuple(_listeners):
        listener(improvement, occasion)
