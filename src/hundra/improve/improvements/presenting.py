"""How improvements are shown on the work side: tones, steppers, charts, tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import unit_choices, units_under
from hundra.core.ui import charts
from hundra.core.ui.components import Step as ShownStep
from hundra.core.ui.tables import Column, Filter, Table
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements import queries
from hundra.improve.improvements.life import MAIN_WAY, Step
from hundra.improve.improvements.models import Improvement, ImprovementState, Programme, Topic

TONES: dict[str, str] = {
    ImprovementState.IDEA: "neutral",
    ImprovementState.PLANNED: "info",
    ImprovementState.STAMPED: "accent",
    ImprovementState.DELIVERED: "success",
    ImprovementState.FOLLOWED_UP: "success",
    ImprovementState.WITHDRAWN: "danger",
}

STATE_ICONS: dict[str, str] = {
    ImprovementState.IDEA: "lightbulb",
    ImprovementState.PLANNED: "calendar",
    ImprovementState.STAMPED: "stamp",
    ImprovementState.DELIVERED: "package-check",
    ImprovementState.FOLLOWED_UP: "clipboard-check",
    ImprovementState.WITHDRAWN: "undo-2",
}


@dataclass(frozen=True)
class ShownStepAction:
    """How a step is offered: the button's words, what it means, its icon, and its address."""

    step: Step
    label: Any
    text: Any
    done: Any
    icon: str
    path: str

    @property
    def leads_on(self) -> bool:
        return self.step.leads_on

    def url(self, improvement: Improvement) -> str:
        return reverse("improvement_step", kwargs={"pk": improvement.pk, "step": self.path})


ACTIONS = {
    action.step: action
    for action in (
        ShownStepAction(
            Step.PLAN,
            _("Plan"),
            _("It gets a day, and the checklist can be ticked towards the stamp."),
            _("It is planned."),
            "calendar-plus",
            "planera",
        ),
        ShownStepAction(
            Step.UNPLAN,
            _("Make it an idea again"),
            _("It leaves the plan. The day and the ticks stay."),
            _("It is an idea again."),
            "undo-2",
            "till-ide",
        ),
        ShownStepAction(
            Step.STAMP,
            _("Stamp"),
            _(
                "It gets the programme's next number, for good, and becomes public. Those whose "
                "suggestions are in it are told."
            ),
            _("It is stamped and has its number."),
            "stamp",
            "stampla",
        ),
        ShownStepAction(
            Step.DELIVER,
            _("Mark as delivered"),
            _("It is done. Those whose suggestions are in it are told."),
            _("It is delivered. Well done!"),
            "package-check",
            "leverera",
        ),
        ShownStepAction(
            Step.UNDELIVER,
            _("Not delivered after all"),
            _("It goes back to being stamped. Nobody is told anew until it is delivered again."),
            _("It is stamped but not delivered."),
            "undo-2",
            "angra-leverans",
        ),
        ShownStepAction(
            Step.FOLLOW_UP,
            _("Follow up"),
            _("Tell what came of it, measured as you said you would. It is shown to the public."),
            _("It is followed up."),
            "clipboard-check",
            "folj-upp",
        ),
        ShownStepAction(
            Step.WITHDRAW,
            _("Withdraw"),
            _(
                "It will not be. If it has a number, it stays on the public page with the reason, "
                "and the number is never used again. The suggestions in it are free for others."
            ),
            _("It is withdrawn."),
            "circle-x",
            "dra-tillbaka",
        ),
        ShownStepAction(
            Step.REOPEN,
            _("Take up again"),
            _("It becomes active again. A number it was given is still its own."),
            _("It is taken up again."),
            "rotate-ccw",
            "ta-upp",
        ),
    )
}
BY_PATH = {action.path: action for action in ACTIONS.values()}


