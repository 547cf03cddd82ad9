"""The way of a suggestion, as the one who has the secret link (or follows it) sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from hundra.core.ui.components import Step
from hundra.hear.suggestions.models import (
    Entry,
    EntryKind,
    Follower,
    Suggestion,
    SuggestionState,
)
from hundra.hear.suggestions.states import WAITING
from hundra.hear.suggestions.steps import in_words


@dataclass(frozen=True, kw_only=True)
class WayEntry:
    """One thing that happened, in words for the one who suggested. Never says which official."""

    kind: str
    heading: str | Promise
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Way:
    suggestion: Suggestion
    state: str
    replied: bool
    due_on: date
    stations: list[Step]
    entries: list[WayEntry]
    question: WayEntry | None
    proposer: Follower | None
    joined_with: Suggestion | None


HEADINGS: dict[str, Promise] = {
    EntryKind.QUESTION: _("We ask you"),
    EntryKind.ANSWER: _("You answered"),
    EntryKind.REPLY: _("Our reply"),
}


def by_secret(secret: str) -> Suggestion | None:
    """The suggestion that the secret link is for."""
    found = Suggestion.objects.select_related("duplicate_of")
    return found.filter(secret=secret).first()


def follower_by_secret(secret: str) -> Follower | None:
    """The follower that a mail's link is for."""
    found = Follower.objects.select_related("suggestion", "suggestion__duplicate_of", "user")
    return found.filter(secret=secret).first()


def way(suggestion: Suggestion) -> Way:
    """All that has happened, of its own and of the one it was joined with; no internal notes."""
    target = suggestion.duplicate_of
    leading = target or suggestion
    own = [_entry(entry) for entry in _shown(suggestion)]
    later = [_entry(entry) for entry in _shown(target, target=True)] if target else []
    if target:
        joined_at = max((entry.at for entry in own), default=suggestion.received_at)
        later = [entry for entry in later if entry.at >= joined_at or entry.kind == "reply"]
    entries = sorted([*own, *later], key=lambda entry: entry.at)
    asked = [entry for entry in own if entry.kind == EntryKind.QUESTION]
    return Way(
        suggestion=suggestion,
        state=leading.state,
        replied=leading.replied_at is not None,
        due_on=leading.reply_due_on,
        stations=stations(leading),
        entries=entries,
        question=asked[-1] if asked and suggestion.state == SuggestionState.ASKED else None,
        proposer=proposer_of(suggestion),
        joined_with=target,
    )


def _shown(suggestion: Suggestion | None, *, target: bool = False) -> list[Entry]:
    """Questions to another proposer, and their answers, are between them."""
    hidden = [EntryKind.NOTE]
    if target:
        hidden += [EntryKind.QUESTION, EntryKind.ANSWER]
    if suggestion is None:
        return []
    return list(suggestion.entries.exclude(kind__in=hidden))


def _entry(entry: Entry) -> WayEntry:
    is_step = entry.kind == EntryKind.STEP
    return WayEntry(
        kind=entry.kind,
        heading=in_words(entry.text) if is_step else HEADINGS[entry.kind],
        text="" if is_step else entry.text,
        at=entry.written_at,
    )


def replies(suggestion: Suggestion) -> list[WayEntry]:
    """The official replies, which are shown with what is published."""
    leading = suggestion.duplicate_of or suggestion
    return [_entry(entry) for entry in leading.entries.filter(kind=EntryKind.REPLY)]


REACHED = {
    SuggestionState.NEW: 1,
    SuggestionState.ASKED: 1,
    SuggestionState.ACCEPTED: 2,
    SuggestionState.PLANNED: 3,
    SuggestionState.DELIVERED: 5,
}


def stations(suggestion: Suggestion) -> list[Step]:
    """Received → looked at → accepted → part of an improvement → delivered; or declined."""
    if suggestion.state == SuggestionState.DECLINED:
        return [
            Step(_("Received"), "done"),
            Step(_("Looked at"), "done"),
            Step(_("Will not be done"), "stopped"),
        ]
    reached = REACHED.get(SuggestionState(suggestion.state), 1)
    looking = suggestion.state in WAITING
    labels = [
        _("Received"),
        _("Being looked at") if looking else _("Looked at"),
        pgettext("suggestion", "Accepted"),
        pgettext("suggestion", "Part of an improvement"),
        pgettext("suggestion", "Delivered"),
    ]
    states = ["done" if at < reached else "coming" for at in range(len(labels))]
    if reached < len(labels):
        states[reached] = "current"
    return [Step(label, state) for label, state in zip(labels, states, strict=True)]


def proposer_of(suggestion: Suggestion) -> Follower | None:
    """The one who suggested it, also after it was joined with another."""
    own = Q(suggestion=suggestion, via=None) | Q(via=suggestion)
    return Follower.objects.filter(own, is_proposer=True).order_by("pk").first()
