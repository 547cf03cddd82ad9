"""How plans are shown: tones, icons, steppers, steps in words, tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import unit_choices, units_under
from hundra.core.ui.components import Step as ShownStep
from hundra.core.ui.tables import Column, Filter, Table
from hundra.improve.improvements.queries import publicly_named
from hundra.improve.plans.life import MAIN_WAY, Step
from hundra.improve.plans.models import (
    Activity,
    ActivityState,
    CafeState,
    Plan,
    PlanState,
    Proposal,
    ProposalState,
    View,
)
from hundra.improve.plans.queries.plans import GOING_ON

TONES: dict[str, str] = {
    PlanState.DRAFT: "neutral",
    PlanState.WORKED_OUT: "info",
    PlanState.ADOPTED: "accent",
    PlanState.FOLLOWED_UP: "success",
    PlanState.CLOSED: "neutral",
}
ACTIVITY_TONES: dict[str, str] = {
    ActivityState.PLANNED: "neutral",
    ActivityState.ONGOING: "info",
    ActivityState.DONE: "success",
    ActivityState.CALLED_OFF: "danger",
}
PROPOSAL_TONES: dict[str, str] = {
    ProposalState.OPEN: "info",
    ProposalState.TAKEN_UP: "success",
    ProposalState.NOT_TAKEN_UP: "neutral",
}
VIEW_TONES: dict[str, str] = {
    View.AGREES: "success",
    View.REMARK: "warning",
    View.DISAGREES: "danger",
}
CAFE_TONES: dict[str, str] = {
    CafeState.PLANNED: "neutral",
    CafeState.OPEN: "success",
    CafeState.CLOSED: "info",
}


@dataclass(frozen=True)
class ShownStepAction:
    """How a step is offered: the button's words, what it means, and its icon."""

    step: Step
    label: Any
    text: Any
    done: Any
    icon: str
    leads_on: bool


_ACTIONS = (
    ShownStepAction(
        Step.WORK_OUT,
        _("The plan is worked out"),
        _("The parties are asked where they stand. Proposals can still come."),
        _("The plan is worked out. Now the parties say where they stand."),
        "clipboard-check",
        True,
    ),
    ShownStepAction(
        Step.ADOPT,
        _("Adopt the plan"),
        _("It counts from now on. That somebody disagrees does not stop it, but all are asked."),
        _("The plan is adopted."),
        "check",
        True,
    ),
    ShownStepAction(
        Step.FOLLOW_UP,
        _("Follow up the plan"),
        _("Tell what came of it, what did not, and what you do about that."),
        _("The plan is followed up."),
        "chart-line",
        True,
    ),
    ShownStepAction(
        Step.CLOSE,
        _("End the plan"),
        _("Nothing in it can be changed any more. It stays readable."),
        _("The plan has ended."),
        "flag",
        True,
    ),
    ShownStepAction(
        Step.GO_ON,
        _("Go on with the plan"),
        _("The plan is adopted again, until the next time that it is followed up."),
        _("The plan goes on."),
        "undo-2",
        False,
    ),
    ShownStepAction(
        Step.BACK,
        _("Back to working it out"),
        _("The plan is worked on again. The stands that were given stay."),
        _("The plan is being worked out again."),
        "undo-2",
        False,
    ),
)
ACTIONS = {action.step: action for action in _ACTIONS}


def life_steps(plan: Plan) -> list[ShownStep]:
    """The plan's way, for a stepper."""
    here = MAIN_WAY.index(PlanState(plan.state))
    days = {
        PlanState.ADOPTED: plan.adopted_on,
        PlanState.FOLLOWED_UP: plan.followed_up_on,
        PlanState.CLOSED: plan.closed_on,
    }
    return [
        ShownStep(
            state.label,
            "done" if number < here else "current" if number == here else "coming",
            _day(days.get(state)) if number <= here else "",
        )
        for number, state in enumerate(MAIN_WAY)
    ]


def _day(day: dt.date | None) -> str:
    return date_format(day) if day else ""


def is_late(activity: Activity, today: dt.date) -> bool:
    return activity.is_going_on and activity.ends_on < today


def responsible_name(activity: Activity) -> str:
    """Who is responsible; nobody with protected identity is named."""
    named = publicly_named(activity.responsible)
    return str(named) if named else ""


def activity_page(activity: Activity) -> str:
    return reverse("plan_activity", kwargs={"pk": activity.pk})


def proposal_page(proposal: Proposal) -> str:
    return reverse("plan_proposal", kwargs={"plan": proposal.plan_id, "pk": proposal.pk})


def _of_unit(rows: Any, value: str) -> Any:
    unit = Unit.objects.filter(pk=value).first()
    return rows if unit is None else rows.filter(unit__in=units_under(unit))


def _when(rows: Any, value: str) -> Any:
    today = timezone.localdate()
    if value == "late":
        return rows.filter(state__in=GOING_ON, ends_on__lt=today)
    return rows.filter(state=ActivityState.PLANNED, starts_on__lt=today, ends_on__gte=today)


def _shown_end(activity: Activity) -> str:
    return gettext("late") if is_late(activity, timezone.localdate()) else ""


def _late_tone(activity: Activity) -> str:
    return "warning" if is_late(activity, timezone.localdate()) else ""


class Activities(Table):
    """Activities of one plan, or of all."""

    name = "activities"
    caption = _("Activities")
    columns = [
        Column("title", _("What is done"), sort=True, link=activity_page, wide=True),
        Column("area.title", _("Focus area"), sort="area__position"),
        Column("unit.name", _("Unit"), sort="unit__name"),
        Column("responsible", _("Responsible"), value=responsible_name),
        Column("starts_on", _("From"), sort=True, in_page=False),
        Column("ends_on", _("To"), sort=True),
        Column("lateness", _("In time"), value=_shown_end, tone=_late_tone),
        Column("state", _("State"), sort=True, tone=lambda row: ACTIVITY_TONES[row.state]),
        Column("measure", _("How we know that it helped"), in_page=False),
        Column("scale_title", _("Survey scale"), in_page=False),
        Column("improvement", _("Improvement"), in_page=False),
    ]
    filters = [
        Filter("state", _("State"), ActivityState.choices),
        Filter(
            "when",
            _("In time"),
            [
                ("late", pgettext_lazy("activity", "Late")),
                ("not_begun", _("Should have begun")),
            ],
            apply=_when,
        ),
        Filter("unit", _("Unit and those under it"), unit_choices, apply=_of_unit),
    ]
    search_in = ["title__icontains", "text__icontains"]
    order = "ends_on"
    empty_title = _("No activities here")
    empty_text = _("Make the first one, or change what you filter by.")
    empty_icon = "list-checks"
