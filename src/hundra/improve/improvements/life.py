"""The life of an improvement, as data: which steps are open from which state, and where they lead.

idea → planned → stamped → delivered → followed up; or withdrawn, from any of them. Steps back
exist for what was done by mistake. A withdrawn improvement that is taken up again keeps its
number, or, without one, begins as an idea.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hundra.improve.improvements.models import Improvement, ImprovementState


class Step(StrEnum):
    """What is done to an improvement: on the main way first, then back, then out."""

    PLAN = "plan"
    STAMP = "stamp"
    DELIVER = "deliver"
    FOLLOW_UP = "follow_up"
    REOPEN = "reopen"
    UNPLAN = "unplan"
    UNDELIVER = "undeliver"
    WITHDRAW = "withdraw"

    @property
    def leads_on(self) -> bool:
        """Is it a step forward on the main way?"""
        return self in {Step.PLAN, Step.STAMP, Step.DELIVER, Step.FOLLOW_UP}


@dataclass(frozen=True)
class Transition:
    step: Step
    source: ImprovementState
    target: ImprovementState
    numbered: bool | None = None
    """Only for those with (True) or without (False) a number; None for both."""


_S = ImprovementState

LIFE: tuple[Transition, ...] = (
    Transition(Step.PLAN, _S.IDEA, _S.PLANNED),
    Transition(Step.UNPLAN, _S.PLANNED, _S.IDEA),
    Transition(Step.STAMP, _S.PLANNED, _S.STAMPED),
    Transition(Step.DELIVER, _S.STAMPED, _S.DELIVERED),
    Transition(Step.UNDELIVER, _S.DELIVERED, _S.STAMPED),
    Transition(Step.FOLLOW_UP, _S.DELIVERED, _S.FOLLOWED_UP),
    Transition(Step.WITHDRAW, _S.IDEA, _S.WITHDRAWN),
    Transition(Step.WITHDRAW, _S.PLANNED, _S.WITHDRAWN),
    Transition(Step.WITHDRAW, _S.STAMPED, _S.WITHDRAWN),
    Transition(Step.WITHDRAW, _S.DELIVERED, _S.WITHDRAWN),
    Transition(Step.WITHDRAW, _S.FOLLOWED_UP, _S.WITHDRAWN),
    Transition(Step.REOPEN, _S.FOLLOWED_UP, _S.DELIVERED),
    Transition(Step.REOPEN, _S.WITHDRAWN, _S.IDEA, numbered=False),
    Transition(Step.REOPEN, _S.WITHDRAWN, _S.STAMPED, numbered=True),
)

# The main way, for steppers and boards; withdrawn stands beside it.
MAIN_WAY = (_S.IDEA, _S.PLANNED, _S.STAMPED, _S.DELIVERED, _S.FOLLOWED_UP)
# A number has been given, and the improvement still stands.
STANDING = (_S.STAMPED, _S.DELIVERED, _S.FOLLOWED_UP)
BEFORE_STAMP = (_S.IDEA, _S.PLANNED)


def transition(improvement: Improvement, step: Step) -> Transition | None:
    """The transition that the step makes from here, or None when it is not open."""
    for candidate in LIFE:
        fits_number = candidate.numbered in {None, improvement.number is not None}
        if candidate.step == step and candidate.source == improvement.state and fits_number:
            return candidate
    return None


def open_steps(improvement: Improvement) -> tuple[Step, ...]:
    """The steps that are open from the improvement's state, those that lead on first."""
    return tuple(step for step in Step if transition(improvement, step) is not None)
