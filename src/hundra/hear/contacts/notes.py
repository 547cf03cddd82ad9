"""What a note should rather not hold: minimal notes are what secrecy and GDPR ask for.

A warning, not a stop: sometimes the detail is the matter itself. The guide sees each and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hundra.engines.text.health import find_health_words
from hundra.engines.text.personal_data import FindingKind, find_personal_data


class ConcernKind(StrEnum):
    PERSONAL_NUMBER = "personal_number"
    HEALTH = "health"


@dataclass(frozen=True, kw_only=True, order=True)
class Concern:
    """`text` stands at `start`:`end` of the note and may not be needed there."""

    start: int
    end: int
    kind: ConcernKind
    text: str


def concerns(note: str) -> tuple[Concern, ...]:
    """The personal numbers of the note, and its words about health, in their order."""
    numbers = [
        Concern(start=one.start, end=one.end, kind=ConcernKind.PERSONAL_NUMBER, text=one.text)
        for one in find_personal_data(note)
        if one.kind == FindingKind.PERSONAL_NUMBER
    ]
    health = [
        Concern(start=one.start, end=one.end, kind=ConcernKind.HEALTH, text=one.text)
        for one in find_health_words(note)
    ]
    return tuple(sorted([*numbers, *health]))
