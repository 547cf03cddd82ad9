"""The lists as tables, with a tab for each."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.rules import paths_with_role
from hundra.core.audit.queries import public_name
from hundra.core.organisation.queries import unit_choices
from hundra.core.ui.components import Tab
from hundra.core.ui.tables import Column, Filter, Table
from hundra.hear.cases import queries, rules
from hundra.hear.cases.models import Case, CaseState
from hundra.hear.cases.queries import DuePart, Part
from hundra.hear.knowledge.models import ContactReason

TONES = {
    CaseState.NEW: "info",
    CaseState.OPEN: "accent",
    CaseState.SUSPENDED: "warning",
    CaseState.CLOSED: "success",
    CaseState.MERGED: "neutral",
}


def tone(case: Case) -> str:
    return TONES[CaseState(case.state)]


def title(case: Case) -> str:
    """What is confidential is read on its page only, where the reading is logged."""
    if case.is_confidential:
        return gettext("Confidential")
    return case.title or gettext("Disposed of")


def link(case: Case) -> str:
    return reverse("case", kwargs={"number": case.pk})


def handler(case: Case) -> str:
    return public_name(case.handler) if case.handler is not None else gettext("Nobody yet")


def due(case: Case) -> tuple[str, str, str]:
    """When it is due in words, with a tone and an icon: nothing is told by colour alone."""
    if case.state == CaseState.SUSPENDED and case.suspended_until:
        day = date_format(case.suspended_until, "j b")
        return gettext("Waits until %(day)s") % {"day": day}, "neutral", "pause"
    if not case.is_unsettled or case.due_at is None:
        return "", "", ""
    moment = timezone.localtime(case.due_at)
    day = date_format(moment, "j b")
    if case.is_overdue:
        return gettext("Late: %(day)s") % {"day": day}, "danger", "alarm-clock"
    if moment.date() == timezone.localdate():
        return gettext("Today %(time)s") % {"time": f"{moment:%H:%M}"}, "warning", "clock"
    return day, "", ""


class CaseTable(Table):
    name = "arenden"
    caption = _("Cases")
    search_label = _("Number, words, telephone or e-mail")
    search_in = ["title"]
    empty_title = _("No cases here")
    empty_text = _("When there is something to do, it comes here.")
    empty_icon = "folder-open"
    file_name = _("cases")
    columns = [
        Column("pk", _("No."), value=lambda row: row.number, sort="pk", link=link),
        Column("title", _("What it is about"), value=title, link=link, wide=True),
        Column(
            "due_at",
            pgettext_lazy("case", "Due"),
            mark=due,
            export=lambda row: row.due_at,
            sort=True,
        ),
        Column("state", pgettext_lazy("case", "State"), tone=tone),
        Column("handler", _("Handler"), value=handler),
        Column("reason.name", pgettext_lazy("case", "Reason")),
        Column("unit.name", _("Unit")),
        Column("opened_at", _("Opened"), in_page=False),
        Column("closed_at", pgettext_lazy("case", "Closed"), in_page=False),
    ]

    def __init__(self, request: HttpRequest, rows: Any, **texts: Any) -> None:
        super().__init__(request, rows, **texts)
        paths = paths_with_role(request.user, *rules.HANDLING)
        self.filters = [  # type: ignore[misc]
            Filter("state", pgettext_lazy("case", "State"), CaseState.choices),
            Filter(
                "due",
                pgettext_lazy("case", "Due"),
                [
                    (DuePart.LATE, _("Late")),
                    (DuePart.TODAY, _("Today")),
                    (DuePart.SOON, _("Within three days")),
                ],
                apply=queries.due_within,
            ),
            Filter("reason", pgettext_lazy("case", "Reason"), _reasons),
            Filter("unit", _("Unit"), partial(unit_choices, paths=paths), apply=queries.at_unit),
        ]

    def searched(self, rows: Any, text: str) -> Any:
        return queries.searched(rows, text)


def _reasons() -> list[tuple[Any, Any]]:
    return [(reason.pk, reason.name) for reason in ContactReason.objects.all()]


def tabs(current: str, counts: queries.Counts) -> list[Tab]:
    """The lists, with how many there are to see to in each."""
    url = reverse("cases")
    labels: list[tuple[Part, Any, int | None]] = [
        (Part.MINE, pgettext_lazy("cases", "Mine"), counts.mine),
        (Part.FREE, _("Nobody has them"), counts.free),
        (Part.UNIT, _("The whole unit"), counts.unit),
        (Part.SETTLED, _("Settled"), None),
        (Part.ALL, pgettext_lazy("cases", "All"), None),
    ]
    return [
        Tab(label, f"{url}?lista={part}", current=part == current, count=count)
        for part, label, count in labels
    ]
