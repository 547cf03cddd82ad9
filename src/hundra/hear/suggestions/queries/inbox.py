"""The inbox of those who sort and answer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, paths_with_role
from hundra.core.organisation.models import Unit
from hundra.hear.suggestions.models import Suggestion, SuggestionState
from hundra.hear.suggestions.queries.counting import with_supporters


class DuePart(StrEnum):
    OVERDUE = "overdue"
    SOON = "soon"  # Within three days.
    UNREPLIED = "unreplied"


SOON_DAYS = 3


def in_inbox(user: Actor) -> QuerySet[Suggestion]:
    """Those at units where the user is communicator or manager; for communicators the unplaced."""
    allowed = Q()
    for path in paths_with_role(user, Role.COMMUNICATOR, Role.MANAGER):
        allowed |= Q(unit__path__startswith=path)
    if paths_with_role(user, Role.COMMUNICATOR):
        allowed |= Q(unit=None)
    if not allowed:
        return Suggestion.objects.none()
    return Suggestion.objects.filter(allowed)


def inbox(
    user: Actor,
    *,
    state: str = "",
    audience: str = "",
    unit: Unit | None = None,
    due: str = "",
    text: str = "",
    today: date | None = None,
) -> QuerySet[Suggestion]:
    """What is to be seen to, what waits for a reply first and the latest due before all."""
    today = today or timezone.localdate()
    found = in_inbox(user).filter(_due(due, today))
    if state:
        found = found.filter(state=state)
    if audience:
        found = found.filter(audience=audience)
    if unit is not None:
        found = found.filter(unit__path__startswith=unit.path)
    if text.strip():
        found = found.filter(_matching(text.strip()))
    order = Case(
        When(state=SuggestionState.NEW, replied_at=None, then=Value(0)),
        When(state=SuggestionState.ASKED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    due_first = Case(When(replied_at=None, then="reply_due_on"))
    return (
        with_supporters(found)
        .select_related("unit")
        .defer("search", "public_search", "public_plain", "public_text")
        .order_by(order, due_first.asc(nulls_last=True), "-received_at", "-pk")
    )


def _due(due: str, today: date) -> Q:
    waiting = Q(state__in=[SuggestionState.NEW, SuggestionState.ACCEPTED], replied_at=None)
    if due == DuePart.OVERDUE:
        return waiting & Q(reply_due_on__lt=today)
    if due == DuePart.SOON:
        from hundra.hear.suggestions.working_days import add_working_days

        return waiting & Q(
            reply_due_on__gte=today, reply_due_on__lte=add_working_days(today, SOON_DAYS)
        )
    if due == DuePart.UNREPLIED:
        return waiting
    return Q()


def _matching(text: str) -> Q:
    number = text.lstrip("#fF")
    if number.isdecimal() and len(number) < 10:
        return Q(pk=int(number))
    words = SearchQuery(text, config="swedish", search_type="websearch")
    return Q(search=words) | Q(text__icontains=text) | Q(place__icontains=text)


def counts_by_state(user: Actor) -> dict[str, int]:
    """How many there are in each state."""
    rows = in_inbox(user).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def overdue_count(user: Actor, *, today: date | None = None) -> int:
    """How many wait for a reply past its day."""
    return in_inbox(user).filter(_due(DuePart.OVERDUE, today or timezone.localdate())).count()


def to_sort_count(user: Actor) -> int:
    """How many nobody has sorted yet."""
    return in_inbox(user).filter(state=SuggestionState.NEW).count()
