"""Would people's published days still keep the rules with some of them changed?

Asked before a swap and before a repair is taken. The engine's own checker judges
(`engines.rostering.check_person`). What was already broken is not held against a change, and what
the planner has decided may be swapped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from hundra.engines import rostering as engine
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import (
    Assignment,
    PeriodKind,
    PeriodState,
    RosterPeriod,
)
from hundra.improve.staffing.problems import HISTORY_WEEKS, as_engine, problem_of, usual_breaks

REMEMBERED = dt.timedelta(weeks=HISTORY_WEEKS)
# Rest and rows of working days go over the edge to the period that follows.
AFTER = dt.timedelta(days=7)

Changes = dict[dt.date, Assignment | None]
AnyChanges = Mapping[dt.date, Assignment | engine.Assignment | None]
Days = dict[dt.date, engine.Assignment]


def new_breaches(desk: Desk, changes: Mapping[int, AnyChanges]) -> list[engine.Breach]:
    """Rules that hold now and would not with the changes: by person and day another shift, or
    none. At most two periods are judged."""
    touched = [day for one in changes.values() for day in one]
    found: list[engine.Breach] = []
    for period in _periods(desk, min(touched), max(touched)):
        problem = replace(problem_of(period), needs=(), wishes=(), fixed=())
        for person, changed in changes.items():
            now = _published(person, period)
            then = _changed(now, changed, person)
            before = set(_check(problem, str(person), now))
            found += [one for one in _check(problem, str(person), then) if one not in before]
    return list(dict.fromkeys(found))


def _periods(desk: Desk, first: dt.date, last: dt.date) -> list[RosterPeriod]:
    return list(
        RosterPeriod.objects.filter(
            desk=desk,
            kind=PeriodKind.ROSTER,
            state=PeriodState.PUBLISHED,
            first_day__lte=last + AFTER,
            last_day__gte=first,
        ).order_by("first_day")
    )


def _published(person: int, period: RosterPeriod) -> Days:
    """The person's days from where averages begin to the period's end."""
    rows = (
        Assignment.objects.filter(
            person=person,
            day__range=(period.first_day - REMEMBERED, period.last_day),
            period__state=PeriodState.PUBLISHED,
        )
        .select_related("shift_type")
        .prefetch_related("parts", "shift_type__breaks")
    )
    return {one.day: _with_breaks(one) for one in rows}


def _with_breaks(one: Assignment) -> engine.Assignment:
    """As they are laid, or the shift's usual ones."""
    told = as_engine(one)
    return told if told.breaks else replace(told, breaks=tuple(usual_breaks(one.shift_type)))


def _changed(days: Days, changes: AnyChanges, person: int) -> Days:
    changed = {day: one for day, one in days.items() if day not in changes}
    for day, one in changes.items():
        if one is not None:
            told = one if isinstance(one, engine.Assignment) else _with_breaks(one)
            changed[day] = replace(told, person=str(person))
    return changed


def _check(problem: engine.Problem, key: str, days: Days) -> tuple[engine.Breach, ...]:
    first, types = problem.period.first, {one.key: one for one in problem.shift_types}
    history = tuple(
        engine.Worked(
            day=day,
            start=types[one.shift].start,
            end=types[one.shift].end,
            working_minutes=types[one.shift].working_minutes,
        )
        for day, one in sorted(days.items())
        if day < first and one.shift in types
    )
    known_from = min((one.day for one in history), default=None)
    person = replace(problem.person(key), history=history, known_from=known_from)
    shifts = tuple(one for day, one in sorted(days.items()) if day in problem.period)
    return engine.check_person(problem, person, shifts)
