"""Lists of answers: topics, a topic's articles, those most used, those newly changed."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, QuerySet, Sum, Value, When
from django.utils import timezone

from hundra.core.organisation.models import SwedishOrder
from hundra.hear.knowledge.models import Article, ArticleUse, RevisionState, Topic, Translation
from hundra.hear.knowledge.models.article import in_reader_language
from hundra.hear.knowledge.queries.reading import readable_articles, readable_translations

PER_PAGE = 30
USED_WITHIN = timedelta(days=28)
MOST_RANKED = 100
RANKED_FOR_SECONDS = 600


@dataclass(frozen=True)
class Listed:
    """An answer in a list, in the language that its reader is shown."""

    article: int
    translation: int
    topic: str
    topic_name: str
    slug: str
    language: str
    audience: str
    title: str
    short_answer: str
    published_at: datetime


@dataclass(frozen=True)
class TopicCount:
    topic: Topic
    count: int


FIELDS = (
    *("article_id", "pk", "article__topic__slug", "article__topic__names", "article__slug"),
    *("language", "article__audience", "published__title", "published__short_answer"),
    *("published__approved_at", "article__original_language"),
)


def topics_with_answers(audiences: Collection[str]) -> list[TopicCount]:
    """Topics that hold something for the audiences; others are not told of. Two queries."""
    counts = dict(
        Article.objects.filter(pk__in=readable_translations(audiences).order_by().values("article"))
        .order_by()
        .values_list("topic")
        .annotate(number=Count("pk"))
    )
    topics = Topic.objects.filter(pk__in=counts)
    return [TopicCount(topic, counts[topic.pk]) for topic in topics]


def readable_topic(slug: str, audiences: Collection[str]) -> Topic | None:
    """The topic, if it holds something for the audiences. One query."""
    inside = readable_articles(audiences).filter(topic__slug=slug).values("topic")[:1]
    return Topic.objects.filter(pk__in=inside).first()


def answers_in(
    topic: Topic, *, audiences: Collection[str], language: str, page: str = "1"
) -> Page[Any]:
    """A page of the topic's answers by title, each once. A page out of bounds is the nearest.

    Keys are put in order first and rows read after: three queries, whatever the size.
    """
    found = readable_translations(audiences).filter(article__topic=topic)
    keys = each_once(found, language).order_by(SwedishOrder("published__title"), "pk")
    pages = Paginator(keys.values_list("article_id", flat=True), PER_PAGE)
    shown: Page[Any] = pages.get_page(page[:9])
    order = list(shown.object_list)
    answers = listed(order, audiences=audiences, language=language)
    shown.object_list = [answers[key] for key in order if key in answers]
    return shown


def each_once(found: QuerySet[Translation], language: str) -> QuerySet[Translation]:
    """Of the translations found, one for each article: the one that its reader is shown."""
    chosen = found.order_by("article_id", _preference(language)).distinct("article_id")
    return Translation.objects.filter(pk__in=chosen.values("pk"))


def _preference(language: str) -> Case:
    """As shown_translation chooses: the reader's, the one written in, Swedish, any."""
    return Case(
        When(language=language, then=Value(0)),
        When(language=F("article__original_language"), then=Value(1)),
        When(language="sv", then=Value(2)),
        default=Value(3),
    )


def listed(
    articles: Iterable[int], *, audiences: Collection[str], language: str
) -> dict[int, Listed]:
    """The articles among the given that the audiences may read, each in its reader's language."""
    rows = (
        readable_translations(audiences)
        .filter(article__in=list(articles))
        .select_related(None)
        .order_by("article_id", _preference(language))
        .distinct("article_id")
    )
    return {row.article: row for row in _rows(rows)}


def _rows(found: QuerySet[Translation]) -> Iterable[Listed]:
    for row in found.values_list(*FIELDS):
        article, translation, topic, names, slug, language, audience, title, answer, at, _ = row
        yield Listed(
            article=article,
            translation=translation,
            topic=topic,
            topic_name=in_reader_language(names),
            slug=slug,
            language=language,
            audience=audience,
            title=title,
            short_answer=answer,
            published_at=at,
        )


def newest(*, audiences: Collection[str], language: str, limit: int) -> list[Listed]:
    """The answers whose texts were published last, newest first. Two queries."""
    several = 3  # An article may have changed in more than one language.
    rows = (
        readable_translations(audiences)
        .filter(published__state=RevisionState.PUBLISHED)
        .select_related(None)
        .order_by("-published__approved_at")
        .values_list("article_id", flat=True)[: limit * several]
    )
    order = list(dict.fromkeys(rows))[:limit]
    answers = listed(order, audiences=audiences, language=language)
    return [answers[key] for key in order if key in answers]


def most_used(*, audiences: Collection[str], language: str, limit: int) -> list[Listed]:
    """The answers opened most of late. Which they are is counted every ten minutes, and whether
    each may be read is asked every time.
    """
    order = _ranking.articles()
    answers = listed(order, audiences=audiences, language=language)
    return [answers[key] for key in order if key in answers][:limit]


class _Ranking:
    """The articles most opened of late, kept in the process: counting reads a month of rows."""

    def __init__(self) -> None:
        self._articles: list[int] = []
        self._good_until = 0.0

    def articles(self) -> list[int]:
        if time.monotonic() >= self._good_until:
            self._articles = _count_uses()
            self._good_until = time.monotonic() + RANKED_FOR_SECONDS
        return self._articles

    def forget(self) -> None:
        self._good_until = 0.0


_ranking = _Ranking()


def forget_ranking() -> None:
    """Counts anew at the next question; after an import, and in tests."""
    _ranking.forget()


def _count_uses() -> list[int]:
    since = timezone.localdate() - USED_WITHIN
    rows = (
        ArticleUse.objects.filter(day__gte=since)
        .order_by()
        .values("article")
        .annotate(times=Sum("count"))
        .order_by("-times", "article")[:MOST_RANKED]
    )
    return [row["article"] for row in rows]
