"""What is done within an area."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person, Unit
from hundra.engines.text import plain_text
from hundra.hear.suggestions.models import Audience
from hundra.hear.surveys.models import Wave
from hundra.improve.improvements import services as improvement_services
from hundra.improve.improvements.errors import ImprovementsError
from hundra.improve.improvements.models import Improvement, Programme
from hundra.improve.plans.errors import InUseError, InvalidError
from hundra.improve.plans.models import (
    Activity,
    ActivityState,
    FocusArea,
    ProgressNote,
    Proposal,
)
from hundra.improve.plans.services.writing import lock_open, save, written


class ActivityDetails(TypedDict, total=False):
    area: FocusArea
    unit: Unit
    title: str
    text: str
    responsible: Person | None
    starts_on: dt.date
    ends_on: dt.date
    measure: str


class Measured(TypedDict, total=False):
    """The scale that is asked again, and what it said when the activity was made."""

    instrument: str
    scale: str
    scale_title: str
    baseline: Wave | None
    baseline_value: float | None


@transaction.atomic
def make_activity(
    *,
    by: User | None,
    proposal: Proposal | None = None,
    measured: Measured | None = None,
    **details: Unpack[ActivityDetails],
) -> Activity:
    """A new activity, planned."""
    activity = Activity(created_by=by, proposal=proposal, **details, **(measured or {}))
    lock_open(activity.area.plan)
    _save(activity)
    return activity


@transaction.atomic
def edit_activity(
    *,
    activity: Activity,
    by: User | None,
    measured: Measured | None = None,
    **details: Unpack[ActivityDetails],
) -> Activity:
    """Writes the details given. `measured` sets another scale, with its own baseline."""
    activity = _lock(activity)
    for name, value in {**details, **(measured or {})}.items():
        setattr(activity, name, value)
    _save(activity)
    return activity


def _lock(activity: Activity) -> Activity:
    held = Activity.objects.select_for_update(of=("self",)).select_related(
        "area__plan__unit", "unit", "improvement", "responsible"
    )
    found = held.get(pk=activity.pk)
    lock_open(found.area.plan)
    return found


def _save(activity: Activity) -> None:
    activity.title = written(activity.title, missing=gettext("Say what is to be done."))
    activity.text = plain_text(activity.text)
    if activity.ends_on < activity.starts_on:
        raise InvalidError(gettext("The activity must not end before it starts."))
    if not activity.unit.path.startswith(activity.area.plan.unit.path):
        raise InvalidError(gettext("The unit lies outside the plan."))
    save(activity)


@transaction.atomic
def set_state(
    *,
    activity: Activity,
    state: str,
    by: User | None,
    why: str = "",
    done_on: dt.date | None = None,
) -> Activity:
    """Planned, ongoing, done or called off; called off says why. Any way, also back."""
    activity = _lock(activity)
    activity.state = ActivityState(state)
    activity.done_on = None
    if activity.state == ActivityState.DONE:
        activity.done_on = done_on or timezone.localdate()
    activity.why_called_off = ""
    if activity.state == ActivityState.CALLED_OFF:
        activity.why_called_off = written(why, missing=gettext("Say why it is called off."))
    save(activity)
    return activity


@transaction.atomic
def tell(*, activity: Activity, text: str, by: User | None) -> ProgressNote:
    """How it goes. What is planned has thereby begun."""
    activity = _lock(activity)
    note = ProgressNote(
        activity=activity, author=by, text=written(text, missing=gettext("Tell how it goes."))
    )
    save(note)
    if activity.state == ActivityState.PLANNED:
        activity.state = ActivityState.ONGOING
        activity.save(update_fields=["state"])
    return note


@transaction.atomic
def make_improvement(*, activity: Activity, programme: Programme, by: User | None) -> Improvement:
    """An idea for a numbered improvement for employees, of the activity; each knows the other."""
    activity = _lock(activity)
    if activity.improvement_id is not None:
        raise InUseError(gettext("The activity is an improvement already."))
    try:
        improvement = improvement_services.propose(
            programme=programme,
            by=by,
            audience=Audience.EMPLOYEES,
            title=activity.title,
            summary=activity.text if len(activity.text) <= SUMMARY else "",
            story=activity.text,
            owner_unit=activity.unit,
            responsible=activity.responsible,
            planned_for=activity.ends_on,
            measure=activity.measure or _measure(activity),
        )
    except ImprovementsError as error:
        raise InvalidError(str(error)) from error
    activity.improvement = improvement
    activity.save(update_fields=["improvement"])
    return improvement


SUMMARY = 300


def _measure(activity: Activity) -> str:
    if not activity.scale:
        return ""
    return gettext("The survey scale “%(scale)s”") % {"scale": activity.scale_title}
