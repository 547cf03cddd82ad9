"""What a search found, told: the roster, what is missing in it, and what came of the wishes."""

from __future__ import annotations

from collections import Counter

from hundra.engines.rostering.checker import count_present
from hundra.engines.rostering.framing import Frame
from hundra.engines.rostering.incumbent import Found
from hundra.engines.rostering.problem import Problem
from hundra.engines.rostering.search import MUST
from hundra.engines.rostering.solution import (
    Answer,
    Missed,
    Outcome,
    Roster,
    Shortage,
    Status,
)


def conclude(framed: Frame, found: Found, *, explain: bool) -> Outcome:
    """The outcome of a search."""
    lawful = found.plan is not None and found.value is not None and found.value < MUST
    if found.plan is None or not lawful:
        status = Status.INFEASIBLE if found.infeasible else Status.UNKNOWN
        return Outcome(status=status, bound=found.bound, seconds=found.seconds)
    roster = framed.roster(found.plan)
    return Outcome(
        status=Status.OPTIMAL if found.is_optimal else Status.FEASIBLE,
        roster=roster,
        value=found.value,
        bound=found.bound,
        seconds=found.seconds,
        shortages=shortages(framed.problem, roster),
        answers=answers(framed.problem, roster),
        missed=missed(framed.problem, roster),
    )


def shortages(problem: Problem, roster: Roster) -> tuple[Shortage, ...]:
    """Needs of the period with fewer people than they ask for."""
    found = (
        Shortage(need=need, present=count_present(problem, roster, need))
        for need in problem.needs
        if need.day in problem.period
    )
    return tuple(one for one in found if one.missing > 0)


def answers(problem: Problem, roster: Roster) -> tuple[Answer, ...]:
    """What came of each wish for a day of the period."""
    shifts = {(one.person, one.day): one.shift for one in roster.assignments}
    return tuple(
        Answer(wish=wish, granted=wish.is_met(shifts.get((wish.person, wish.day))))
        for wish in problem.wishes
        if wish.day in problem.period
    )


def missed(problem: Problem, roster: Roster) -> tuple[Missed, ...]:
    """Trainings that did not fit as many times as they should."""
    attended = Counter(
        (block.training, one.person) for one in roster.assignments for block in one.training
    )
    return tuple(
        Missed(
            training=training.key,
            person=person,
            times=training.times - attended[training.key, person],
        )
        for training in problem.trainings
        for person in sorted(training.people)
        if attended[training.key, person] < training.times
    )
