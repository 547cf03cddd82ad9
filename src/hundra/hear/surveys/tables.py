"""The list of comments."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.tables import Column, Filter, Table
from hundra.hear.surveys import naming
from hundra.hear.surveys.models import Comment

SHOWN = 160


def _short(row: Comment) -> str:
    return row.text if len(row.text) <= SHOWN else row.text[:SHOWN].rstrip() + " …"


def _standing(row: Comment) -> object:
    return pgettext_lazy("survey", "Passed on") if row.passed_on_at else ""


def _apply(rows: Any, value: str) -> Any:
    return rows.filter(passed_on_at__isnull=value == "left")


class CommentsTable(Table):
    name = "kommentarer"
    caption = _("What could have been better")
    search_label = _("Search in comments")
    search_in = ["text"]
    empty_title = _("No comments yet")
    empty_text = _("They come when enough people have answered for nobody to be told by theirs.")
    empty_icon = "message-square"
    columns = [
        Column(
            "text",
            pgettext_lazy("survey", "Comment"),
            value=_short,
            export=lambda row: row.text,
            link=lambda row: reverse("survey_comment", kwargs={"pk": row.pk}),
            wide=True,
        ),
        Column("day", _("Came out"), sort="day"),
        Column(
            "desk",
            _("Place"),
            value=lambda row: naming.name_of("desk", row.desk) or row.unit.name,
        ),
        Column("standing", _("State"), value=_standing, tone=lambda row: "success"),
    ]
    filters = [
        Filter(
            "passed_on",
            _("State"),
            [("left", _("Not passed on")), ("done", pgettext_lazy("survey", "Passed on"))],
            apply=_apply,
        )
    ]
