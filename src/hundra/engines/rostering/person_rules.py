"""One person's rules, wishes and history as a worker of the grid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.duties import Duty
from hundra.engines.rostering.grid import Ban, Label, Sum, WeekendLimit, Worker
from hundra.engines.rostering.problem import (
    DAY,
    WEEKEND,
    Person,
    Problem,
    WishKind,
    Worked,
)
from hundra.engines.rostering.rest import last_shift_ban, weekly_rests
from hundra.engines.rostering.shares import share_sums
from hundra.engines.rostering.working_time import contract_minutes, time_sums

KNOWN_DAYS = 14
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The problem with its duties, and arrays [days, duties] that many rules need."""

    problem: Problem
    duties: tuple[Duty, ...]

    @property
    def days(self) -> int:
        return self.problem.period.days

    @property
    def shape(self) -> tuple[int, int]:
        return self.days, len(self.duties)

    @cached_property
    def kinds(self) -> NDArray[np.int64]:
        return np.array([duty.kind for duty in self.duties], np.int64)

    @cached_property
    def minutes(self) -> NDArray[np.int64]:
        """[days, duties] of working minutes."""
        worked = [self.problem.shift_types[k].working_minutes for k in self.kinds]
        return np.tile(np.array(worked, np.int64), (self.days, 1))

    def where(self, days: list[bool], kinds: list[bool]) -> NDArray[np.bool_]:
        """Cells of these days with duties of these kinds."""
        return np.outer(np.array(days, np.bool_), np.array(kinds, np.bool_)[self.kinds])

    @cached_property
    def every_day(self) -> list[bool]:
        return [True] * self.days

    @cached_property
    def every_kind(self) -> list[bool]:
        return [True] * len(self.problem.shift_types)


def worker_of(calendar: Calendar, index: int) -> Worker:
    """The person's part of the grid."""
    problem, person = calendar.problem, calendar.problem.people[index]
    low, high = contract_minutes(problem, person)
    cost, constant = _wishes(calendar, person)
    rules = problem.rules
    return Worker(
        cost=cost + _soft_conditions(calendar, person),
        constant=constant,
        minutes_low=low,
        minutes_high=high,
        max_run=int(rules.limit("days_in_row") or calendar.days + KNOWN_DAYS),
        min_off=int(rules.limit("days_off_together") or 1),
        weekends=tuple(_weekend_limits(problem, person)),
        before=_before(problem, person),
        bans=tuple(one for one in _bans(calendar, index) if one.cells.any()),
        sums=(
            *time_sums(calendar.problem, index, calendar.minutes),
            *_fixed_sums(calendar, index),
            *_training_sums(calendar, index),
            *share_sums(problem, index, calendar.kinds),
        ),
        choices=tuple(weekly_rests(problem, index)),
    )


# Bans


def _bans(calendar: Calendar, index: int) -> list[Ban]:
    problem, person = calendar.problem, calendar.problem.people[index]
    period = problem.period
    own = [period.day(day) in person.own_holidays for day in range(calendar.days)]
    contract = [
        person.contract.shifts is not None and shift.key not in person.contract.shifts
        for shift in problem.shift_types
    ]
    bans = [
        Ban(Label("own_holiday", index), calendar.where(own, calendar.every_kind)),
        Ban(Label("contract_shifts", index), calendar.where(calendar.every_day, contract)),
        Ban(Label("shift_days", index), _wrong_weekday(calendar)),
        Ban(Label("training_list", index), _no_training(calendar, person)),
        *_absences(calendar, index),
        *_conditions(calendar, index),
        *_fixed_bans(calendar, index),
        *last_shift_ban(problem, index, calendar.kinds),
    ]
    night = problem.rules.limit("night_rest")
    if night is not None and not person.contract.nights:
        nights = [shift.start < night * 60 or shift.end > DAY for shift in problem.shift_types]
        bans.append(Ban(Label("night_rest", index), calendar.where(calendar.every_day, nights)))
    return bans


def _wrong_weekday(calendar: Calendar) -> NDArray[np.bool_]:
    period, types = calendar.problem.period, calendar.problem.shift_types
    wrong = [
        [period.day(day).weekday() not in types[kind].weekdays for kind in calendar.kinds]
        for day in range(calendar.days)
    ]
    return np.array(wrong, np.bool_).reshape(calendar.shape)


def _no_training(calendar: Calendar, person: Person) -> NDArray[np.bool_]:
    """Duties with a training that is not held that day, or not for this person."""
    held = {
        (training.key, session.start, session.day)
        for training in calendar.problem.trainings
        if person.key in training.people
        for session in training.sessions
    }
    barred = np.zeros(calendar.shape, np.bool_)
    for number, duty in enumerate(calendar.duties):
        if duty.training is not None:
            block = duty.training
            barred[:, number] = [
                (block.training, block.start, calendar.problem.period.day(day)) not in held
                for day in range(calendar.days)
            ]
    return barred


def _absences(calendar: Calendar, index: int) -> list[Ban]:
    period = calendar.problem.period
    bans = []
    for absence in calendar.problem.people[index].absences:
        days = [period.day(day) in absence for day in range(calendar.days)]
        first, last = period.number(absence.first), period.number(absence.last)
        label = Label("absence", index, max(first, 0), min(last, period.days - 1))
        bans.append(Ban(label, calendar.where(days, calendar.every_kind)))
    return bans


