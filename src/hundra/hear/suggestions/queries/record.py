"""One suggestion on the work side, one's own, and what is past its retention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from hundra.core.accounts.rules import Actor
from hundra.hear.suggestions import rules
from hundra.hear.suggestions.models import Entry, Follower, Suggestion, SuggestionState
from hundra.hear.suggestions.queries.counting import with_supporters
from hundra.hear.suggestions.queries.way import proposer_of
from hundra.hear.suggestions.states import ENDED, Step, possible


@dataclass(frozen=True, kw_only=True)
class Record:
    """A suggestion with all that those who answer it need, and what they may do with it."""

    suggestion: Suggestion
    entries: list[Entry]
    duplicates: list[Suggestion]
    proposer: str
    supporters: int
    steps: frozenset[Step]
    may_sort: bool


def open_record(number: int, *, by: Actor) -> Suggestion | None:
    """The suggestion for its work page; None if there is none. The caller checks the rule."""
    found = with_supporters(Suggestion.objects.select_related("unit", "author", "duplicate_of"))
    return found.filter(pk=number).first()


def record(suggestion: Suggestion, *, by: Actor) -> Record:
    """Gathers the page of a suggestion that the reader may answer."""
    sorts = rules.may_sort(by, suggestion)
    steps = possible(suggestion.state)
    return Record(
        suggestion=suggestion,
        entries=list(suggestion.entries.select_related("author")),
        duplicates=list(suggestion.duplicates.order_by("pk")),
        proposer=_proposer(suggestion),
        supporters=getattr(suggestion, "supporters", 1),
        steps=steps if sorts else steps & {Step.ASK},
        may_sort=sorts,
    )


def _proposer(suggestion: Suggestion) -> str:
    """Who suggested it, no closer than needed: an address is masked, a colleague is one."""
    follower = proposer_of(suggestion)
    return masked(follower.email) if follower is not None else ""


def masked(email: str) -> str:
    """ "alva@exempel.se" → "a…@exempel.se": enough to tell that there is one."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}…{at}{domain}" if at else ""


def mine(user: Actor) -> QuerySet[Suggestion]:
    """What the user has suggested, the latest first."""
    return with_supporters(Suggestion.objects.filter(author_id=user.pk)).select_related("unit")


def addresses_past(day: date) -> QuerySet[Follower]:
    """Followers with an address, at suggestions that ended, and were last touched, before."""
    touched = Entry.objects.filter(suggestion=OuterRef("suggestion"), written_at__date__gte=day)
    return Follower.objects.filter(
        ~Exists(touched), suggestion__state__in=ENDED, suggestion__received_at__date__lt=day
    ).exclude(email="")


def declined_past(day: date) -> QuerySet[Suggestion]:
    """Declined before the day and never published; nothing is joined with them or answers them."""
    touched = Entry.objects.filter(suggestion=OuterRef("pk"), written_at__date__gte=day)
    return Suggestion.objects.filter(
        ~Exists(touched),
        state=SuggestionState.DECLINED,
        published_at=None,
        duplicates=None,
        received_at__date__lt=day,
    )
