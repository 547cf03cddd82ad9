"""Programmes and their numbered improvements."""

from hundra.improve.improvements.models.improvement import (
    Answers,
    Improvement,
    ImprovementState,
    Tick,
    Update,
)
from hundra.improve.improvements.models.programme import Criterion, Programme, Topic

__all__ = [
    "Answers",
    "Criterion",
    "Improvement",
    "ImprovementState",
    "Programme",
    "Tick",
    "Topic",
    "Update",
]
