"""What the next wave of a survey says of activities that are measured by its scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hundra.hear.surveys.models import Wave
from hundra.improve.plans.models import Activity


@dataclass(frozen=True)
class Remeasured:
    """An activity's scale before and after. Without `later` it has not been asked again yet."""

    later: Wave | None = None
    words: str = ""
    tone: str = "neutral"
    reason: str = ""

    @property
    def public_words(self) -> str:
        return self.words


def remeasured(activities: Sequence[Activity]) -> dict[int, Remeasured]:
    return {activity.pk: Remeasured() for activity in activities}