def life_steps(improvement: Improvement) -> list[ShownStep]:
    """The improvement's life so far and what is left of it."""
    notes = {
        ImprovementState.IDEA: _day(timezone.localdate(improvement.created_at)),
        ImprovementState.PLANNED: _day(improvement.planned_for),
        ImprovementState.STAMPED: f"#{improvement.number}" if improvement.number else "",
        ImprovementState.DELIVERED: _day(improvement.delivered_on),
        ImprovementState.FOLLOWED_UP: _day(improvement.followed_up_on),
    }
    if improvement.state == ImprovementState.WITHDRAWN:
        reached = MAIN_WAY[: 3 if improvement.number else 1]
        done = [ShownStep(state.label, "done", notes[state]) for state in reached]
        stopped = ShownStep(
            ImprovementState.WITHDRAWN.label, "stopped", _day(improvement.withdrawn_on)
        )
        return [*done, stopped]
    here = MAIN_WAY.index(ImprovementState(improvement.state))
    last = len(MAIN_WAY) - 1
    return [
        ShownStep(state.label, _place(index, here, last), notes[state])
        for index, state in enumerate(MAIN_WAY)
    ]


def _place(index: int, here: int, last: int) -> str:
    if index < here or index == here == last:
        return "done"
    return "current" if index == here else "coming"


def _day(day: dt.date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def pace_chart(programme: Programme, pace: queries.ProgrammePace, today: dt.date) -> charts.Chart:
    """Numbers given, day by day, and the goal."""
    given = gettext("Numbers given")
    goal = gettext("Goal")
    first = min([programme.starts_on, *pace.stamped_on[:1]])
    last = max([today, *pace.stamped_on[-1:]])
    so_far = {first: 0}
    so_far |= {day: total for total, day in enumerate(_thinned(pace.stamped_on), start=1)}
    so_far.setdefault(last, len(pace.stamped_on))
    points = [charts.Point(day, total, given) for day, total in so_far.items()]
    points += [charts.Point(first, programme.goal, goal), charts.Point(last, programme.goal, goal)]
    return charts.line(
        title=gettext("Numbers given and the goal"),
        x_title=gettext("Day"),
        y_title=gettext("Improvements"),
        points=points,
        description=gettext("%(total)d of %(goal)d improvements had their number on %(day)s.")
        % {"total": len(pace.stamped_on), "goal": programme.goal, "day": _day(last)},
    )


def page_of(improvement: Improvement) -> str:
    """The improvement's work page."""
    return reverse("improvement", kwargs={"pk": improvement.pk})


MOST_POINTS = 60


def _thinned(days: Iterable[dt.date]) -> list[dt.date]:
    """The days; when too many for a drawing, each month's last day of stamps for all its stamps."""
    days = list(days)
    if len(set(days)) <= MOST_POINTS:
        return days
    lasts = {(day.year, day.month): day for day in days}
    return [lasts[day.year, day.month] for day in days]


def _of_unit(rows: QuerySet[Improvement], value: str) -> QuerySet[Improvement]:
    unit = Unit.objects.filter(pk=value).first()
    return rows if unit is None else rows.filter(owner_unit__in=units_under(unit))


class Improvements(Table):
    """All improvements of a programme."""

    name = "improvements"
    caption = _("Improvements")
    columns = [
        Column("title", _("Title"), sort=True, link=page_of, wide=True),
        Column("number", _("Number"), sort=True, numeric=True),
        Column(
            "state",
            _("State"),
            sort=True,
            tone=lambda row: TONES[row.state],
            icon=lambda row: STATE_ICONS[row.state],
        ),
        Column("audience", _("For whom"), sort=True),
        Column("topic.name", _("Topic"), in_page=False),
        Column("owner_unit.name", _("Unit"), sort="owner_unit__name"),
        Column("planned_for", _("Planned for"), sort=True),
        Column("delivered_on", _("Delivered"), in_page=False),
        Column("summary", _("In short"), in_page=False),
        Column("stamped_at", _("Stamped"), in_page=False),
        Column("measure", _("What will be measured"), in_page=False),
        Column("cost_sek", _("Cost (SEK)"), in_page=False, numeric=True),
    ]
    filters = [
        Filter("state", _("State"), ImprovementState.choices),
        Filter("audience", _("For whom"), Audience.choices),
        Filter("topic", _("Topic"), lambda: Topic.objects.values_list("pk", "name")),
        Filter("unit", _("Unit and those under it"), unit_choices, apply=_of_unit),
    ]
    search_in = ["title__icontains"]
    empty_title = _("No improvements here")
    empty_text = _("Propose the first one, or change what you filter by.")
    empty_icon = "sprout"

    def searched(self, rows: QuerySet[Improvement], text: str) -> QuerySet[Improvement]:
        return queries.search(rows, text)
