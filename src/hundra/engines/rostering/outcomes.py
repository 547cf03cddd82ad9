"""What a search found, told: the roster, what is missing in it, and what came of the wishes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hundra.engines.rostering.checker import count_present
from hundra.engines.rostering.conflicts import conflict
from hundra.engines.rostering.framing import Frame
from hundra.engines.rostering.grid import cost
from hundra.engines.rostering.incumbent import Found, Stop
from hundra.engines.rostering.problem import Problem
from hundra.engines.rostering.reasons import (
    Explained,
    NeedReasons,
    answer_reasons,
    explain_wishes,
)
from hundra.engines.rostering.search import MUST
from hundra.engines.rostering.solution import (
    Answer,
    Missed,
    Outcome,
    Roster,
    Shortage,
    Status,
)

EXPLAIN_SECONDS = 30.0
CONFLICT_SECONDS = 30.0


def conclude(framed: Frame, found: Found, *, explain: bool, stop: Stop | None = None) -> Outcome:
    """The outcome of a search, with reasons if they are to be explained."""
    lawful = found.plan is not None and found.value is not None and found.value < MUST
    if found.plan is None or not lawful:
        return _without_roster(framed, found, explain=explain)
    explained = Explained(found.plan, {})
    if explain:
        explained = explain_wishes(
            framed,
            found.plan,
            seconds=EXPLAIN_SECONDS,
            is_stopped=lambda: stop is not None and stop.is_set(),
        )
    found = replace(found, plan=explained.plan, value=cost(framed.grid, explained.plan))
    roster = framed.roster(explained.plan)
    short = shortages(framed.problem, roster)
    if explain:
        short = tuple(map(NeedReasons(framed, explained.plan).explain, short))
    return Outcome(
        status=Status.OPTIMAL if found.is_optimal else Status.FEASIBLE,
        roster=roster,
        value=found.value,
        bound=found.bound,
        seconds=found.seconds,
        shortages=short,
        answers=answer_reasons(answers(framed.problem, roster), explained.refusals)
        if explain
        else answers(framed.problem, roster),
        missed=missed(framed.problem, roster),
    )


def _without_roster(framed: Frame, found: Found, *, explain: bool) -> Outcome:
    """No roster: because there is none, and why; or because time was not enough."""
    proved = found.infeasible or found.bound >= MUST
    odds = conflict(framed, seconds=CONFLICT_SECONDS) if explain else ()
    return Outcome(
        status=Status.INFEASIBLE if proved or odds else Status.UNKNOWN,
        bound=found.bound,
        seconds=found.seconds,
        conflict=odds,
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
