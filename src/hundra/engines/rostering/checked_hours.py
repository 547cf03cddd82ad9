"""Hours at work against the Act's and the contract's, for the checker: from the rules' text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta

from hundra.engines.rostering.checked import HOUR, SATURDAY, WEEK, Breach, Stay
from hundra.engines.rostering.problem import Person, Problem
from hundra.engines.rostering.rules import Rule


def contract_breaches(problem: Problem, person: Person, stays: list[Stay]) -> Iterator[Breach]:
    if problem.rules.get("contract_time") is None:
        return
    period = problem.period
    due = person.contract.minutes_per_week * period.days / WEEK
    due -= _credit(person, period.first, period.last) + person.balance_minutes
    done = sum(stay.minutes for stay in stays if stay.day in period)
    flexible = person.contract.flexible_minutes
    if not max(0, due - flexible) <= done <= max(0, due + flexible):
        yield Breach(rule="contract_time", person=person.key)


def _credit(person: Person, first: date, last: date) -> int:
    """Minutes that absence on Mondays to Fridays stands for."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    away = [
        day
        for day in days
        if day.weekday() < SATURDAY and any(a.first <= day <= a.last for a in person.absences)
    ]
    return round(len(away) * person.contract.minutes_per_week / 5)


def hour_breaches(problem: Problem, person: Person, stays: list[Stay]) -> Iterator[Breach]:
    ordinary = problem.rules.get("ordinary_time")
    if ordinary is not None:
        yield from _ordinary(problem, person, stays, ordinary)
    average = problem.rules.get("average_week")
    if average is not None:
        for first, last in _averaged(problem, person, average):
            weeks = ((last - first).days + 1) / WEEK
            most = average.limit * HOUR * weeks
            yield from _over(problem, person, stays, average, first, last, most)
    night = problem.rules.get("night_work")
    if night is not None and person.contract.nights:
        for first, last in _averaged(problem, person, night):
            days = (last - first).days + 1
            most = night.limit * HOUR * (days - math.ceil(days / WEEK))
            yield from _over(problem, person, stays, night, first, last, most)


def _ordinary(problem: Problem, person: Person, stays: list[Stay], rule: Rule) -> Iterator[Breach]:
    first = problem.period.first
    while first <= problem.period.last:
        last = min(first + timedelta(weeks=rule.over_weeks, days=-1), problem.period.last)
        done = sum(stay.minutes for stay in stays if first <= stay.day <= last)
        if done > rule.limit * HOUR * ((last - first).days + 1) / WEEK:
            yield Breach(rule=rule.code, person=person.key, day=first)
        first = last + timedelta(days=1)


def _averaged(problem: Problem, person: Person, rule: Rule) -> Iterator[tuple[date, date]]:
    """The averaging periods, back from the last day as far as anything is known."""
    known = min(person.known_from or problem.period.first, problem.period.first)
    last = problem.period.last
    while last >= problem.period.first:
        first = last - timedelta(weeks=rule.over_weeks, days=-1)
        yield max(first, known), last
        last = first - timedelta(days=1)


def _over(
    problem: Problem,
    person: Person,
    stays: list[Stay],
    rule: Rule,
    first: date,
    last: date,
    most: float,
) -> Iterator[Breach]:
    """More than that worked, absence counted as work; unless none of it is the period's."""
    within = [stay for stay in stays if first <= stay.day <= last]
    done = sum(stay.minutes for stay in within) + _credit(person, first, last)
    if done > most and any(stay.day in problem.period for stay in within):
        yield Breach(rule=rule.code, person=person.key, day=max(first, problem.period.first))
