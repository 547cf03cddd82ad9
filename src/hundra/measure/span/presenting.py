"""How it is told and drawn how many each manager leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from hundra.core.ui import charts
from hundra.core.ui.components import Tab
from hundra.core.ui.tables import Column, Filter, Table
from hundra.measure.span.queries import Beside, Group, Named, Part, Span

MORE = 5
"""So many employees more is what an association is told for."""

WIDE = 40
"""Groups larger than this are drawn as one bar."""


def crumbs(last: str) -> list[tuple[object, str]]:
    return [(_("Employees per manager"), reverse("span")), (last, "")]


def tabs(here: str, query: str) -> list[Tab]:
    asked = f"?{query}" if query else ""
    places = (
        ("span", _("The whole"), asked),
        ("managers", _("Managers"), asked),
        ("span_survey", _("Beside the survey"), ""),
        ("span_goals", _("Goals"), ""),
    )
    return [Tab(label, reverse(name) + more, name == here) for name, label, more in places]


def goal_words(goals: Sequence[int]) -> str:
    """ "16", or "between 12 and 20" where units have different goals."""
    if len(goals) == 1:
        return str(goals[0])
    return _("between %(low)d and %(high)d") % {"low": goals[0], "high": goals[-1]}


def trend(span: Span) -> charts.Chart:
    half, high = _("Half of the managers lead at most"), _("Nine of ten lead at most")
    points = [
        charts.Point(month.on, value, name)
        for month in span.months
        for name, value in ((half, month.median), (high, month.high))
    ]
    return charts.line(
        title=_("Employees per manager, month by month"),
        x_title=_("Month"),
        y_title=_("Employees"),
        points=points,
        description=_(
            "Different people with the same nearest manager on the last day of each month."
        ),
    )


def share_above(span: Span) -> charts.Chart:
    return charts.line(
        title=_("Managers who lead more than the goal"),
        x_title=_("Month"),
        y_title=_("Per cent of the managers"),
        points=[
            charts.Point(month.on, None if share is None else round(share, 1))
            for month in span.months
            for share in (month.share_above,)
        ],
        note=_("Counted by the goals of today."),
    )


def distribution(span: Span) -> charts.Chart:
    within, above = _("Within the goal"), _("More than the goal")
    counted = Counter(
        (min(line.headcount, WIDE + 1), above if line.over else within) for line in span.lines
    )
    return charts.bars(
        title=_("How many managers lead how many"),
        label_title=_("Employees"),
        value_title=_("Managers"),
        values=[
            charts.Bar(str(size) if size <= WIDE else f"> {WIDE}", count, name)
            for (size, name), count in sorted(counted.items(), key=lambda item: item[0][0])
        ],
        description=_(
            "Different people with the same nearest manager on the day; those on leave count too."
        ),
    )


def beside_words(found: Beside) -> str:
    """What goes together with what, with n and interval; never why."""
    told = found.association
    if told is None:
        return _(
            "There are %(n)d units with figures that you may read. With fewer than %(least)d, or "
            "where nothing differs, nothing can be said of how the two go together."
        ) % {"n": len(found.places), "least": found.least}
    words = {
        "n": told.n,
        "scale": found.measure.title,
        "points": number_format(round(abs(MORE * told.slope), 1), 1),
        "low": number_format(round(MORE * told.slope_low, 1), 1),
        "high": number_format(round(MORE * told.slope_high, 1), 1),
        "r": number_format(round(told.r, 2), 2),
        "more": MORE,
    }
    if not told.is_told_from_chance:
        return (
            _(
                "In %(n)d units, “%(scale)s” cannot be told to go together with how many the "
                "manager leads: for %(more)d more, between %(low)s and %(high)s points (r = %(r)s)."
            )
            % words
        )
    if told.slope < 0:
        return (
            _(
                "In %(n)d units, “%(scale)s” is on average %(points)s points lower where the "
                "manager leads %(more)d more (interval %(low)s to %(high)s, r = %(r)s)."
            )
            % words
        )
    return (
        _(
            "In %(n)d units, “%(scale)s” is on average %(points)s points higher where the "
            "manager leads %(more)d more (interval %(low)s to %(high)s, r = %(r)s)."
        )
        % words
    )


def beside_chart(found: Beside) -> charts.Chart:
    return charts.bars(
        title=found.measure.title,
        label_title=_("Employees per manager"),
        value_title=_("Mean of the units, 0–100"),
        values=[
            charts.Bar(
                _("%(sizes)s (%(units)d units)")
                % {
                    "sizes": f"{one.low}–{one.high}" if one.high else f"≥ {one.low}",
                    "units": one.units,
                },
                round(one.level, 1),
            )
            for one in found.groups
        ],
        note=_("Each unit counts once, by its published mean."),
    )


def group_chart(group: Group) -> charts.Chart:
    return charts.line(
        title=_("Employees, month by month"),
        x_title=_("Month"),
        y_title=_("Employees"),
        points=[
            charts.Point(on, count, name)
            for on, employees in group.months
            for name, count in ((_("Employees"), employees), (_("Goal, at most"), group.most))
            if count or name == _("Employees")
        ],
    )


def _plus(count: int) -> str:
    return f"+{count}" if count else ""


class PartsTable(Table):
    """The units right under, with what it would take in each."""

    name = "delar"
    caption = pgettext_lazy("manager", "By unit")
    columns = (
        Column(
            "name",
            gettext_lazy("Unit"),
            sort=True,
            wide=True,
            link=lambda part: f"?enhet={part.pk}" if part.has_parts else "",
        ),
        Column("managers", gettext_lazy("Managers"), sort=True, numeric=True),
        Column("people", gettext_lazy("Employees"), sort=True, numeric=True),
        Column("median", gettext_lazy("Median"), sort=True, numeric=True),
        Column("largest", gettext_lazy("Largest group"), sort=True, numeric=True),
        Column(
            "above",
            gettext_lazy("Above the goal"),
            sort=True,
            numeric=True,
            tone=lambda part: "warning" if part.above else "",
        ),
        Column(
            "more",
            gettext_lazy("More managers needed"),
            sort=True,
            numeric=True,
            value=lambda part: part.more,
        ),
    )
    page_size = 50
    file_name = gettext_lazy("Employees per manager")
    empty_title = gettext_lazy("Nobody leads anyone here")
    empty_icon = "users"

    def __init__(self, request: object, parts: Sequence[Part]) -> None:
        super().__init__(request, list(parts))  # type: ignore[arg-type]


def _change(one: Named) -> int | None:
    return None if one.before is None else one.headcount - one.before


def _signed(one: Named) -> str:
    change = _change(one)
    if change is None:
        return pgettext("manager", "new")
    return number_format(change) if change <= 0 else f"+{number_format(change)}"


class ManagersTable(Table):
    name = "chefer"
    caption = gettext_lazy("Managers")
    columns = (
        Column(
            "name",
            gettext_lazy("Manager"),
            value=lambda one: one.name or _("Protected identity"),
            sort=True,
            link=lambda one: reverse("span_manager", kwargs={"pk": one.person}) if one.name else "",
        ),
        Column("unit", gettext_lazy("Leads people at"), sort=True, wide=True),
        Column("headcount", gettext_lazy("Employees"), sort=True, numeric=True),
        Column(
            "over",
            gettext_lazy("Above the goal"),
            value=lambda one: _plus(one.over),
            tone=lambda one: "warning" if one.over else "",
            export=lambda one: one.over,
        ),
        Column("most", gettext_lazy("Goal, at most"), numeric=True, in_page=False),
        Column(
            "before",
            gettext_lazy("In a year"),
            value=_signed,
            export=_change,
            numeric=True,
        ),
    )
    filters = (
        Filter(
            "ceiling",
            gettext_lazy("Show"),
            [
                ("over", gettext_lazy("Only above the goal")),
                ("first", gettext_lazy("First-line managers: none of theirs leads anyone")),
            ],
            apply=lambda rows, value: [
                one for one in rows if (one.over if value == "over" else not one.leads_managers)
            ],
        ),
    )
    order = "-headcount"
    page_size = 25
    empty_title = gettext_lazy("No managers here")
    empty_icon = "users"
