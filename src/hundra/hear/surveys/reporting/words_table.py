"""Own words as a table: found by theme, question and words, and fetched as a file."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.tables import Column, Filter, Table
from hundra.hear.surveys.models import Wave
from hundra.hear.surveys.queries.own_words import OTHER, text_questions, themes_of


class WordsTable(Table):
    """Neither unit nor day stands in it: a list is as near as anybody comes to who wrote."""

    name = "egna-ord"
    caption = _("Own words")
    search_label = _("Search in what was written")
    search_in = ["text"]
    page_size = 25
    empty_title = _("No own words to read here")
    empty_icon = "message-square"

    def __init__(self, request: HttpRequest, rows: Any, *, wave: Wave, may_tend: bool) -> None:
        super().__init__(request, rows)
        themes, questions = themes_of(wave), text_questions(wave)

        def in_theme(found: Any, value: str) -> Any:
            if value == OTHER:
                return found.exclude(theme__in=[one for one in themes if one != OTHER])
            return found.filter(Q(theme=value))

        self.columns = [  # type: ignore[misc]
            Column("text", _("What was written"), wide=True),
            Column(
                "theme",
                _("Theme"),
                value=lambda row: themes.get(row.theme, themes[OTHER]),
                link=(lambda row: reverse("wave_word", kwargs={"pk": wave.pk, "comment": row.pk}))
                if may_tend
                else None,
            ),
            Column(
                "code",
                pgettext_lazy("survey", "Question"),
                value=lambda row: questions.get(row.code, ""),
            ),
        ]
        self.filters = [  # type: ignore[misc]
            Filter("tema", _("Theme"), list(themes.items()), apply=in_theme),
            Filter("fraga", pgettext_lazy("survey", "Question"), list(questions.items()), "code"),
        ]
