"""What has been published."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from hundra.core.accounts.rules import Actor
from hundra.engines.text import plain_letters
from hundra.hear.suggestions.models import Follower, Suggestion
from hundra.hear.suggestions.queries.counting import with_supporters

HEAVY = ("search", "public_search", "public_plain", "text")


def published(
    *, audience: str = "", state: str = "", text: str = "", most_supported: bool = False
) -> QuerySet[Suggestion]:
    """What everyone sees, the latest first (or what most agree with)."""
    everyone = Suggestion.objects.filter(published_at__isnull=False, inside_only=False)
    return _list(everyone, audience, state, text, most_supported=most_supported)


def published_inside(
    *, audience: str = "", state: str = "", text: str = "", most_supported: bool = False
) -> QuerySet[Suggestion]:
    """What everyone signed in sees: the published, also those only inside."""
    inside = Suggestion.objects.filter(published_at__isnull=False)
    return _list(inside, audience, state, text, most_supported=most_supported)


def _list(
    found: QuerySet[Suggestion], audience: str, state: str, text: str, *, most_supported: bool
) -> QuerySet[Suggestion]:
    if audience:
        found = found.filter(audience=audience)
    if state:
        found = found.filter(state=state)
    for word in text.split()[:8]:
        query = SearchQuery(word, config="swedish", search_type="websearch")
        found = found.filter(Q(public_search=query) | Q(public_plain__contains=plain_letters(word)))
    order = ["-supporters", "-published_at"] if most_supported else ["-published_at"]
    return with_supporters(found).defer(*HEAVY).order_by(*order, "-pk")


def open_published(number: int, *, inside: bool = False) -> Suggestion | None:
    """One published suggestion; what it was joined with, if it was; None if not to be seen."""
    shown = Suggestion.objects.filter(published_at__isnull=False)
    if not inside:
        shown = shown.filter(inside_only=False)
    found = with_supporters(shown).defer(*HEAVY).filter(Q(pk=number) | Q(duplicates=number))
    return found.order_by("pk").first()


def supported_by(user: Actor, suggestions: list[Suggestion]) -> set[int]:
    """Which of the suggestions the user has joined in with."""
    if not user.is_authenticated:
        return set()
    held = Follower.objects.filter(user_id=user.pk, suggestion__in=suggestions, supports=True)
    return set(held.values_list("suggestion_id", flat=True))
