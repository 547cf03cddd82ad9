"""The life of a suggestion, as data: which step leads from which states to which."""

from __future__ import annotations

from enum import StrEnum

from hundra.hear.suggestions.models import SuggestionState as State


class Step(StrEnum):
    """Something that is done to a suggestion."""

    ASK = "ask"
    ANSWER = "answer"
    ACCEPT = "accept"
    DECLINE = "decline"
    JOIN = "join"
    PLAN = "plan"
    DELIVER = "deliver"
    RELEASE = "release"


# step: (from any of, to)
STEPS: dict[Step, tuple[frozenset[State], State]] = {
    Step.ASK: (frozenset({State.NEW, State.ASKED}), State.ASKED),
    Step.ANSWER: (frozenset({State.ASKED}), State.NEW),
    # What was declined may be accepted after all.
    Step.ACCEPT: (frozenset({State.NEW, State.ASKED, State.DECLINED}), State.ACCEPTED),
    Step.DECLINE: (frozenset({State.NEW, State.ASKED, State.ACCEPTED}), State.DECLINED),
    Step.JOIN: (
        frozenset({State.NEW, State.ASKED, State.ACCEPTED, State.DECLINED}),
        State.JOINED,
    ),
    Step.PLAN: (frozenset({State.NEW, State.ASKED, State.ACCEPTED, State.PLANNED}), State.PLANNED),
    Step.DELIVER: (frozenset({State.PLANNED, State.DELIVERED}), State.DELIVERED),
    Step.RELEASE: (frozenset({State.PLANNED, State.DELIVERED}), State.ACCEPTED),
}

# States in which the days until the official reply are counted.
AWAITING_REPLY = frozenset({State.NEW, State.ACCEPTED})
# States that wait for the municipality.
WAITING = frozenset({State.NEW, State.ASKED})
# States in which nothing more will happen by itself; retention counts from here.
ENDED = frozenset({State.DELIVERED, State.JOINED, State.DECLINED})


def leads_to(step: Step, state: str) -> State | None:
    """The state that the step leads to, or None if it cannot be taken from `state`."""
    allowed, target = STEPS[step]
    return target if state in allowed else None


def possible(state: str) -> frozenset[Step]:
    """The steps that can be taken from a state."""
    return frozenset(step for step in STEPS if leads_to(step, state) is not None)
