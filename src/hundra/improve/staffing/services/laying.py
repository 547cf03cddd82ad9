"""The planner's own hand in a roster: a shift is laid, cleared or moved, the rules checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines import rostering as engine
from hundra.improve.staffing.errors import NotNowError, RulesBrokenError
from hundra.improve.staffing.models import (
    Assignment,
    AssignmentPart,
    PartKind,
    PeriodState,
    RosterPeriod,
    ShiftType,
    StaffPerson,
)
from hundra.improve.staffing.problems import problem_of, roster_of, usual_breaks
from hundra.improve.staffing.services import showing, telling
from hundra.improve.staffing.wording import breach_text

Changes = Mapping[tuple[StaffPerson, dt.date], ShiftType | None]
"""What people's days are to be; None: off."""


@transaction.atomic
def set_shift(
    *,
    period: RosterPeriod,
    person: StaffPerson,
    day: dt.date,
    shift_type: ShiftType | None,
    by: User | None,
) -> None:
    """The planner decides a person's day; None: off. Refused, with the reasons, if a rule that
    held before would be broken by it."""
    _judge(period, {(person, day): shift_type})
    was = period.assignments.filter(person=person, day=day).select_related("shift_type").first()
    if (was and was.shift_type) == shift_type and (was is None or was.is_fixed):
        return
    row = _lay(period, person, day, shift_type)
    if period.is_published and (was and was.shift_type) != shift_type:
        showing.look_again([person])
        telling.shift_changed(person, day, was=was, now=row)


@transaction.atomic
def move_shift(*, moved: Assignment, person: StaffPerson, day: dt.date, by: User | None) -> None:
    """The shift goes to the person and the day, in the place of what is there; the rules are
    checked once, as it then will be. Each whose published days are others gets one mail."""
    period, giver, old_day = moved.period, moved.person, moved.day
    if (giver, old_day) == (person, day):
        return
    shift_type = moved.shift_type
    _judge(period, {(giver, old_day): None, (person, day): shift_type})
    there = period.assignments.filter(person=person, day=day).select_related("shift_type").first()
    _lay(period, giver, old_day, None)
    row = _lay(period, person, day, shift_type)
    if not period.is_published or row is None:
        return
    showing.look_again([giver, person])
    if giver == person:
        telling.shift_moved(person, was=moved, now=row)
        return
    telling.shift_changed(giver, old_day, was=moved, now=None)
    if (there and there.shift_type) != shift_type:
        telling.shift_changed(person, day, was=there, now=row)


def try_shift(
    *, period: RosterPeriod, person: StaffPerson, day: dt.date, shift_type: ShiftType | None
) -> list[str]:
    """The rules that the change would break and that were kept before, in words."""
    return try_changes(period, {(person, day): shift_type})


def try_changes(period: RosterPeriod, changes: Changes) -> list[str]:
    """As `try_shift`, of several days at once."""
    if any(day not in period.days for _person, day in changes):
        return [_("The day is outside the period.")]
    problem = replace(problem_of(period), fixed=())
    known = {one.key: one for one in problem.people}
    people = {str(person.pk): person for person, _day in changes}
    if not people.keys() <= known.keys():
        return [_("That person is not in the desk's roster.")]
    roster = roster_of(period)
    told: list[str] = []
    for key, person in people.items():
        mine = {day: shift for (one, day), shift in changes.items() if one == person}
        before = roster.of(key)
        after = tuple(one for one in before if one.day not in mine) + tuple(
            _as_engine(key, day, shift) for day, shift in mine.items() if shift is not None
        )
        was = set(engine.check_person(problem, known[key], before))
        told += [
            breach_text(one, {key: str(person)}, problem.rules)
            for one in engine.check_person(problem, known[key], after)
            if one not in was and one.rule != "contract_time"
        ]
    return told


def _as_engine(key: str, day: dt.date, shift_type: ShiftType) -> engine.Assignment:
    return engine.Assignment(
        day=day, person=key, shift=str(shift_type.pk), breaks=tuple(usual_breaks(shift_type))
    )


def _judge(period: RosterPeriod, changes: Changes) -> None:
    if period.state == PeriodState.SOLVING:
        raise NotNowError(_("Wait until the roster is worked out, or stop the search."))
    broken = try_changes(period, changes)
    if broken:
        raise RulesBrokenError(_("The rules don't allow that."), broken)


def _lay(
    period: RosterPeriod, person: StaffPerson, day: dt.date, shift_type: ShiftType | None
) -> Assignment | None:
    period.assignments.filter(person=person, day=day).delete()
    period.simulations.update(is_outdated=True)
    if shift_type is None:
        return None
    row = Assignment.objects.create(
        period=period, person=person, day=day, shift_type=shift_type, is_fixed=True
    )
    AssignmentPart.objects.bulk_create(
        AssignmentPart(assignment=row, kind=PartKind.BREAK, start=rest.start, end=rest.end)
        for rest in usual_breaks(shift_type)
    )
    return row
