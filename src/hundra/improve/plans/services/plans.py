"""A plan as a whole: start, edit, the steps of its life, its units, its participants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import sub_units
from hundra.improve.plans.errors import (
    InUseError,
    InvalidError,
    NotReadyError,
    StepNotOpenError,
)
from hundra.improve.plans.life import Step, leads_to
from hundra.improve.plans.models import (
    FocusArea,
    Participant,
    Party,
    Plan,
    PlanState,
    PlanUnit,
    Priority,
)
from hundra.improve.plans.queries.adopting import missing_for_adoption
from hundra.improve.plans.services.writing import lock, lock_open, save, written
from hundra.improve.plans.starting_points import starting_point


class PlanDetails(TypedDict, total=False):
    title: str
    summary: str
    starts_on: dt.date
    ends_on: dt.date


@transaction.atomic
def start_plan(
    *,
    unit: Unit,
    by: User | None,
    starting: str = "",
    units: Iterable[Unit] | None = None,
    **details: Unpack[PlanDetails],
) -> Plan:
    """A new plan, with the areas of a starting point if one is named.

    `units` set their own priorities; those right under the plan's unit unless told, or, where
    there are none, the unit itself. The employer takes part from the beginning.
    """
    plan = Plan(unit=unit, created_by=by, **details)
    _save_plan(plan)
    chosen = list(units) if units is not None else list(sub_units(unit))
    for one in chosen or [unit]:
        PlanUnit.objects.create(plan=plan, unit=one)
    point = starting_point(starting) if starting else None
    for position, area in enumerate(point.areas if point else (), start=1):
        FocusArea.objects.create(
            plan=plan,
            position=position,
            title=area.title,
            text=area.text,
            scales=list(area.scales),
        )
    Participant.objects.create(plan=plan, party=Party.EMPLOYER, name=gettext("The employer"))
    return plan


@transaction.atomic
def edit_plan(*, plan: Plan, by: User | None, **details: Unpack[PlanDetails]) -> Plan:
    plan = lock_open(plan)
    for name, value in details.items():
        setattr(plan, name, value)
    _save_plan(plan)
    return plan


def _save_plan(plan: Plan) -> None:
    plan.title = written(plan.title, missing=gettext("Give the plan a title."))
    if plan.ends_on <= plan.starts_on:
        raise InvalidError(gettext("The plan must end after it starts."))
    save(plan)


@transaction.atomic
def show_plan(*, plan: Plan, by: User | None, shown: bool) -> Plan:
    """Shows the plan to the public, or no more."""
    plan = lock(plan)
    plan.is_public = shown
    plan.save(update_fields=["is_public"])
    return plan


@transaction.atomic
def take_step(
    *,
    plan: Plan,
    step: Step,
    by: User | None,
    outcome: str = "",
    today: dt.date | None = None,
) -> Plan:
    """Takes a step of the plan's life.

    Adopting needs an area, and the stands of the employer and of a union or the employees'
    representatives, whatever they are (NotReadyError). Following up needs words of what came of
    it. Raises StepNotOpenError when the plan is not where it was thought to be.
    """
    plan = lock(plan)
    target = leads_to(step, plan.state)
    if target is None:
        raise StepNotOpenError(
            gettext("This cannot be done now: the plan is “%(state)s”.")
            % {"state": PlanState(plan.state).label}
        )
    today = today or timezone.localdate()
    if step is Step.ADOPT:
        missing = missing_for_adoption(plan)
        if missing:
            raise NotReadyError(gettext("The plan cannot be adopted yet."), missing)
        plan.adopted_on = today
    elif step is Step.FOLLOW_UP:
        plan.outcome = written(outcome, missing=gettext("Tell what came of it."))
        plan.followed_up_on = today
    elif step is Step.CLOSE:
        plan.closed_on = today
    plan.state = target
    save(plan)
    return plan


@transaction.atomic
def set_units(*, plan: Plan, units: Sequence[Unit], by: User | None) -> None:
    """Which units set their own priorities. One that has set some cannot be taken away."""
    plan = lock_open(plan)
    if not units:
        raise InvalidError(gettext("Choose at least one unit."))
    if any(not unit.path.startswith(plan.unit.path) for unit in units):
        raise InvalidError(gettext("Only units under the plan's own can take part."))
    wanted = {unit.pk for unit in units}
    taking_part = {one.unit_id: one for one in plan.taking_part.select_related("unit")}
    leaving = [one for key, one in taking_part.items() if key not in wanted]
    chosen = Priority.objects.filter(area__plan=plan, unit__in=[one.unit_id for one in leaving])
    first = chosen.select_related("unit").first()
    if first is not None:
        raise InUseError(
            gettext("%(unit)s has set priorities, and stays in the plan.") % {"unit": first.unit}
        )
    for one in leaving:
        one.delete()
    for unit in units:
        if unit.pk not in taking_part:
            PlanUnit.objects.create(plan=plan, unit=unit)


@transaction.atomic
def add_participant(
    *, plan: Plan, party: str, name: str, user: User | None, by: User | None
) -> Participant:
    """Somebody who works the plan out. With an account they record their own stand."""
    plan = lock_open(plan)
    participant = Participant(
        plan=plan,
        party=Party(party),
        name=written(name, missing=gettext("Say who it is.")),
        user=user,
    )
    try:
        with transaction.atomic():
            save(participant)
    except IntegrityError as error:
        raise InvalidError(gettext("They take part already.")) from error
    return participant


@transaction.atomic
def remove_participant(*, participant: Participant, by: User | None) -> None:
    """Takes part no more. Stands that were given stay."""
    lock_open(participant.plan)
    participant.delete()
