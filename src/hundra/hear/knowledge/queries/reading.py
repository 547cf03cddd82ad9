"""What readers may read. Every door goes through here: page, search, feed, API and embed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from hundra.hear.knowledge.models import Article, ArticleState, Film, Translation


def readable_articles(audiences: Collection[str]) -> QuerySet[Article]:
    """Articles with a published text, in use and not past their day, for the audiences."""
    return Article.objects.filter(
        _in_sight(""), audience__in=audiences, translations__published__isnull=False
    ).distinct()


def readable_translations(audiences: Collection[str]) -> QuerySet[Translation]:
    """Published texts in every language, with what a list shows of them."""
    return (
        Translation.objects.filter(
            _in_sight("article__"), published__isnull=False, article__audience__in=audiences
        )
        .select_related("published", "article", "article__topic")
        .order_by("article__topic__order", "published__title", "pk")
    )


def readable_films(audiences: Collection[str]) -> QuerySet[Film]:
    return Film.objects.filter(published=True, audience__in=audiences)


def shown_translation(translations: Iterable[Translation], language: str) -> Translation | None:
    """The one in the reader's language, else the original, else Swedish, else any."""
    shown = {one.language: one for one in translations if one.published_id}
    if not shown:
        return None
    first = next(iter(shown.values()))
    for wanted in (language, first.article.original_language, "sv"):
        if wanted in shown:
            return shown[wanted]
    return first


def is_behind(translation: Translation, original: Translation | None) -> bool:
    """Does the original show another wording than the one this was translated from?"""
    if original is None or original.pk == translation.pk or not translation.published:
        return False
    return translation.published.based_on_id != original.published_id


def _in_sight(prefix: str) -> Q:
    today = timezone.localdate()
    return Q(**{f"{prefix}state": ArticleState.IN_USE}) & (
        Q(**{f"{prefix}expires_on": None}) | Q(**{f"{prefix}expires_on__gte": today})
    )
