"""What accounts ask of the layers above, which register it in their AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models

from hundra.core.accounts.models import User

_registered: dict[str, Callable[..., Any]] = {}


def register(*, trail: Callable[..., list[Any]], log_reading: Callable[..., object]) -> None:
    """Called once, by core.audit, with its functions of the same names."""
    _registered.update(trail=trail, log_reading=log_reading)


def trail(record: models.Model, *, related: Sequence[str] = ()) -> list[Any]:
    """The record's history, as `core.audit.queries.trail` tells it."""
    entries: list[Any] = _registered["trail"](record, related=related)
    return entries


def log_reading(*, by: User, record: models.Model, what: str) -> None:
    _registered["log_reading"](by=by, record=record, what=what)