def _conditions(calendar: Calendar, index: int) -> list[Ban]:
    problem = calendar.problem
    bans = []
    for condition in problem.people[index].conditions:
        if condition.weight is None:
            days = [condition.applies(problem.period.day(day)) for day in range(calendar.days)]
            kinds = [not condition.allows(shift) for shift in problem.shift_types]
            label = Label("condition", index, about=condition.phase)
            bans.append(Ban(label, calendar.where(days, kinds)))
    return bans


def _fixed_bans(calendar: Calendar, index: int) -> list[Ban]:
    problem = calendar.problem
    bans = []
    for fixed in problem.fixed:
        day = problem.period.number(fixed.day)
        if fixed.person == problem.people[index].key and fixed.day in problem.period:
            days = [one == day for one in range(calendar.days)]
            kinds = [shift.key != fixed.shift for shift in problem.shift_types]
            bans.append(Ban(Label("fixed", index, day, day), calendar.where(days, kinds)))
    return bans


def _fixed_sums(calendar: Calendar, index: int) -> list[Sum]:
    """A shift that is fixed is worked."""
    problem = calendar.problem
    sums = []
    for fixed in problem.fixed:
        day = problem.period.number(fixed.day)
        mine = fixed.person == problem.people[index].key and fixed.day in problem.period
        if mine and fixed.shift is not None:
            weight = np.zeros(calendar.shape, np.int64)
            weight[day, :] = 1
            sums.append(Sum(Label("fixed", index, day, day), weight, low=1))
    return sums


# Wishes, soft conditions, training


def _wishes(calendar: Calendar, person: Person) -> tuple[NDArray[np.int64], int]:
    """What each duty costs by the wishes it refuses, relative to a day off, whose cost is apart."""
    problem = calendar.problem
    cost, constant = np.zeros(calendar.shape, np.int64), 0
    for wish in problem.wishes:
        if wish.person != person.key or wish.day not in problem.period:
            continue
        day, price = problem.period.number(wish.day), problem.ledger.cost(wish)
        of_shift = np.array([problem.shift_types[k].key == wish.shift for k in calendar.kinds])
        if wish.kind is WishKind.OFF:
            cost[day, :] += price
        elif wish.kind is WishKind.NOT_SHIFT:
            cost[day, of_shift] += price
        else:
            constant += price
            met = of_shift | (wish.kind is WishKind.WORK)
            cost[day, met] -= price
    return cost, constant


def _soft_conditions(calendar: Calendar, person: Person) -> NDArray[np.int64]:
    problem = calendar.problem
    cost = np.zeros(calendar.shape, np.int64)
    for condition in person.conditions:
        if condition.weight is not None:
            days = [condition.applies(problem.period.day(day)) for day in range(calendar.days)]
            kinds = [not condition.allows(shift) for shift in problem.shift_types]
            cost[calendar.where(days, kinds)] += condition.weight
    return cost


def _training_sums(calendar: Calendar, index: int) -> list[Sum]:
    sums = []
    for training in calendar.problem.trainings:
        if calendar.problem.people[index].key in training.people:
            weight = np.zeros(calendar.shape, np.int64)
            weight[:, [_attends(duty, training.key) for duty in calendar.duties]] = 1
            label = Label("training", index, about=training.key)
            times = training.times
            sums.append(Sum(label, weight, low=times, high=times, under=training.weight))
    return sums


def _attends(duty: Duty, training: str) -> bool:
    return duty.training is not None and duty.training.training == training


# What came before


def _before(problem: Problem, person: Person) -> tuple[bool, ...]:
    if person.known_from is None:
        return ()
    known = min(KNOWN_DAYS, -problem.period.number(person.known_from))
    worked = {problem.period.number(past.day) for past in person.history}
    return tuple(day in worked for day in range(-known, 0))


def _weekend_limits(problem: Problem, person: Person) -> list[WeekendLimit]:
    """The rule holds for each run of as many weekends as it speaks of, counted from the last.

    What was worked before the period counts; it cannot be undone, so that the limit is never
    below none.
    """
    rule = problem.rules.get("weekends")
    if rule is None:
        return []
    first = (SATURDAY - problem.period.first.weekday()) % 7
    first = -1 if first == SATURDAY + 1 else first
    saturdays = list(range(first, problem.period.days, 7))
    limits = []
    while saturdays:
        mine, saturdays = saturdays[-rule.over_weeks :], saturdays[: -rule.over_weeks]
        missing = rule.over_weeks - len(mine)
        past = sum(
            _worked_weekend(problem, person.history, mine[0] - 7 * back)
            for back in range(1, missing + 1)
        )
        limits.append(WeekendLimit(tuple(mine), max(0, int(rule.limit) - past)))
    return limits


def _worked_weekend(problem: Problem, history: tuple[Worked, ...], saturday: int) -> bool:
    return any(
        problem.period.number(past.day) in (saturday, saturday + 1)
        and past.day.weekday() in WEEKEND
        for past in history
    )
