"""Why a training did not fit for somebody: what stood in the way at each of its sessions."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType

from hundra.engines.rostering.problem import Problem, Session, Training
from hundra.engines.rostering.solution import Missed, Reason, Roster

MESSAGES = {
    "away": "because they are away at %(count)s of the %(total)s sessions",
    "off": "because they are off at %(count)s of the %(total)s sessions",
    "other_hours": "because they work other hours at %(count)s of the %(total)s sessions",
    "full": "because %(count)s of the %(total)s sessions are full",
    "needed": "because they are needed at the desk at %(count)s of the %(total)s sessions",
}
"""By what stands in the way, as English message ids."""


def why_missed(problem: Problem, roster: Roster, missed: Missed) -> tuple[Reason, ...]:
    """One reason for each obstacle, the most common first. Sessions attended do not count."""
    training = next(one for one in problem.trainings if one.key == missed.training)
    obstacles = Counter(
        found
        for session in training.sessions
        if (found := _obstacle(problem, roster, training, session, missed.person))
    )
    total = len(training.sessions)
    return tuple(
        Reason(
            code=f"training_{code}",
            message=MESSAGES[code],
            parameters=MappingProxyType({"count": count, "total": total}),
        )
        for code, count in obstacles.most_common()
    )


def _obstacle(
    problem: Problem, roster: Roster, training: Training, session: Session, person: str
) -> str:
    """Empty: they attend it."""
    if session.day not in problem.period or problem.person(person).is_away(session.day):
        return "away"
    there = _attending(roster, training, session)
    if person in there:
        return ""
    shift = roster.on(person, session.day)
    if training.seats is not None and len(there) >= training.seats:
        return "full"
    if shift is None:
        return "off"
    kind = problem.shift_type(shift.shift)
    inside = kind.start <= session.start and session.start + training.minutes <= kind.end
    return "needed" if inside else "other_hours"


def _attending(roster: Roster, training: Training, session: Session) -> set[str]:
    return {
        one.person
        for one in roster.assignments
        if one.day == session.day
        and any(
            block.training == training.key and block.start == session.start
            for block in one.training
        )
    }
