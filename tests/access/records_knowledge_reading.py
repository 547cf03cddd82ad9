"""Articles with all their material, as readers of each audience meet them."""

from typing import Any

from tests.access.records import Address, World, record
from tests.factories.knowledge import (
    AttachmentFactory,
    FilmFactory,
    TranslationFactory,
    published_article,
    show,
)

from hundra.hear.knowledge.models import Article, Audience


def _article(world: World, audience: str = Audience.EVERYONE) -> Article:
    return published_article(owner_unit=world.own, audience=audience)


def _place(article: Article) -> dict[str, Any]:
    return {"topic": article.topic.slug, "slug": article.slug}


def _in_somali(article: Article) -> dict[str, Any]:
    show(TranslationFactory(article=article, language="so"))
    return {**_place(article), "language": "so"}


def _attached(article: Article, **fields: Any) -> dict[str, Any]:
    attachment = AttachmentFactory(article=article, **fields)
    article.translations.get().published.attachments.add(attachment)
    return {"pk": attachment.pk}


def _film(world: World, audience: str) -> dict[str, Any]:
    film = FilmFactory(owner_unit=world.own, audience=audience, on_file=True)
    return {"slug": film.slug, "part": "film", "ending": "mp4"}


@record("knowledge=topic")
def topic(world: World) -> Address:
    return Address({"topic": _article(world).topic.slug})


@record("knowledge=guides' topic")
def topic_of_guides(world: World) -> Address:
    return Address({"topic": _article(world, Audience.GUIDES).topic.slug})


@record("knowledge=article")
def article(world: World) -> Address:
    return Address(_place(_article(world)))


@record("knowledge=for employees")
def for_employees(world: World) -> Address:
    return Address(_place(_article(world, Audience.EMPLOYEES)))


@record("knowledge=for guides")
def for_guides(world: World) -> Address:
    return Address(_place(_article(world, Audience.GUIDES)))


@record("knowledge=article in somali")
def in_somali(world: World) -> Address:
    return Address(_in_somali(_article(world)))


@record("knowledge=for guides in somali")
def for_guides_in_somali(world: World) -> Address:
    return Address(_in_somali(_article(world, Audience.GUIDES)))


@record("knowledge=picture")
def picture(world: World) -> Address:
    return Address(_attached(_article(world), picture=True))


@record("knowledge=guides' picture")
def picture_of_guides(world: World) -> Address:
    return Address(_attached(_article(world, Audience.GUIDES), picture=True))


@record("knowledge=document")
def document(world: World) -> Address:
    return Address(_attached(_article(world)))


@record("knowledge=guides' document")
def document_of_guides(world: World) -> Address:
    return Address(_attached(_article(world, Audience.GUIDES)))


@record("knowledge=film")
def film(world: World) -> Address:
    return Address(_film(world, Audience.EVERYONE))


@record("knowledge=guides' film")
def film_of_guides(world: World) -> Address:
    return Address(_film(world, Audience.GUIDES))
