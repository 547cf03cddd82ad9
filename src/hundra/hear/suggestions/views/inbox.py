"""The inbox as a table, with a tab per state."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from hundra.core.organisation.queries import unit_choices
from hundra.core.ui.components import Tab
from hundra.core.ui.tables import Column, Filter, Table
from hundra.hear.suggestions import queries
from hundra.hear.suggestions.models import Audience, Suggestion, SuggestionState

TONES = {
    SuggestionState.NEW: "info",
    SuggestionState.ASKED: "warning",
    SuggestionState.ACCEPTED: "accent",
    SuggestionState.PLANNED: "accent",
    SuggestionState.DELIVERED: "success",
    SuggestionState.JOINED: "neutral",
    SuggestionState.DECLINED: "neutral",
}


def tone(suggestion: Suggestion) -> str:
    return TONES[SuggestionState(suggestion.state)]


def title(suggestion: Suggestion) -> str:
    return suggestion.public_title or Truncator(" ".join(suggestion.text.split())).chars(90)


def due(suggestion: Suggestion) -> Any:
    """The day of the reply while one is waited for."""
    return suggestion.reply_due_on if suggestion.awaits_reply else None


class Inbox(Table):
    name = "forslag"
    caption = _("Suggestions")
    search_label = _("Search in text, place or number")
    search_in = ["text"]
    empty_title = _("Nothing to sort")
    empty_text = _("When someone suggests something, it comes here.")
    columns = [
        Column("pk", _("No."), value=lambda row: f"F{row.pk}", sort="pk"),
        Column(
            "text",
            _("Suggestion"),
            value=title,
            link=lambda row: reverse("suggestion", kwargs={"number": row.pk}),
            export=lambda row: row.text,
            wide=True,
        ),
        Column("state", _("State"), tone=tone),
        Column(
            "reply_due_on",
            _("Reply by"),
            value=due,
            sort="reply_due_on",
            template="suggestions/due_cell.html",
        ),
        Column("supporters", _("Support"), numeric=True, sort=True),
        Column(
            "received_at",
            _("Received"),
            value=lambda row: timezone.localdate(row.received_at),
            sort=True,
        ),
        Column("unit.name", _("Unit"), sort="unit__name"),
        Column("audience", _("For"), in_page=False),
    ]
    filters = [
        Filter("audience", _("For whom"), Audience.choices),
        Filter(
            "due",
            _("Reply"),
            [
                (queries.DuePart.OVERDUE, _("Overdue")),
                (queries.DuePart.SOON, _("Within three days")),
                (queries.DuePart.UNREPLIED, _("Not replied")),
            ],
            apply=queries.due_within,
        ),
        Filter("unit", _("Unit"), unit_choices, apply=queries.at_unit),
    ]

    def searched(self, rows: Any, text: str) -> Any:
        return rows.filter(queries.matching(text))


def state_tabs(request: HttpRequest, current: str) -> list[Tab]:
    """All, and each state, with how many there are."""
    counts = queries.counts_by_state(request.user)
    url = reverse("suggestion_inbox")
    every = Tab(_("All"), url, current=not current, count=sum(counts.values()))
    return [
        every,
        *(
            Tab(state.label, f"{url}?state={state}", state == current, counts.get(state, 0))
            for state in SuggestionState
        ),
    ]
