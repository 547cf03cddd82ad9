"""What an answer is counted under: coarse on purpose, and never who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hundra.hear.surveys.models import Kind

LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class About:
    """After what someone was asked. `desk` is the desk's slug, `reason` a ContactReason's key."""

    unit: int
    kind: str = Kind.CONTACT
    desk: str = ""
    channel: str = ""
    reason: int | None = None
    language: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> About:
        """From a mapping with the same names. Raises TypeError for others, ValueError if wrong."""
        about = cls(**given)
        if about.kind not in Kind.values or not isinstance(about.unit, int):
            raise ValueError(f"not about a contact or a case at a unit: {given}")
        if max(map(len, (about.desk, about.channel, about.language))) > LONGEST:
            raise ValueError(f"too long: {given}")
        return about

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def reason_text(self) -> str:
        return str(self.reason) if self.reason else ""
