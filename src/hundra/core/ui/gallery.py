"""The page that shows every component live, with small invented examples."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hundra.core.ui import charts
from hundra.core.ui.access import signed_in
from hundra.core.ui.components import Part, Step, Tab
from hundra.core.ui.forms import DateInput, Found, PictureInput, SearchSelect, search_answer
from hundra.core.ui.tables import Column, Filter, Table, answer

UNITS = (
    "Björkbackens förskola",
    "Centrumskolan",
    "Granlidens äldreboende",
    "Hemtjänst norr",
    "Hemtjänst söder",
    "Individ- och familjeomsorg",
    "Kontaktcenter",
    "Kultur och fritid",
    "Måltidsservice",
    "Personlig assistans",
    "Samhällsbyggnad",
    "Tallåsens förskola",
)
TONES = {"delivered": "success", "stamped": "info", "planned": "neutral", "withdrawn": "danger"}


class ExampleForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("What would be better?"),
        help_text=gettext_lazy("One sentence is enough."),
        max_length=120,
    )
    story = forms.CharField(
        label=gettext_lazy("Tell us more"), widget=forms.Textarea, required=False
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    audience = forms.ChoiceField(
        label=gettext_lazy("For whom?"),
        choices=[
            ("citizens", gettext_lazy("Citizens")),
            ("employees", gettext_lazy("Employees")),
        ],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        choices=[
            ("care", gettext_lazy("Care")),
            ("school", gettext_lazy("School")),
            ("streets", gettext_lazy("Streets and parks")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Type a part of the name."),
        widget=SearchSelect(reverse_lazy("components-search"), label_for=str),
        required=False,
    )
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DateInput, required=False)
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=PictureInput(limit=gettext_lazy("JPEG, PNG or WebP, at most 10 MB.")),
        required=False,
    )
    consent = forms.BooleanField(label=gettext_lazy("I want to hear back"), required=False)


@dataclass(frozen=True)
class Example:
    number: int
    title: str
    unit: str
    state: str
    label: str
    day: datetime.date
    cost: int


class ExampleTable(Table):
    caption = gettext_lazy("Improvements")
    columns = (
        Column("number", gettext_lazy("Number"), sort=True, numeric=True),
        Column("title", gettext_lazy("Title"), sort=True, link=lambda row: "#table", wide=True),
        Column("unit", gettext_lazy("Unit"), sort=True),
        Column("label", gettext_lazy("State"), tone=lambda row: TONES[row.state]),
        Column("day", gettext_lazy("Date"), sort=True),
        Column("cost", gettext_lazy("Cost, SEK"), sort=True, numeric=True),
    )
    filters = (
        Filter(
            "state",
            gettext_lazy("State"),
            [
                ("delivered", gettext_lazy("Delivered")),
                ("stamped", gettext_lazy("Stamped")),
                ("planned", gettext_lazy("Planned")),
                ("withdrawn", gettext_lazy("Withdrawn")),
            ],
        ),
    )
    search_in = ("title", "unit")
    order = "number"
    page_size = 5


def _examples() -> list[Example]:
    titles = (
        _("Free coffee for all staff"),
        _("Training places for nurses"),
        _("New e-service for reports of concern"),
        _("Manager on call"),
    )
    states = (
        ("delivered", _("Delivered")),
        ("stamped", _("Stamped")),
        ("planned", _("Planned")),
        ("withdrawn", _("Withdrawn")),
    )
    first = datetime.date(2026, 1, 12)
    return [
        Example(
            number,
            titles[number % 4],
            UNITS[number % len(UNITS)],
            *states[(number // 4) % 4],
            first + datetime.timedelta(days=11 * number),
            12_500 * number,
        )
        for number in range(1, 24)
    ]


@dataclass(frozen=True)
class ExampleChange:
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ExampleEntry:
    at: datetime.datetime
    who: str
    kind: str
    what: str
    changes: tuple[ExampleChange, ...] = field(default_factory=tuple)


def _trail() -> list[ExampleEntry]:
    now = timezone.now()
    return [
        ExampleEntry(
            now - datetime.timedelta(hours=3),
            "Alva Påhittsson",
            "update",
            _("The improvement was stamped"),
            (
                ExampleChange(_("State"), _("Planned"), _("Stamped")),
                ExampleChange(_("Number"), "", "54"),
            ),
        ),
        ExampleEntry(
            now - datetime.timedelta(days=4),
            "Bo Exempelberg",
            "insert",
            _("The improvement was created"),
        ),
    ]


def _line() -> charts.Chart:
    years = range(2016, 2027)
    applied = (3120, 2870, 2510, 2090, 1740, 1310, 980, 720, 640, 910, 1260)
    kept = (410, 400, 395, 380, 372, 360, 340, 310, 300, 352, 401)
    return charts.line(
        title=_("Applications for summer jobs"),
        description=_("They fell for ten years, and turned after the first improvements."),
        x_title=_("Year"),
        y_title=_("Count"),
        points=[
            charts.Point(year, value, name)
            for name, values in ((_("Applications"), applied), (_("Employed"), kept))
            for year, value in zip(years, values, strict=True)
        ],
        events=[charts.Event(datetime.date(2024, 9, 3), _("The programme starts"))],
    )


def _bars() -> charts.Chart:
    return charts.bars(
        title=_("Improvements by unit"),
        label_title=_("Unit"),
        value_title=_("Count"),
        horizontal=True,
        values=[
            charts.Bar(unit, value, name)
            for name, values in ((_("Employees"), (9, 7, 4, 3)), (_("Citizens"), (6, 8, 5, 1)))
            for unit, value in zip(UNITS[:4], values, strict=True)
        ],
    )


@signed_in
def components(request: HttpRequest) -> HttpResponse:
    form = ExampleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("Saved. This is how a toast looks."))
        return redirect("components")
    context: dict[str, Any] = {
        "form": form,
        "small_form": ExampleForm(prefix="small"),
        "line": _line(),
        "bars": _bars(),
        "trail": _trail(),
        "steps": [
            Step(_("Received"), "done", "3 mars"),
            Step(_("Read by us"), "done", "5 mars"),
            Step(_("Under way"), "current", _("Answer by 20 March")),
            Step(_("Answered")),
        ],
        "tabs": [
            Tab(_("All"), "#tabs", True, 128),
            Tab(_("Not yet read"), "#tabs", count=12),
            Tab(_("Answered"), "#tabs"),
        ],
        "parts": [Part(_("Employees"), 29, 50), Part(_("Citizens"), 24, 50)],
        "facts": [
            (_("Unit"), UNITS[6]),
            (_("Responsible"), "Alva Påhittsson", "#facts"),
            (_("Starts"), datetime.date(2026, 3, 3)),
            (_("Cost, SEK"), 125_000),
        ],
        "interval": (61.4, 68.9),
        "crumbs": [
            (_("Overview"), reverse_lazy("work")),
            (_("Improve"), reverse_lazy("work")),
            (_("Components"), ""),
        ],
        "icons": ("ear", "sprout", "chart-line", "megaphone", "settings", "stamp", "inbox"),
    }
    return answer(
        request, "ui/gallery.html", table=ExampleTable(request, _examples()), context=context
    )


@signed_in
@require_safe
def components_search(request: HttpRequest) -> HttpResponse:
    """Invented units, for the search field of the page of components."""
    text = request.GET.get("q", "").casefold()
    found = [Found(name, name, _("unit")) for name in UNITS if text in name.casefold()]
    return search_answer(request, found)
