"""From a problem to the grid of numbers, and from a plan back to a roster."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hundra.engines.rostering.demand import covers_of
from hundra.engines.rostering.duties import Duty, duties_of
from hundra.engines.rostering.grid import OFF, Grid, Plan
from hundra.engines.rostering.person_rules import Calendar, worker_of
from hundra.engines.rostering.problem import DAY, Problem, ProblemError, WishKind
from hundra.engines.rostering.solution import Assignment, Roster


@dataclass(frozen=True, slots=True)
class Frame:
    """A problem with its grid. `duties[u]` is duty u."""

    problem: Problem
    duties: tuple[Duty, ...]
    grid: Grid

    def roster(self, plan: Plan) -> Roster:
        """The plan as shifts of people."""
        found = [
            self._assignment(int(person), int(day), int(plan[person, day]))
            for person, day in np.argwhere(plan != OFF)
        ]
        return Roster(tuple(sorted(found)))

    def _assignment(self, person: int, day: int, number: int) -> Assignment:
        duty = self.duties[number]
        return Assignment(
            day=self.problem.period.day(day),
            person=self.problem.people[person].key,
            shift=self.problem.shift_types[duty.kind].key,
            breaks=duty.breaks,
            training=() if duty.training is None else (duty.training,),
        )

    def plan(self, roster: Roster) -> Plan:
        """The roster as numbers. A shift whose breaks lie otherwise becomes its nearest duty;
        shifts outside the period, of unknown people or types, fall away."""
        plan = self.grid.empty_plan()
        people = {one.key: i for i, one in enumerate(self.problem.people)}
        for one in roster.assignments:
            if one.person in people and one.day in self.problem.period:
                number = self._nearest(one)
                if number is not None:
                    plan[people[one.person], self.problem.period.number(one.day)] = number
        return plan

    def _nearest(self, one: Assignment) -> int | None:
        kinds = {shift.key: i for i, shift in enumerate(self.problem.shift_types)}
        same = [i for i, duty in enumerate(self.duties) if duty.kind == kinds.get(one.shift)]
        if not same:
            return None

        def distance(number: int) -> tuple[bool, int]:
            duty = self.duties[number]
            training = () if duty.training is None else (duty.training,)
            pairs = zip(duty.breaks, one.breaks, strict=False)
            return training != one.training, sum(abs(a.start - b.start) for a, b in pairs)

        return min(same, key=distance)


def frame(problem: Problem) -> Frame:
    """Checks the input and turns it into numbers. Raises ProblemError."""
    _check(problem)
    duties = duties_of(problem)
    calendar = Calendar(problem, duties)
    grid = Grid(
        days=problem.period.days,
        minutes=np.array([shift.working_minutes for shift in problem.shift_types], np.int64),
        may_follow=_may_follow(problem),
        kind_of=np.array([duty.kind for duty in duties], np.int16),
        workers=tuple(worker_of(calendar, person) for person in range(len(problem.people))),
        covers=tuple(covers_of(problem, duties)),
    )
    return Frame(problem, duties, grid)


def _may_follow(problem: Problem) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    rest = (problem.rules.limit("daily_rest") or 0) * 60
    return np.array(
        [[b.start + DAY - a.end >= rest for b in problem.shift_types] for a in problem.shift_types],
        np.bool_,
    )


def _check(problem: Problem) -> None:
    """What would be an error of whoever wrote the problem."""
    if problem.period.days < 1:
        raise ProblemError("empty_period", str(problem.period.days))
    for what, keys in (
        ("person", [one.key for one in problem.people]),
        ("shift", [one.key for one in problem.shift_types]),
        ("training", [one.key for one in problem.trainings]),
    ):
        for key in keys:
            if keys.count(key) > 1:
                raise ProblemError(f"{what}_twice", key)
    _check_shifts(problem)
    _check_names(problem)


def _check_shifts(problem: Problem) -> None:
    for shift in problem.shift_types:
        if not (0 <= shift.start < DAY and shift.start < shift.end <= shift.start + DAY):
            raise ProblemError("shift_times", shift.key)
        if shift.working_minutes <= 0:
            raise ProblemError("shift_breaks", shift.key)
    for need in problem.needs:
        if not (0 <= need.start < DAY and need.start < need.end) or need.people < 0:
            raise ProblemError("need_times", f"{need.day} {need.start}–{need.end}")


def _check_names(problem: Problem) -> None:
    people = {one.key for one in problem.people}
    shifts = {one.key for one in problem.shift_types}
    for wish in problem.wishes:
        if wish.person not in people:
            raise ProblemError("unknown_person", wish.person)
        needs_shift = wish.kind in (WishKind.SHIFT, WishKind.NOT_SHIFT)
        if needs_shift and wish.shift not in shifts:
            raise ProblemError("unknown_shift", str(wish.shift))
    for fixed in problem.fixed:
        if fixed.person not in people:
            raise ProblemError("unknown_person", fixed.person)
        if fixed.shift is not None and fixed.shift not in shifts:
            raise ProblemError("unknown_shift", fixed.shift)
