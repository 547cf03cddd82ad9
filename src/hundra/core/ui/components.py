"""What components are given: plain values that queries can make."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Step:
    """A step of a way with an end. `state` is done, current, coming or stopped."""

    label: Any
    state: str = "coming"
    note: Any = ""


@dataclass(frozen=True)
class Tab:
    """A part of something, with its own address."""

    label: Any
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Part:
    """A share of a progress bar."""

    label: Any
    value: int
    total: int | None = None


class Change(Protocol):
    """One field that became something else."""

    @property
    def field(self) -> str: ...
    @property
    def before(self) -> Any: ...
    @property
    def after(self) -> Any: ...


class TrailEntry(Protocol):
    """What happened to a record at one moment; core.audit.queries.trail returns a list of them."""

    @property
    def at(self) -> datetime.datetime: ...
    @property
    def who(self) -> str: ...
    @property
    def kind(self) -> str: ...  # insert, update or delete
    @property
    def what(self) -> str: ...
    @property
    def changes(self) -> Sequence[Change]: ...
