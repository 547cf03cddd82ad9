"""Hours: the contract's, the ordinary, the average week, the nights'."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.grid import Label, Sum
from hundra.engines.rostering.problem import WEEKEND, Person, Problem
from hundra.engines.rostering.rules import Rule

WEEK = 7
WORKING_DAYS = 5
ANY_MINUTES = 1 << 24


@dataclass(frozen=True, slots=True)
class Window:
    """Days over which hours are averaged: numbers, both included; the first can be before 0."""

    first: int
    last: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1


def contract_minutes(problem: Problem, person: Person) -> tuple[int, int]:
    """The least and most minutes of the period: the contract's, less absence and balance."""
    if problem.rules.get("contract_time") is None:
        return 0, ANY_MINUTES
    whole = Window(0, problem.period.days - 1)
    due = person.contract.minutes_per_week * problem.period.days / WEEK
    due -= absence_minutes(problem, person, whole) + person.balance_minutes
    flexible = person.contract.flexible_minutes
    return max(0, math.ceil(due - flexible)), max(0, math.floor(due + flexible))


def absence_minutes(problem: Problem, person: Person, window: Window) -> int:
    """Absence counts as work done: a fifth of the week for each of Monday–Friday."""
    days = (problem.period.day(number) for number in range(window.first, window.last + 1))
    away = sum(
        day.weekday() not in WEEKEND and any(day in one for one in person.absences) for day in days
    )
    return round(away * person.contract.minutes_per_week / WORKING_DAYS)


def time_sums(problem: Problem, index: int, minutes: NDArray[np.int64]) -> Iterator[Sum]:
    """The Act's limits of hours as sums of the grid."""
    person = problem.people[index]
    ordinary = problem.rules.get("ordinary_time")
    if ordinary is not None:
        for window in _pieces(problem, ordinary):
            most = ordinary.limit * 60 * window.days / WEEK
            yield _at_most(index, ordinary, window, math.floor(most), minutes)
    average = problem.rules.get("average_week")
    if average is not None:
        for window in averaging_windows(problem, person, average):
            most = average.limit * 60 * window.days / WEEK - _done(problem, person, window)
            yield _at_most(index, average, window, math.floor(most), minutes)
    night = problem.rules.get("night_work")
    if night is not None and person.contract.nights:
        for window in averaging_windows(problem, person, night):
            counted = window.days - math.ceil(window.days / WEEK)
            most = night.limit * 60 * counted - _done(problem, person, window)
            yield _at_most(index, night, window, math.floor(most), minutes)


def _at_most(index: int, rule: Rule, window: Window, most: int, minutes: NDArray[np.int64]) -> Sum:
    weight = np.zeros_like(minutes)
    first = max(window.first, 0)
    weight[first : window.last + 1] = minutes[first : window.last + 1]
    return Sum(Label(rule.code, index, first, window.last), weight, high=max(0, most))


def _pieces(problem: Problem, rule: Rule) -> Iterator[Window]:
    """The period in pieces as long as the rule averages over, from its first day."""
    length = rule.over_weeks * WEEK
    for first in range(0, problem.period.days, length):
        yield Window(first, min(first + length, problem.period.days) - 1)


def averaging_windows(problem: Problem, person: Person, rule: Rule) -> Iterator[Window]:
    """Back from the period's last day, as far as anything is known."""
    known = 0
    if person.known_from is not None:
        known = min(0, problem.period.number(person.known_from))
    length, last = rule.over_weeks * WEEK, problem.period.days - 1
    while last >= 0:
        yield Window(max(known, last - length + 1), last)
        last -= length


def _done(problem: Problem, person: Person, window: Window) -> int:
    """Minutes worked in the window before the period, and absence all through it."""
    worked = sum(
        past.working_minutes
        for past in person.history
        if window.first <= problem.period.number(past.day) < 0
    )
    return worked + absence_minutes(problem, person, window)
