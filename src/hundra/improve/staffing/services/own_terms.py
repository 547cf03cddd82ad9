"""What an employee asks of their shifts for a phase of life, and their own holidays (S15).

A condition that must hold is decided by who plans. Own holidays are the employee's own word: at
most `MOST_HOLIDAYS` in a year, and not on a day that they are already to work.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.improve.staffing import own_rules
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import (
    Assignment,
    Condition,
    ConditionState,
    OwnHoliday,
    PeriodState,
    StaffPerson,
)
from hundra.improve.staffing.services import telling

MOST_HOLIDAYS = 5


@transaction.atomic
def ask(*, person: StaffPerson, by: User, **what: Any) -> Condition:
    """Asks for a condition: it holds from when it is agreed. Fields as the model's."""
    _own(person, by)
    asked = Condition(person=person, state=ConditionState.ASKED, **what)
    asked.full_clean(exclude=["person", "decided_by"])
    asked.save()
    return asked


@transaction.atomic
def take_back(*, condition: Condition, by: User) -> None:
    """What is not yet decided is no longer asked for."""
    _own(condition.person, by)
    condition = Condition.objects.select_for_update().get(pk=condition.pk)
    if condition.state != ConditionState.ASKED:
        raise NotNowError(_("It is already decided. Talk with your manager to change it."))
    condition.delete()


@transaction.atomic
def decide(*, condition: Condition, by: User, agree: bool, answer: str = "") -> Condition:
    """The planner's word, with why; the employee is told that there is an answer, not what."""
    condition = Condition.objects.select_for_update(of=("self",)).get(pk=condition.pk)
    if not own_rules.may_decide(by, condition.person):
        raise InvalidError(_("Whoever plans the desk’s roster decides."))
    if condition.state != ConditionState.ASKED:
        raise NotNowError(_("It is already decided."))
    if not agree and not answer.strip():
        raise InvalidError(_("Write why, so that it can be understood."))
    condition.state = ConditionState.AGREED if agree else ConditionState.REFUSED
    condition.decided_by, condition.answer = by, answer.strip()
    condition.save(update_fields=["state", "decided_by", "answer"])
    telling.condition_decided(condition)
    return condition


@transaction.atomic
def add_holiday(
    *, person: StaffPerson, by: User, day: dt.date, name: str = "", today: dt.date | None = None
) -> OwnHoliday:
    """A day that the person is not planned on."""
    _own(person, by)
    StaffPerson.objects.select_for_update().get(pk=person.pk)
    _still_to_come(day, today)
    if Assignment.objects.filter(
        person=person, day=day, period__state=PeriodState.PUBLISHED
    ).exists():
        raise InvalidError(_("You are to work that day. Offer the shift to a colleague instead."))
    others = OwnHoliday.objects.filter(person=person)
    if others.filter(day=day).exists():
        raise InvalidError(_("That day is already among your holidays."))
    if others.filter(day__year=day.year).count() >= MOST_HOLIDAYS:
        raise InvalidError(
            _("You have %(most)s own holidays a year, and all are used.") % {"most": MOST_HOLIDAYS}
        )
    return OwnHoliday.objects.create(person=person, day=day, name=name.strip())


@transaction.atomic
def remove_holiday(*, holiday: OwnHoliday, by: User, today: dt.date | None = None) -> None:
    _own(holiday.person, by)
    _still_to_come(holiday.day, today)
    holiday.delete()


def _still_to_come(day: dt.date, today: dt.date | None) -> None:
    if day <= (today or timezone.localdate()):
        raise NotNowError(_("The day has already been."))


def _own(person: StaffPerson, by: User) -> None:
    if person.guide.user_id != by.pk:
        raise InvalidError(_("Everybody decides on their own conditions and holidays."))
