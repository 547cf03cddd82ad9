"""The list of staff surveys, and how many have answered by unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.tables import Column, Filter, Table
from hundra.hear.surveys import rules
from hundra.hear.surveys.models import Wave, WaveState
from hundra.hear.surveys.queries.waves.rates import Rate, rates

TONES = {
    WaveState.DRAFT: "neutral",
    WaveState.OPEN: "success",
    WaveState.CLOSING: "info",
    WaveState.CLOSED: "info",
    WaveState.CANCELLED: "warning",
}
INDENT = "\u2003"


class WavesTable(Table):
    name = "enkater"
    caption = _("Staff surveys")
    search_label = _("Search among surveys")
    search_in = ["title", "unit__name"]
    empty_title = _("No surveys yet")
    empty_text = _("Here are the surveys that ask employees how they have it at work.")
    empty_icon = "clipboard-list"
    filters = [Filter("state", _("State"), WaveState.choices)]

    def __init__(self, request: HttpRequest, rows: Any) -> None:
        super().__init__(request, rows)
        user = request.user
        self.columns = [  # type: ignore[misc]
            Column(
                "title",
                _("Name"),
                sort=True,
                link=lambda row: reverse("wave", kwargs={"pk": row.pk}),
                wide=True,
            ),
            Column("unit.name", _("Unit"), sort="unit__name"),
            Column(
                "state",
                _("State"),
                value=_state,
                tone=lambda row: TONES[WaveState(row.state)],
            ),
            Column("opens_on", pgettext_lazy("survey", "Opens"), sort=True),
            Column("closes_on", _("Last day"), sort=True),
            Column(
                "share",
                _("Answered, %"),
                value=lambda row: _share(row) if rules.may_plan(user, row.unit) else None,
                numeric=True,
            ),
        ]


def _state(row: Wave) -> str:
    shown = row.get_state_display()
    return f"{shown} · {_('Pilot')}" if row.is_pilot else shown


def _share(row: Any) -> int | None:
    return _whole(100 * row.done / row.asked) if row.asked else None


def _whole(share: float | None) -> int | None:
    return None if share is None else round(share)


class RatesTable(Table):
    """A row a unit, with all below it; as the tree stands, or sorted."""

    name = "svar"
    page_size = 50
    exports = True
    search_in = ["name"]
    search_label = _("Search among units")
    caption = _("Answers by unit")
    file_name = _("Answers by unit")
    empty_title = _("No unit of that name")
    empty_text = _("Nobody there is asked, or it is not yours to follow.")
    empty_icon = "network"
    columns = [
        Column(
            "name",
            _("Unit"),
            sort=True,
            value=lambda row: row.name,
            template="surveys/waves/parts/unit_cell.html",
            wide=True,
        ),
        Column("invited", pgettext_lazy("survey", "Asked"), sort=True, numeric=True),
        Column("answered", pgettext_lazy("survey", "Answered"), sort=True, numeric=True),
        Column(
            "share",
            pgettext_lazy("survey", "Share, %"),
            sort=True,
            value=lambda row: _whole(row.share),
            numeric=True,
        ),
    ]

    @property
    def is_as_tree(self) -> bool:
        return self.sorting[0] is None and not self.search


def rates_table(request: HttpRequest, wave: Wave) -> RatesTable:
    rows: list[Rate] = rates(wave, by=request.user)
    return RatesTable(request, rows)


class InstrumentsTable(Table):
    name = "instrument"
    caption = _("Instruments")
    exports = False
    empty_title = _("No instruments yet")
    empty_text = _("Load a file with questions.")
    empty_icon = "list-checks"
    columns = [
        Column(
            "titles",
            _("Name"),
            value=str,
            link=lambda row: reverse("wave_instrument", kwargs={"pk": row.pk}),
            wide=True,
        ),
        Column("version", _("Version"), numeric=True),
        Column("questions", _("Questions"), numeric=True),
        Column("asks", pgettext_lazy("survey", "Asks"), value=lambda row: row.get_asks_display()),
        Column("source", _("Whose wording"), value=lambda row: row.source),
        Column("used", _("Surveys"), numeric=True),
    ]
