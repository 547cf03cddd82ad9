"""The life of a plan, as data: which steps are open from which state, and where they lead."""

from __future__ import annotations

from enum import StrEnum

from hundra.improve.plans.models import Plan, PlanState


class Step(StrEnum):
    """What is done to a plan: on the main way first, then back."""

    WORK_OUT = "work_out"
    ADOPT = "adopt"
    FOLLOW_UP = "follow_up"
    CLOSE = "close"
    GO_ON = "go_on"
    BACK = "back"


_S = PlanState
LIFE: dict[tuple[Step, str], PlanState] = {
    (Step.WORK_OUT, _S.DRAFT): _S.WORKED_OUT,
    (Step.BACK, _S.WORKED_OUT): _S.DRAFT,
    (Step.ADOPT, _S.WORKED_OUT): _S.ADOPTED,
    (Step.FOLLOW_UP, _S.ADOPTED): _S.FOLLOWED_UP,
    (Step.GO_ON, _S.FOLLOWED_UP): _S.ADOPTED,
    (Step.CLOSE, _S.FOLLOWED_UP): _S.CLOSED,
}
MAIN_WAY = (_S.DRAFT, _S.WORKED_OUT, _S.ADOPTED, _S.FOLLOWED_UP, _S.CLOSED)


def leads_to(step: Step, state: str) -> PlanState | None:
    """The state that the step leads to from this one, or None when it is not open."""
    return LIFE.get((step, PlanState(state)))


def open_steps(plan: Plan) -> tuple[Step, ...]:
    """The steps that are open from the plan's state, those that lead on first."""
    return tuple(step for step in Step if leads_to(step, plan.state) is not None)
