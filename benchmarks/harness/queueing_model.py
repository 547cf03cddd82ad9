"""The models that benchmarks/queueing.py has all of its peers play."""

from __future__ import annotations

from dataclasses import dataclass

COMMON, OTHER = "sv", "ar"


@dataclass(frozen=True)
class Model:
    """`both` guides speak both languages, `one` the common one only."""

    per_hour: dict[str, float]
    one: int
    both: int
    handling_seconds: float
    patience_seconds: float
    seconds: float
    warm_up_seconds: float
    within_seconds: float = 20
