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
from hundra.core.organisation.queries import cover_everything
from hundra.hear.suggestions.models import Suggestion, SuggestionState
from hundra.hear.suggestions.queries.counting import with_supporters
from hundra.hear.suggestions.states import AWAITING_REPLY
from hundra.hear.suggestions.working_days import add_working_days


class DuePart(StrEnum):
    OVERDUE = "overdue"
    SOON = "soon"  # Within three days.
    UNREPLIED = "unreplied"


SOON_DAYS = 3
LONGEST_NUMBER = 9  # Digits; more fit no key.
# The days to reply are counted for these; while a question is open they stand still.
AWAITING = Q(state__in=AWAITING_REPLY, replied_at=None)


def in_inbox(user: Actor) -> QuerySet[Suggestion]:
    """Those at units where the user is communicator or manager; for communicators the unplaced."""
    paths = paths_with_role(user, Role.COMMUNICATOR, Role.MANAGER)
    unplaced = bool(paths_with_role(user, Role.COMMUNICATOR))
    if cover_everything(paths):
        found = Suggestion.objects.all()
        return found if unplaced else found.filter(unit__isnull=False)
    allowed = Q()
    for path in paths:
        allowed |= Q(unit__path__startswith=path)
    if unplaced:
        allowed |= Q(unit=None)
    if not allowed:
        return Suggestion.objects.none()
    return Suggestion.objects.filter(allowed)


def inbox(user: Actor, *, state: str = "") -> QuerySet[Suggestion]:
    """What is to be seen to: what waits for a reply first, the most overdue before all."""
    found = in_inbox(user)
    if state:
        found = found.filter(state=state)
    order = Case(
        When(AWAITING, then=Value(0)),
        When(state=SuggestionState.ASKED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    due_first = Case(When(AWAITING, then="reply_due_on"))
    return (
        with_supporters(found)
        .select_related("unit")
        .defer("search", "public_search", "public_plain", "public_text")
        .order_by(order, due_first.asc(nulls_last=True), "-received_at", "-pk")
    )


def due_within(
    found: QuerySet[Suggestion], part: str, *, today: date | None = None
) -> QuerySet[Suggestion]:
    """Those that wait for a reply: all, overdue, or due within three working days."""
    today = today or timezone.localdate()
    waiting = found.filter(AWAITING)
    if part == DuePart.OVERDUE:
        return waiting.filter(reply_due_on__lt=today)
    if part == DuePart.SOON:
        soon = add_working_days(today, SOON_DAYS)
        return waiting.filter(reply_due_on__gte=today, reply_due_on__lte=soon)
    return waiting


def at_unit(found: QuerySet[Suggestion], unit_id: str) -> QuerySet[Suggestion]:
    """Those at the unit or under it."""
    unit = Unit.objects.filter(pk=unit_id).first()
    return found.filter(unit__path__startswith=unit.path) if unit else found.none()


def matching(text: str) -> Q:
    """By number (12, F12), by words, or by any part of the text or place."""
    number = text.strip().lstrip("#fF")
    if number.isdecimal() and len(number) <= LONGEST_NUMBER:
        return Q(pk=int(number))
    words = SearchQuery(text, config="swedish", search_type="websearch")
    return Q(search=words) | Q(text__icontains=text) | Q(place__icontains=text)


def counts_by_state(user: Actor) -> dict[str, int]:
    """How many there are in each state."""
    rows = in_inbox(user).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def overdue_count(user: Actor, *, today: date | None = None) -> int:
    """How many wait for a reply past its day."""
    return due_within(in_inbox(user), DuePart.OVERDUE, today=today).count()


def to_sort_count(user: Actor) -> int:
    """How many nobody has sorted yet."""
    return in_inbox(user).filter(state=SuggestionState.NEW).count()
