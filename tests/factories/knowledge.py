"""Articles as they can be in life: drafted, waiting, published, behind, expired."""

import datetime as dt
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from tests.factories.accounts import UserFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import User
from hundra.hear.knowledge.models import (
    Article,
    Attachment,
    Audience,
    ContactReason,
    Film,
    Revision,
    RevisionState,
    Topic,
    Translation,
)

FILM = bytes(range(256)) * 4
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nHej!\n"


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    slug = factory.Sequence(lambda n: f"amne-{n}")
    names = factory.LazyAttribute(lambda topic: {"sv": f"Ämne {topic.slug}", "en": topic.slug})


class ContactReasonFactory(DjangoModelFactory[ContactReason]):
    class Meta:
        model = ContactReason

    name = factory.Sequence(lambda n: f"skäl {n}")


class ArticleFactory(DjangoModelFactory[Article]):
    """An article without texts; `published_article` makes one that readers see."""

    class Meta:
        model = Article

    topic = factory.SubFactory(TopicFactory)
    slug = factory.Sequence(lambda n: f"artikel-{n}")
    audience = Audience.EVERYONE
    owner_unit = factory.SubFactory(UnitFactory)


class TranslationFactory(DjangoModelFactory[Translation]):
    class Meta:
        model = Translation

    article = factory.SubFactory(ArticleFactory)
    language = "sv"


class RevisionFactory(DjangoModelFactory[Revision]):
    class Meta:
        model = Revision
        skip_postgeneration_save = True

    class Params:
        waiting = factory.Trait(
            state=RevisionState.WAITING, submitted_at=factory.LazyFunction(timezone.now)
        )

    translation = factory.SubFactory(TranslationFactory)
    number = factory.LazyAttribute(lambda made: made.translation.revisions.count() + 1)
    title = factory.Sequence(lambda n: f"Så gör du med sak {n}")
    short_answer = "Ansök i e-tjänsten. Det är gratis."
    body = "## Vem kan ansöka?\n\nAlla som bor i kommunen."
    written_by = factory.SubFactory(UserFactory)
    authors = factory.LazyAttribute(lambda made: [made.written_by.pk] if made.written_by else [])


class FilmFactory(DjangoModelFactory[Film]):
    class Meta:
        model = Film

    slug = factory.Sequence(lambda n: f"film-{n}")
    title = factory.Sequence(lambda n: f"Film {n}")
    audience = Audience.EVERYONE
    owner_unit = factory.SubFactory(UnitFactory)
    url = "https://film.example/en-film"
    captioned_there = True
    transcript = "Det här sägs i filmen."
    published = True

    class Params:
        on_file = factory.Trait(
            url="",
            captioned_there=False,
            file=factory.LazyFunction(lambda: ContentFile(FILM, "film.mp4")),
            captions=factory.LazyFunction(lambda: ContentFile(CAPTIONS, "film.vtt")),
        )


class AttachmentFactory(DjangoModelFactory[Attachment]):
    """A document, or a picture. Add it to the `attachments` of the revision that shows it."""

    class Meta:
        model = Attachment

    class Params:
        picture = factory.Trait(
            is_picture=True,
            alt="En bild",
            media_type="image/jpeg",
            file=factory.LazyFunction(lambda: ContentFile(b"jpeg", "bild.jpg")),
        )

    article = factory.SubFactory(ArticleFactory)
    name = "Karta"
    media_type = "application/pdf"
    size_bytes = 4
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF", "karta.pdf"))


def show(translation: Translation, *, by: User | None = None, **wording: Any) -> Revision:
    """Publishes a wording in the translation, as if another person had approved it."""
    translation.revisions.filter(state=RevisionState.PUBLISHED).update(state=RevisionState.REPLACED)
    now = timezone.now()
    revision = RevisionFactory(
        translation=translation,
        state=RevisionState.PUBLISHED,
        approved_by=by or UserFactory(),
        approved_at=now,
        **wording,
    )
    translation.published = revision
    translation.save()
    article = translation.article
    article.first_published_at = article.first_published_at or now
    article.review_on = article.review_on or timezone.localdate() + dt.timedelta(days=365)
    article.save()
    return revision


def published_article(*, language: str = "sv", **fields: Any) -> Article:
    """An article that its audience reads. Fields of the wording are told apart by their names."""
    names = {"title", "short_answer", "spoken_answer", "body", "steps", "links", "keywords"}
    wording = {name: fields.pop(name) for name in names & fields.keys()}
    article = ArticleFactory(original_language=language, **fields)
    show(TranslationFactory(article=article, language=language), **wording)
    return article
