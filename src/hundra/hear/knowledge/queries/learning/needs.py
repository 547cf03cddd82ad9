"""Searches that were not answered, and what was decided on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from hundra.core.accounts.rules import Actor
from hundra.hear.knowledge.models import (
    Article,
    Search,
    SearchCount,
    SearchGroup,
    SearchNeed,
)
from hundra.hear.knowledge.queries.learning.seeing import known_by

MOST_WORDINGS = 12
YEAR = timedelta(weeks=52)


@dataclass(frozen=True, kw_only=True)
class Wording:
    words: str
    times: int


def unanswered(*, weeks: int, door: str) -> QuerySet[SearchCount]:
    """The work list: groups not decided on, or asked for twice as much since."""
    put_aside = SearchNeed.objects.filter(
        key=OuterRef("group__key"), returns_at__gt=OuterRef("group__since")
    )
    return (
        SearchCount.objects.filter(~Exists(put_aside), weeks=weeks, door=door)
        .select_related("group__topic")
        .order_by("-unanswered", "group")
    )


def needed_group(pk: int) -> SearchGroup | None:
    return SearchGroup.objects.select_related("topic").filter(pk=pk).first()


def group_counts(group: SearchGroup, *, weeks: int) -> list[SearchCount]:
    """By door, all doors first."""
    return list(group.counts.filter(weeks=weeks).order_by("door"))


def wordings(group: SearchGroup) -> list[Wording]:
    """How people put it in the latest year, the most used first."""
    found = Search.objects.filter(key=group.key, made_on__gt=timezone.localdate() - YEAR)
    rows = found.order_by().values("words").annotate(times=Count("pk"))
    return [Wording(**row) for row in rows.order_by("-times", "words")[:MOST_WORDINGS]]


def known_articles(user: Actor, group: SearchGroup) -> Sequence[Article]:
    """The articles nearest to the group that the user may see, the nearest first."""
    found = {article.pk: article for article in known_by(user, group.nearest)}
    return [found[number] for number in group.nearest if number in found]


def decided() -> QuerySet[SearchNeed]:
    return SearchNeed.objects.select_related("topic", "decided_by__person")
