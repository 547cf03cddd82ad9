"""One article as its readers meet it, and what became of one that is not there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hundra.hear.knowledge.models import (
    Address,
    Article,
    Attachment,
    ContactReason,
    Film,
    Revision,
    Translation,
)
from hundra.hear.knowledge.queries.reading import (
    is_behind,
    readable_articles,
    readable_films,
    readable_translations,
    shown_translation,
)

Place = tuple[str, str]
"""The slugs of topic and article."""


@dataclass(frozen=True)
class Version:
    """The article in one of its languages. `is_behind`: the original has changed since."""

    language: str
    title: str
    is_behind: bool


@dataclass(frozen=True)
class ReadArticle:
    """All that a reader sees of an article, in one language."""

    article: Article
    translation: Translation
    revision: Revision
    versions: tuple[Version, ...]
    documents: tuple[Attachment, ...]
    pictures: tuple[Attachment, ...]
    films: tuple[Film, ...]
    reasons: tuple[ContactReason, ...]

    @property
    def language(self) -> str:
        return self.translation.language

    @property
    def is_behind(self) -> bool:
        return any(one.is_behind for one in self.versions if one.language == self.language)


def read_article(
    topic: str, slug: str, *, audiences: Collection[str], language: str, exactly: bool = False
) -> ReadArticle | None:
    """The article, if the audiences may read it; six queries.

    `exactly` asks for that very language, or nothing.
    """
    article = (
        readable_articles(audiences)
        .filter(topic__slug=topic, slug=slug)
        .select_related("topic", "owner_unit", "responsible")
        .first()
    )
    if article is None:
        return None
    translations = _translations(article)
    chosen = shown_translation(translations, language)
    if chosen is None or (exactly and chosen.language != language):
        return None
    return _read(article, chosen, translations, audiences)


def _translations(article: Article) -> list[Translation]:
    shown = ("article_id", "language", "published_id", "published__title", "published__based_on_id")
    return list(
        article.translations.filter(published__isnull=False)
        .select_related("published")
        .only(*shown)
        .order_by("language")
    )


def _read(
    article: Article,
    chosen: Translation,
    translations: list[Translation],
    audiences: Collection[str],
) -> ReadArticle:
    by_language = {one.language: one for one in translations}
    original = by_language.get(article.original_language)
    revision = Revision.objects.get(shown_in=chosen)
    attached = list(revision.attachments.order_by("pk"))
    return ReadArticle(
        article=article,
        translation=chosen,
        revision=revision,
        versions=tuple(
            Version(one.language, one.published.title, is_behind(one, original))
            for one in translations
            if one.published
        ),
        documents=tuple(one for one in attached if not one.is_picture),
        pictures=tuple(one for one in attached if one.is_picture),
        films=tuple(readable_films(audiences).filter(revisions=revision)),
        reasons=tuple(article.reasons.all()),
    )


def moved_to(topic: str, slug: str, *, audiences: Collection[str]) -> Place | None:
    """Where the article that once had the address is read now, if the audiences may."""
    return (
        Address.objects.filter(
            topic_slug=topic, slug=slug, article__in=readable_articles(audiences).values("pk")
        )
        .values_list("article__topic__slug", "article__slug")
        .first()
    )


def was_here(topic: str, slug: str, *, audiences: Collection[str]) -> bool:
    """Was there once an article for the audiences at the address, now out of sight?"""
    return Article.objects.filter(
        topic__slug=topic, slug=slug, audience__in=audiences, first_published_at__isnull=False
    ).exists()


def readable_attachment(pk: int, audiences: Collection[str]) -> Attachment | None:
    """The attachment, if a text that the audiences read has it."""
    shown = readable_translations(audiences).order_by().values("published")
    return Attachment.objects.filter(pk=pk, revisions__in=shown).first()


def readable_film(slug: str, audiences: Collection[str]) -> Film | None:
    return readable_films(audiences).filter(slug=slug).first()
