"""The editors' list of paths."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.tables import Column, Table
from hundra.hear.study.models import Path

STANDINGS = {
    "draft": (pgettext_lazy("article", "Draft"), "neutral"),
    "published": (pgettext_lazy("article", "Published"), "success"),
    "withdrawn": (pgettext_lazy("article", "Withdrawn"), "warning"),
}


def standing_of(path: Path) -> tuple[str, str]:
    """Where the path stands, in a word, and the word's tone."""
    if path.published_at is None:
        label, tone = STANDINGS["draft"]
    else:
        label, tone = STANDINGS["withdrawn" if path.withdrawn_at else "published"]
    return str(label), tone


def _broken(row: Any) -> object:
    return _("A step is out of sight") if row.broken_count else ""


class PathsTable(Table):
    name = "studievagar"
    caption = _("Study paths")
    search_label = _("Search in titles")
    search_in = ["title"]
    empty_title = _("No study paths yet")
    empty_text = _("Put articles, films and questions together, for people to learn at their pace.")
    empty_icon = "graduation-cap"
    columns = [
        Column(
            "title",
            pgettext_lazy("study", "Title"),
            sort="title",
            link=lambda row: reverse("study_edit", kwargs={"pk": row.pk}),
            wide=True,
        ),
        Column(
            "standing",
            _("State"),
            value=lambda row: standing_of(row)[0],
            tone=lambda row: standing_of(row)[1],
        ),
        Column("remarks", _("To see to"), value=_broken),
        Column("step_count", _("Steps"), numeric=True),
        Column("audience", pgettext_lazy("article", "For"), sort=True),
        Column("owner_unit.name", _("Unit"), sort="owner_unit__name"),
    ]
    order = "title"
