"""The lists of learning."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.tables import Column, Filter, Table
from hundra.engines.proportions import Share
from hundra.hear.knowledge.languages import language
from hundra.hear.knowledge.models import Door, SearchNeed, UnhelpfulReason
from hundra.hear.knowledge.queries.learning.figures import (
    hardly_helpful,
    helped_share,
    never_used,
)

Row = Any


def percent(value: float) -> str:
    return f"{number_format(round(100 * value))}\u00a0%"


def told(found: Share | None, n: int) -> str:
    """A share as it is read: with its n and interval, or why there is none."""
    if found is None or math.isnan(found.value):
        return gettext("Too few to say (n = %(n)d)") % {"n": n} if n else ""
    return gettext("%(share)s (%(low)s to %(high)s, n = %(n)d)") % {
        "share": percent(found.value),
        "low": percent(found.low),
        "high": percent(found.high),
        "n": found.n,
    }


def rounded(part: str) -> Callable[[Row], float | None]:
    """A part of the helpful share, for files."""

    def value(row: Row) -> float | None:
        found = helped_share(row)
        return round(getattr(found, part), 3) if found else None

    return value


def _nothing(row: Row) -> str:
    return ""


def _language(row: Row) -> object:
    return language(row.language).name


def _in_vain(row: Row) -> str:
    return percent(row.unanswered / row.asked)


class Unanswered(Table):
    name = "sokningar"
    caption = _("Searches without an answer")
    search_label = _("Search among the searches")
    search_in = ("group__words", "group__key")
    order = "-unanswered"
    empty_title = _("Everyone finds what they look for")
    empty_text = _("When people search and find nothing, or nothing to choose, it comes here.")
    empty_icon = "search-check"
    columns = (
        Column(
            "group.words",
            _("People search for"),
            sort="group__words",
            link=lambda row: reverse("search_group", kwargs={"group": row.group_id}),
            wide=True,
        ),
        Column("unanswered", _("Unanswered"), sort=True, numeric=True),
        Column("no_hit", _("Without hits"), sort=True, numeric=True),
        Column("not_chosen", _("No hit chosen"), sort=True, numeric=True, in_page=False),
        Column("asked", _("Searches in all"), sort=True, numeric=True),
        Column(
            "share",
            _("Share in vain"),
            value=_in_vain,
            export=lambda row: round(row.unanswered / row.asked, 3),
            numeric=True,
        ),
        Column("group.topic", _("Belongs in"), sort="group__topic__order"),
    )
    filters = (
        # The rows are already those of the door: each has its own counts.
        Filter("dorr", _("From where"), Door.choices, apply=lambda rows, _value: rows),
    )


class Decided(Table):
    name = "beslutade"
    caption = _("Decided searches")
    search_in = ("words",)
    search_label = _("Search among the searches")
    order = "-decided_on"
    empty_title = _("Nothing decided yet")
    empty_text = _("What you begin a draft for, give a synonym or leave, is kept here.")
    columns = (
        Column("words", _("People search for"), sort=True, wide=True),
        Column("decision", _("Decision")),
        Column("topic", pgettext_lazy("knowledge", "Topic")),
        Column("decided_on", _("Decided on"), sort=True),
        Column("decided_by", _("By")),
        Column(
            "undo",
            _("Put back"),
            value=_nothing,
            template="knowledge/learning/undo_cell.html",
            in_file=False,
        ),
    )
    filters = (Filter("decision", _("Decision"), SearchNeed.Decision.choices),)


class Verdicts(Table):
    name = "omdomen"
    caption = _("What readers say")
    search_label = _("Search in comments and titles")
    search_in = ("comment", "title")
    order = "-given_on"
    empty_title = _("Nothing from readers")
    empty_text = _("When somebody says that an article did not help, it comes here.")
    empty_icon = "message-square-heart"
    columns = (
        Column(
            "title",
            _("Article"),
            sort="title",
            link=lambda row: reverse(
                "knowledge_article",
                kwargs={"topic": row.article.topic.slug, "slug": row.article.slug},
            ),
            wide=True,
        ),
        Column(
            "helped",
            _("Helped"),
            tone=lambda row: "success" if row.helped else "warning",
        ),
        Column(
            "said",
            _("What they say"),
            value=lambda row: row.get_reason_display(),
            template="knowledge/learning/said_cell.html",
            in_file=False,
            wide=True,
        ),
        Column("reason", _("Why not"), value=lambda row: row.get_reason_display(), in_page=False),
        Column("comment", _("Comment"), in_page=False),
        Column("given_on", pgettext_lazy("verdict", "Day"), sort=True),
        Column("door", _("From where"), in_page=False),
        Column("language", pgettext_lazy("verdict", "Language"), value=_language, in_page=False),
        Column("revision_number", _("Revision"), in_page=False),
        Column("handled", _("Handled"), template="knowledge/learning/handled_cell.html"),
    )
    filters = (
        Filter(
            "hjalpte",
            _("Helped"),
            [("nej", _("Did not help")), ("ja", _("Helped"))],
            apply=lambda rows, value: rows.filter(helped=value == "ja"),
        ),
        Filter("reason", _("Why not"), UnhelpfulReason.choices),
        Filter("door", _("From where"), Door.choices),
    )


class Used(Table):
    name = "anvandning"
    caption = _("The use of articles")
    search_label = _("Search in titles")
    search_in = ("title",)
    order = "-opened"
    empty_title = _("No articles are published yet")
    columns = (
        Column(
            "title",
            _("Article"),
            sort="title",
            link=lambda row: reverse(
                "knowledge_article",
                kwargs={"topic": row.article.topic.slug, "slug": row.article.slug},
            ),
            wide=True,
        ),
        Column("article.topic", pgettext_lazy("knowledge", "Topic"), sort="article__topic__order"),
        Column("opened", _("Times opened"), sort=True, numeric=True),
        Column(
            "share",
            _("Helped"),
            value=lambda row: told(helped_share(row), row.verdicts),
            in_file=False,
        ),
        Column("helped", _("Said yes"), numeric=True, in_page=False),
        Column("verdicts", _("Verdicts"), sort=True, numeric=True),
        Column("helped_share", _("Helpful share"), value=rounded("value"), in_page=False),
        Column("low", _("Lower end (95 %)"), value=rounded("low"), in_page=False),
        Column("high", _("Upper end (95 %)"), value=rounded("high"), in_page=False),
    )
    filters = (
        Filter(
            "visa",
            _("Show only"),
            [
                ("aldrig", _("Never opened")),
                ("svaga", _("Helped less than half")),
            ],
            apply=lambda rows, value: (never_used if value == "aldrig" else hardly_helpful)(rows),
        ),
    )


class SynonymTable(Table):
    name = "synonymer"
    caption = _("Synonyms")
    search_label = _("Search among synonyms")
    search_in = ("said", "means")
    order = "said"
    empty_title = _("No synonyms yet")
    empty_text = _("Add one when people use another word than the texts do.")
    empty_icon = "arrow-left-right"
    columns = (
        Column("said", _("People say"), sort=True),
        Column(
            "both_ways",
            pgettext_lazy("synonym", "Direction"),
            value=lambda row: "↔" if row.both_ways else "→",
            in_file=False,
        ),
        Column("means", _("The texts say"), sort=True),
        Column("both_ways_file", _("Both ways"), value=lambda row: row.both_ways, in_page=False),
        Column(
            "language",
            pgettext_lazy("verdict", "Language"),
            value=_language,
        ),
        Column("added_by", _("Added by")),
        Column("added_at", _("Added"), value=lambda row: row.added_at.date(), sort=True),
        Column(
            "remove",
            _("Remove"),
            value=_nothing,
            template="knowledge/learning/remove_cell.html",
            in_file=False,
        ),
    )
