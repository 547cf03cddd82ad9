"""The groups with their indices, and the list of comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.tables import Column, Filter, Table
from hundra.hear.surveys import naming
from hundra.hear.surveys.models import Comment
from hundra.hear.surveys.queries import Group, Satisfaction

SHOWN = 160


def _short(row: Comment) -> str:
    return row.text if len(row.text) <= SHOWN else row.text[:SHOWN].rstrip() + " …"


def _standing(row: Comment) -> object:
    return pgettext_lazy("survey", "Passed on") if row.passed_on_at else ""


def _tone(row: Comment) -> str:
    return "success" if row.passed_on_at else ""


def _apply(rows: Any, value: str) -> Any:
    return rows.filter(passed_on_at__isnull=value == "left")


class GroupsTable(Table):
    """A row a group; the files have the same figures, no more."""

    name = "nojdhet"
    page_size = 50
    empty_title = _("No answers in the period")
    empty_text = _("They come out when at least seven have answered, at the latest a week after.")
    empty_icon = "message-square"

    def __init__(self, request: HttpRequest, found: Satisfaction, split: str) -> None:
        super().__init__(request, list(found.groups), caption=split)
        self.columns = [  # type: ignore[misc]
            Column("label", split),
            Column("n", pgettext_lazy("survey", "Answers"), value=_shown_n, numeric=True),
            Column("rate", _("Answer rate, %"), value=_rate, numeric=True, decimals=0),
            Column("total", pgettext_lazy("survey", "Index"), value=_total, numeric=True),
            Column("low", _("Interval from"), value=_end("low"), numeric=True, decimals=0),
            Column("high", _("Interval to"), value=_end("high"), numeric=True, decimals=0),
            *(
                Column(item.code, item.label, value=_item(item.code), numeric=True, decimals=0)
                for item in found.all.items
            ),
        ]


def _shown_n(row: Group) -> object:
    return row.n if row.is_shown else None


def _rate(row: Group) -> object:
    return None if row.rate is None else 100 * row.rate.value


def _total(row: Group) -> object:
    return round(row.total.value) if row.total else _("Too few")


def _end(end: str) -> Callable[[Group], object]:
    return lambda row: getattr(row.total, end) if row.total else None


def _item(code: str) -> Callable[[Group], object]:
    def value(row: Group) -> object:
        mean = next(item.mean for item in row.items if item.code == code)
        return mean.value if mean else None

    return value


class CommentsTable(Table):
    name = "kommentarer"
    caption = _("What could have been better")
    search_label = _("Search in comments")
    search_in = ["text"]
    empty_title = _("No comments yet")
    empty_text = _("They come when enough people have answered for nobody to be told by theirs.")
    empty_icon = "message-square"
    filters = [
        Filter(
            "passed_on",
            _("State"),
            [("left", _("Not passed on")), ("done", pgettext_lazy("survey", "Passed on"))],
            apply=_apply,
        )
    ]

    def __init__(self, request: HttpRequest, rows: Any) -> None:
        super().__init__(request, rows)
        desks = dict(naming.choices("desk"))
        self.columns = [  # type: ignore[misc]
            Column(
                "text",
                pgettext_lazy("survey", "Comment"),
                value=_short,
                export=lambda row: row.text,
                link=lambda row: reverse("survey_comment", kwargs={"pk": row.pk}),
                wide=True,
            ),
            Column("day", _("Came out"), sort="day"),
            Column("place", _("Place"), value=lambda row: desks.get(row.desk, row.unit.name)),
            Column("standing", _("State"), value=_standing, tone=_tone),
        ]
