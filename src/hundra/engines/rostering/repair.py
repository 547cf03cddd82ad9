"""Someone is ill tomorrow: the fewest changes to the roster that meet the needs again.

Days before the absence stay as they are. A change of somebody's shift costs; a break that moves
costs next to nothing. First only the days of the absence are opened, then those around them.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.framing import Frame, frame
from hundra.engines.rostering.grid import OFF, Cells, Grid, Plan, Worker, cost
from hundra.engines.rostering.improving import solve_part
from hundra.engines.rostering.incumbent import Stop
from hundra.engines.rostering.outcomes import answers, missed, shortages
from hundra.engines.rostering.parts import Part
from hundra.engines.rostering.problem import Absence, Problem
from hundra.engines.rostering.reasons import NeedReasons
from hundra.engines.rostering.search import softened
from hundra.engines.rostering.solution import Assignment, Outcome, Roster, Status

CHANGE_COST = 200
MOVED_BREAK_COST = 1
AROUND = (0, 2, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Somebody's day before and after (None: off)."""

    person: str
    day: date
    before: Assignment | None
    after: Assignment | None

    @property
    def is_of_shift(self) -> bool:
        """The shift itself is another, not only its breaks or training."""
        old, new = self.before, self.after
        return (old and old.shift) != (new and new.shift)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The roster with the absences, and what differs from the old one, the absent apart.

    `problem` is the problem with the absences. The Act's two weeks' notice (12 §) means that
    whoever is to change within that time has to agree.
    """

    problem: Problem
    outcome: Outcome
    changes: tuple[Change, ...]


def repair(
    problem: Problem,
    roster: Roster,
    *,
    absences: Mapping[str, Absence],
    seconds: float = 10.0,
    change_cost: int = CHANGE_COST,
    seed: int = 0,
    stop: Stop | None = None,
) -> Repair:
    """The roster with the fewest changes for new absences, within `seconds` of wall time.

    The roster is taken to keep the rules. `change_cost` weighs one changed shift against what
    needs cost (`Need.under` for each person missing in each need). `stop`, once set, ends the
    search with the best so far.
    """
    end = time.monotonic() + seconds
    absent = _with_absences(problem, absences)
    framed = frame(absent)
    plan = _emptied(framed, framed.plan(roster), absences)
    grid = softened(_tolerant(framed.grid, plan))
    priced = _priced(grid, plan, change_cost)
    best = plan

    def is_stopped() -> bool:
        return stop is not None and stop.is_set()

    for around in AROUND:
        left = end - time.monotonic()
        if left <= 0 or is_stopped():
            break
        free = _opened(framed, absences, around)
        part = Part(free, best, grid.allowed)
        found, _ = solve_part(priced, part, seconds=left, seed=seed, hint=best, until=is_stopped)
        best = best if found is None else found
    outcome = _concluded(framed, grid, best, seconds - (end - time.monotonic()))
    changes = _changes(roster, framed.roster(best), absences)
    return Repair(problem=absent, outcome=outcome, changes=changes)


def _with_absences(problem: Problem, absences: Mapping[str, Absence]) -> Problem:
    people = tuple(
        replace(one, absences=(*one.absences, absences[one.key])) if one.key in absences else one
        for one in problem.people
    )
    fixed = tuple(
        one
        for one in problem.fixed
        if one.person not in absences or one.day not in absences[one.person]
    )
    return replace(problem, people=people, fixed=fixed)


def _emptied(framed: Frame, plan: Plan, absences: Mapping[str, Absence]) -> Plan:
    """Without the shifts of those who are away."""
    plan = plan.copy()
    for index, person in enumerate(framed.problem.people):
        for day in range(framed.grid.days):
            if person.key in absences and framed.problem.period.day(day) in absences[person.key]:
                plan[index, day] = OFF
    return plan


def _tolerant(grid: Grid, plan: Plan) -> Grid:
    """Hours and runs that the absence itself leaves too short are nobody's breach."""
    workers = list(grid.workers)
    for person, worker in enumerate(workers):
        if breaches(grid, person, plan[person]):
            workers[person] = _as_it_is(grid, worker, plan[person])
    return replace(grid, workers=tuple(workers))


def _as_it_is(
    grid: Grid, worker: Worker, row: np.ndarray[tuple[int], np.dtype[np.int16]]
) -> Worker:
    minutes = int(grid.duty_minutes[row[row != OFF]].sum())
    sums = tuple(
        replace(one, low=None) if one.low is not None and one.under is None else one
        for one in worker.sums
    )
    return replace(
        worker,
        minutes_low=min(worker.minutes_low, minutes),
        minutes_high=max(worker.minutes_high, minutes),
        min_run=1,
        min_off=1,
        sums=sums,
    )


def _priced(grid: Grid, plan: Plan, change_cost: int) -> Grid:
    """The same with a price on every change."""
    workers = []
    for person, worker in enumerate(grid.workers):
        price, constant = worker.cost.copy(), worker.constant
        for day in range(grid.days):
            held = int(plan[person, day])
            if held == OFF:
                price[day, :] += change_cost
                continue
            constant += change_cost
            same = grid.kind_of == grid.kind_of[held]
            price[day, same] += MOVED_BREAK_COST - change_cost
            price[day, held] -= MOVED_BREAK_COST
        workers.append(replace(worker, cost=price, constant=constant))
    return replace(grid, workers=tuple(workers))


def _opened(framed: Frame, absences: Mapping[str, Absence], around: int) -> Cells:
    """Everybody's days from the absences' first to `around` after their last; the absent apart."""
    period = framed.problem.period
    first = max(0, min(period.number(one.first) for one in absences.values()))
    last = min(period.days - 1, max(period.number(one.last) for one in absences.values()) + around)
    free = np.zeros((len(framed.problem.people), period.days), np.bool_)
    free[:, first : last + 1] = True
    for index, person in enumerate(framed.problem.people):
        if person.key in absences:
            free[index] = False
    return free


def _concluded(framed: Frame, grid: Grid, plan: Plan, seconds: float) -> Outcome:
    """What can be had, also where it is less than a need that must be met."""
    roster = framed.roster(plan)
    because = NeedReasons(framed, plan).explain
    return Outcome(
        status=Status.FEASIBLE,
        roster=roster,
        value=cost(grid, plan),
        seconds=seconds,
        shortages=tuple(map(because, shortages(framed.problem, roster))),
        answers=answers(framed.problem, roster),
        missed=missed(framed.problem, roster),
    )


def _changes(old: Roster, new: Roster, absences: Mapping[str, Absence]) -> tuple[Change, ...]:
    before, after = old.by_person_and_day(), new.by_person_and_day()
    changes = [
        Change(
            person=person, day=day, before=before.get((person, day)), after=after.get((person, day))
        )
        for person, day in sorted(set(before) | set(after), key=lambda cell: (cell[1], cell[0]))
        if before.get((person, day)) != after.get((person, day))
        and not (person in absences and day in absences[person])
    ]
    return tuple(changes)
