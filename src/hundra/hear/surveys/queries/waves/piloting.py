"""What a pilot showed: how many answered, and which questions they left empty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hundra.hear.surveys.models import ItemKind, SealedAnswers, Wave
from hundra.hear.surveys.services import sealed

LEAST = 5
"""Fewer than so many answers are not looked at, not even for what was left empty."""

MANY = 0.2
"""A question that more than so many leave empty is worth another look."""


@dataclass(frozen=True)
class LeftEmpty:
    """A question and how many of those who answered the pilot left it empty."""

    label: str
    empty: int
    share: float
    is_many: bool


@dataclass(frozen=True)
class Outcome:
    """A closed pilot. `questions` is empty where too few answered."""

    answered: int
    questions: tuple[LeftEmpty, ...]
    comments: int

    @property
    def is_too_few(self) -> bool:
        return self.answered < LEAST


def pilot_outcome(wave: Wave) -> Outcome | None:
    """None until the pilot is closed; the question left empty by most comes first."""
    kept = SealedAnswers.objects.filter(wave=wave).values_list("count", flat=True).first()
    if not wave.is_pilot or kept is None:
        return None
    comments = wave.comments.count()
    if kept < LEAST:
        return Outcome(kept, (), comments)
    values = sealed.read(wave).values
    empty = np.count_nonzero(values < 0, axis=0)
    items = wave.question_set.items.filter(kind=ItemKind.SCALE)
    lines = [
        LeftEmpty(item.label, int(n), 100 * n / kept, n / kept > MANY)
        for item, n in zip(items, empty, strict=True)
    ]
    return Outcome(kept, tuple(sorted(lines, key=lambda line: -line.empty)), comments)
