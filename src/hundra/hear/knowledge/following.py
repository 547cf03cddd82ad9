"""What it means to follow an address; `config` chooses who does it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    WORKS = "works"
    BROKEN = "broken"
    NOT_PUBLIC = "not_public"  # Inside our own net: never asked.


@dataclass(frozen=True)
class Followed:
    """What was found at an address: `status` of HTTP, or the `reason` that there was none."""

    outcome: Outcome
    status: int = 0
    reason: str = ""

    @property
    def said(self) -> str:
        return str(self.status) if self.status else self.reason


class Follower(Protocol):
    def __call__(self, url: str) -> Followed: ...
