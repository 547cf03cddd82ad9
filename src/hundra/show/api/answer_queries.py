"""Articles in the shape of the API. What is public is decided by knowledge.queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Max, Prefetch, QuerySet
from django.utils import translation

from hundra.hear.knowledge import queries as knowledge
from hundra.hear.knowledge.addresses import SHELLS, article_url, topic_url
from hundra.hear.knowledge.models import Audience, ContactReason, Revision, Topic, Translation
from hundra.hear.knowledge.queries.finding import Found, Hit
from hundra.show.api import schemas

LISTED = (
    *("language", "published__title", "published__short_answer", "published__keywords"),
    *("published__approved_at", "article__slug", "article__reviewed_on", "article__topic__slug"),
    *("article__topic__names", "article__owner_unit__code", "article__owner_unit__name"),
)
"""What a list shows: whole rows with their texts take ten times as long to sort."""
EVERYONE = frozenset({Audience.EVERYONE})


def list_topics(language: str) -> list[schemas.HelpTopic]:
    with translation.override(_shell(language)):
        return [
            schemas.HelpTopic(
                slug=one.topic.slug,
                name=one.topic.name,
                description=one.topic.description,
                articles=one.count,
                page=topic_url(one.topic.slug, _shell(language)),
            )
            for one in knowledge.topics_with_answers(EVERYONE)
        ]


def _shell(language: str) -> str:
    return language if language in SHELLS else settings.LANGUAGE_CODE


def find_articles(
    *, topic: str | None = None, language: str = "sv", exactly: bool = False
) -> QuerySet[Translation]:
    """Public answers, each once, in the language wanted or (unless `exactly`) as it is written."""
    found = knowledge.readable_translations(EVERYONE)
    if topic:
        found = found.filter(article__topic__slug=topic)
    if exactly:
        found = found.filter(language=language)
    return _shaped(found, language).only(*LISTED)


def _shaped(found: QuerySet[Translation], language: str) -> QuerySet[Translation]:
    shown = Translation.objects.filter(published__isnull=False).only("article", "language")
    return (
        knowledge.each_once(found, language)
        .select_related("published", "article__topic", "article__owner_unit")
        .prefetch_related(
            Prefetch("article__translations", queryset=shown),
            Prefetch("article__reasons", queryset=ContactReason.objects.order_by("name")),
        )
        .order_by("-published__approved_at", "-pk")
    )


def article(record: Translation) -> schemas.Article:
    return schemas.Article(**_fields(record))


def article_with_text(number: int, language: str) -> schemas.ArticleWithText | None:
    """The public answer with all that its page says, or None."""
    found = knowledge.readable_translations(EVERYONE).filter(article=number)
    record = _shaped(found, language).first()
    if record is None:
        return None
    revision = _published(record)
    return schemas.ArticleWithText(
        **_fields(record),
        steps=list(revision.steps),
        text=revision.body,
        links=[schemas.Link(**link) for link in revision.links],
    )


def _published(record: Translation) -> Revision:
    revision = record.published
    assert revision is not None  # noqa: S101  Readable translations have one.
    return revision


def _fields(record: Translation) -> dict[str, Any]:
    one, revision = record.article, _published(record)
    return {
        "id": one.pk,
        "language": record.language,
        "languages": sorted(each.language for each in one.translations.all()),
        "title": revision.title,
        "short_answer": revision.short_answer,
        "keywords": list(revision.keywords),
        "topic": _topic(one.topic, record.language),
        "unit": schemas.Unit(code=one.owner_unit.code, name=one.owner_unit.name),
        "reasons": [reason.name for reason in one.reasons.all()],
        "reviewed_on": one.reviewed_on,
        "published_at": revision.approved_at and revision.approved_at.replace(microsecond=0),
        "page": article_url(one.topic.slug, one.slug, record.language),
    }


def _topic(topic: Topic, language: str) -> schemas.Topic:
    with translation.override(_shell(language)):
        return schemas.Topic(slug=topic.slug, name=topic.name)


def result(found: Found) -> schemas.SearchResult:
    return schemas.SearchResult(
        corrected=found.corrected,
        sure=found.sure,
        items=[_hit(hit) for hit in found.hits],
    )


def _hit(hit: Hit) -> schemas.Hit:
    record = hit.translation
    one, revision = record.article, _published(record)
    return schemas.Hit(
        rank=hit.rank,
        id=one.pk,
        language=record.language,
        title=revision.title,
        short_answer=revision.short_answer,
        topic=_topic(one.topic, record.language),
        heading=hit.passage.heading,
        passage=hit.passage.text,
        marks=[list(mark) for mark in hit.passage.marks],
        why=[
            schemas.Why(kind=why.kind, asked=why.query_word, met=why.text_word) for why in hit.why
        ],
        page=article_url(one.topic.slug, one.slug, record.language),
    )


def last_change() -> dt.datetime | None:
    """When a public answer changed last."""
    found = knowledge.readable_translations(EVERYONE)
    at: dt.datetime | None = found.aggregate(at=Max("published__approved_at"))["at"]
    return at
