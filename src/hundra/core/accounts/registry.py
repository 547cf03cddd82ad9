"""What accounts ask of the layers above, which register it in their AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from hundra.core.accounts.models import User

Trail = Callable[..., list[Any]]
LogReading = Callable[..., object]


@dataclass
class _Registered:
    trail: Trail | None = None
    log_reading: LogReading | None = None


_registered = _Registered()


def register(*, trail: Trail, log_reading: LogReading) -> None:
    """Called once, by core.audit."""
    _registered.trail, _registered.log_reading = trail, log_reading


def trail(record: models.Model, *, related: Sequence[str] = ()) -> list[Any]:
    """The record's history, as `core.audit.queries.trail` tells it."""
    assert _registered.trail is not None
    return _registered.trail(record, related=related)


def log_reading(*, by: User, record: models.Model, what: str) -> None:
    assert _registered.log_reading is not None
    _registered.log_reading(by=by, record=record, what=what)
