"""What comes out: everybody's weeks, how good they are, and what came of each wish."""

from __future__ import annotations

from dataclasses import dataclass

from hundra.engines.rostering.holidays.conflict import WeekClash
from hundra.engines.rostering.holidays.summer import Plan
from hundra.engines.rostering.solution import Reason, Status, relative_gap


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAnswer:
    """What came of the wish with the key; the reasons are for a refusal. A choice that ranks
    below the one that was granted has no answer."""

    person: str
    key: str
    granted: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummerOutcome:
    """The best weeks found. `conflict` is for infeasible input: giving up any one dissolves it."""

    status: Status
    weeks: Plan | None = None
    value: int | None = None
    bound: float = 0.0
    seconds: float = 0.0
    answers: tuple[WeekAnswer, ...] = ()
    conflict: tuple[WeekClash, ...] = ()

    @property
    def gap(self) -> float | None:
        """How much worse than the bound the weeks can be, as a share of their value."""
        return relative_gap(self.value, self.bound)
