"""Needs and training's seats as covers of the grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.duties import Duty
from hundra.engines.rostering.grid import Cover, Label
from hundra.engines.rostering.problem import DAY, Need, Problem, Session, Training

Mask = NDArray[np.bool_]


def covers_of(problem: Problem, duties: tuple[Duty, ...]) -> Iterator[Cover]:
    """A cover for each need within the period, and for each session with a number of seats."""

    @cache
    def serving(start: int, end: int) -> Mask:
        return np.array([duty.serves(start, end) for duty in duties], np.bool_)

    @cache
    def asked(skills: frozenset[str], team: str | None) -> Mask:
        need = Need(day=problem.period.first, start=0, end=1, people=0, skills=skills, team=team)
        return np.array([need.asks(person) for person in problem.people], np.bool_)

    for number, need in enumerate(problem.needs):
        if need.day in problem.period:
            yield _of_need(problem, number, asked(need.skills, need.team), serving)
    for training, session in _seated(problem):
        yield _of_session(problem, training, session, duties)


def _seated(problem: Problem) -> Iterator[tuple[Training, Session]]:
    """Sessions within the period with a limited number of seats."""
    for training in problem.trainings:
        for session in training.sessions:
            if training.seats is not None and session.day in problem.period:
                yield training, session


def _of_need(
    problem: Problem, number: int, people: Mask, serving: Callable[[int, int], Mask]
) -> Cover:
    need = problem.needs[number]
    day = problem.period.number(need.day)
    parts = [(day, serving(need.start, need.end))]
    late = serving(need.start + DAY, need.end + DAY)
    if day > 0 and late.any():
        parts.append((day - 1, late))
    there = _from_history(problem, need) if day == 0 else 0
    return Cover(
        label=Label("must_need" if need.must else "need", first=day, about=str(number)),
        people=people,
        parts=tuple(parts),
        required=max(0, need.people - there),
        under=None if need.must else need.under,
        over=need.over,
    )


def _from_history(problem: Problem, need: Need) -> int:
    """People whose shift of the evening before the period lasts through the need."""
    return sum(
        need.asks(person)
        and any(
            problem.period.number(past.day) == -1
            and past.start <= need.start + DAY
            and need.end + DAY <= past.end
            for past in person.history
        )
        for person in problem.people
    )


def _of_session(
    problem: Problem, training: Training, session: Session, duties: tuple[Duty, ...]
) -> Cover:
    day = problem.period.number(session.day)
    attending = [
        duty.training is not None
        and duty.training.training == training.key
        and duty.training.start == session.start
        for duty in duties
    ]
    return Cover(
        label=Label("training_list", first=day, last=day, about=training.key),
        people=np.ones(len(problem.people), np.bool_),
        parts=((day, np.array(attending, np.bool_)),),
        required=training.seats or 0,
        under=0,
        over=None,
    )
