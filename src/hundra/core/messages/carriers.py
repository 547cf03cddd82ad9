"""How a message leaves the house: what a carrier promises. The carriers stand in adapters/."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from django.conf import settings
from django.utils.module_loading import import_string

from hundra.core.messages.models import Message


class CarrierError(Exception):
    """The message was not accepted. The text is for the operator."""


class TemporaryError(CarrierError):
    """Not now: try this message again later."""


class PermanentError(CarrierError):
    """Never: the receiving side refused this message for good."""


class UnavailableError(CarrierError):
    """The carrier cannot be reached or will not let us in; that is not the message's fault."""


class Carrier(Protocol):
    """Opened once for a round of messages; `send` returns when the other side has answered.

    A normal return means that responsibility for the message was taken over. Raises
    TemporaryError, PermanentError or UnavailableError otherwise. A repeat of a message must
    carry the same identity (Message-ID), so that the receiver can tell.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def send(self, message: Message) -> None: ...


def carrier_for(channel: str) -> Carrier:
    """The carrier that the settings chose for a channel."""
    carrier: Carrier = import_string(settings.CARRIERS[channel])()
    return carrier
