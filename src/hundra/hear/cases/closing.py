"""What happens after a case has been closed, such as a question about how it went.

    closing.register(ask_the_citizen)        # in AppConfig.ready()

where `ask_the_citizen(case)` is called when the closing has been committed. A listener that fails
is logged and stops neither the others nor the one who closed the case.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from hundra.hear.cases.models import Case

Listener = Callable[[Case], object]

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Called from AppConfig.ready()."""
    _listeners.append(listener)


def announce(case: Case) -> None:
    """Tells all, once the caller's transaction has been committed."""
    for listener in _listeners:
        transaction.on_commit(_call(listener, case), robust=True)


def _call(listener: Listener, case: Case) -> Callable[[], None]:
    """A function with a name, which Django puts in the log if it fails."""

    def told() -> None:
        listener(case)

    return told
