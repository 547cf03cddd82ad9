"""The focus areas of a plan, and what each unit chooses of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.engines.text import plain_text
from hundra.improve.plans.errors import InUseError, InvalidError
from hundra.improve.plans.models import FocusArea, Plan, PlanUnit, Priority
from hundra.improve.plans.services.writing import lock_open, save, written

MOST_AREAS = 40


@transaction.atomic
def add_area(*, plan: Plan, title: str, text: str = "", by: User | None) -> FocusArea:
    """One more area, last in the plan's order."""
    plan = lock_open(plan)
    if plan.areas.count() >= MOST_AREAS:
        raise InvalidError(
            gettext("A plan can have at most %(most)d areas.") % {"most": MOST_AREAS}
        )
    last = plan.areas.aggregate(last=Max("position"))["last"] or 0
    area = FocusArea(plan=plan, position=last + 1)
    return _write(area, title, text)


@transaction.atomic
def edit_area(*, area: FocusArea, title: str, text: str, by: User | None) -> FocusArea:
    lock_open(area.plan)
    return _write(area, title, text)


def _write(area: FocusArea, title: str, text: str) -> FocusArea:
    area.title = written(title, missing=gettext("Give the area a name."))
    area.text = plain_text(text)
    try:
        with transaction.atomic():
            save(area)
    except IntegrityError as error:
        raise InvalidError(gettext("The plan has an area with that name already.")) from error
    return area


@transaction.atomic
def move_area(*, area: FocusArea, steps: int, by: User | None) -> None:
    """Moves an area up (negative) or down in the plan's order; stops at its ends."""
    lock_open(area.plan)
    areas = list(FocusArea.objects.filter(plan=area.plan_id).order_by("position", "pk"))
    here = areas.index(area)
    there = max(0, min(len(areas) - 1, here + steps))
    areas.insert(there, areas.pop(here))
    for position, one in enumerate(areas, start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])


@transaction.atomic
def remove_area(*, area: FocusArea, by: User | None) -> None:
    """Removes an area in which nothing has been chosen or done."""
    lock_open(area.plan)
    if area.activities.exists() or area.priorities.exists():
        raise InUseError(gettext("Units have chosen the area, or do something in it. It stays."))
    area.delete()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An area that a unit chooses, and why."""

    area: FocusArea
    why: str = ""


@transaction.atomic
def set_priorities(
    *, plan: Plan, unit: Unit, choices: Sequence[Choice], by: User | None
) -> list[Priority]:
    """The unit's areas in its own order, the first first; what is left out is not chosen.

    What stays as it was is not written again, so the history tells only what was changed.
    """
    plan = lock_open(plan)
    if not PlanUnit.objects.filter(plan=plan, unit=unit).exists():
        raise InvalidError(gettext("The unit does not take part in the plan."))
    keys = [choice.area.pk for choice in choices]
    if len(set(keys)) != len(keys):
        raise InvalidError(gettext("An area can be chosen once."))
    if any(choice.area.plan_id != plan.pk for choice in choices):
        raise InvalidError(gettext("The area belongs to another plan."))
    before = {one.area_id: one for one in Priority.objects.filter(area__plan=plan, unit=unit)}
    for key, gone in before.items():
        if key not in keys:
            gone.delete()
    return [_choose(before, choice, unit, rank, by) for rank, choice in enumerate(choices, start=1)]


def _choose(
    before: Mapping[int, Priority], choice: Choice, unit: Unit, rank: int, by: User | None
) -> Priority:
    priority = before.get(choice.area.pk) or Priority(area=choice.area, unit=unit)
    why = plain_text(choice.why)
    if priority.pk and (priority.rank, priority.why) == (rank, why):
        return priority
    priority.rank, priority.why = rank, why
    priority.chosen_by, priority.chosen_at = by, timezone.now()
    save(priority)
    return priority
