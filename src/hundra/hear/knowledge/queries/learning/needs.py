"""Searches that were not answered, and what was decided on them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from hundra.core.accounts.rules import Actor
from hundra.hear.knowledge.models import (
    Article,
    SearchCount,
    SearchGroup,
    SearchNeed,
)
from hundra.hear.knowledge.queries.learning.seeing import known_by


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


def known_articles(user: Actor, group: SearchGroup) -> Sequence[Article]:
    """The articles nearest to the group that the user may see, the nearest first."""
    found = {article.pk: article for article in known_by(user, group.nearest)}
    return [found[number] for number in group.nearest if number in found]


def decided() -> QuerySet[SearchNeed]:
    return SearchNeed.objects.select_related("topic", "decided_by__person")
