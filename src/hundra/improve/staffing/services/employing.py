"""Who is in a desk's roster, and on which hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.models import Guide
from hundra.improve.staffing.errors import InvalidError
from hundra.improve.staffing.models import Condition, ConditionState, StaffPerson
from hundra.improve.staffing.services.authority import must_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A contract as the roster sees it."""

    minutes_per_week: int
    flexible_minutes: int
    is_night_staff: bool = False
    team: str = ""
    is_active: bool = True


@transaction.atomic
def add_person(*, guide: Guide, hours: Hours, by: User) -> StaffPerson:
    """Enters a guide of the desk into its roster."""
    must_plan(by, guide.desk)
    if StaffPerson.objects.filter(guide=guide).exists():
        raise InvalidError(_("That person is already in the roster."))
    return StaffPerson.objects.create(guide=guide, **asdict(hours))


@transaction.atomic
def set_hours(*, person: StaffPerson, hours: Hours, by: User) -> StaffPerson:
    """Holds for rosters that are planned from now on."""
    must_plan(by, person.guide.desk)
    for name, value in asdict(hours).items():
        setattr(person, name, value)
    person.save()
    return person


@transaction.atomic
def note_condition(*, person: StaffPerson, by: User, **what: Any) -> Condition:
    """What manager and employee have agreed on when they talked. Fields as the model's."""
    must_plan(by, person.guide.desk)
    if person.guide.user_id == by.pk:
        raise InvalidError(_("Somebody else must agree to your own conditions."))
    made = Condition(person=person, state=ConditionState.AGREED, decided_by=by, **what)
    made.full_clean(exclude=["person", "decided_by"])
    made.save()
    return made


@transaction.atomic
def end_condition(
    *, condition: Condition, last_day: dt.date, by: User, today: dt.date | None = None
) -> Condition:
    """An agreed condition holds until and with the day, not before today."""
    must_plan(by, condition.person.guide.desk)
    if condition.state != ConditionState.AGREED:
        raise InvalidError(_("Only what is agreed can be ended."))
    if last_day < max(condition.first_day, today or timezone.localdate()):
        raise InvalidError(_("The last day must be today or later, and not before the first."))
    condition.last_day = last_day
    condition.save(update_fields=["last_day"])
    return condition
