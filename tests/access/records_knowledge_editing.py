"""Articles at the editors' pages that the matrix walks."""

from django.core.files.base import ContentFile
from tests.access.records import Address, World, record
from tests.factories.knowledge import (
    ContactReasonFactory,
    FilmFactory,
    RevisionFactory,
    TopicFactory,
    TranslationFactory,
    published_article,
    show,
)

from hundra.hear.knowledge.models import Article, Attachment, Audience, Translation


def _article(world: World, **fields: object) -> Article:
    return published_article(owner_unit=world.own, **fields)


def _draft(world: World) -> Translation:
    translation = _article(world).translations.get()
    RevisionFactory(translation=translation, waiting=True)
    return translation


def _file(world: World) -> dict[str, int]:
    article = _article(world)
    file = Attachment(article=article, name="blankett.pdf", media_type="application/pdf")
    file.size_bytes = 5
    file.file.save("blankett.pdf", ContentFile(b"%PDF-"))
    return {"pk": article.pk, "file": file.pk}


@record("edited article=new")
def new(world: World) -> Address:
    details = {"topic": TopicFactory().pk, "audience": "everyone", "owner_unit": world.own.pk}
    return Address({}, {"title": "Ny", "language": "sv", **details})


@record("edited article=own unit")
def own(world: World) -> Address:
    article = _article(world)
    details = {"topic": article.topic_id, "audience": "everyone", "owner_unit": world.own.pk}
    return Address({"pk": article.pk}, {**details, "slug": "ny", "language": "en", "reason": "Nej"})


@record("edited article=guides")
def guides(world: World) -> Address:
    """At the own unit, so its editors read it, though they are no guides."""
    return Address({"pk": _article(world, audience=Audience.GUIDES).pk})


@record("edited article=other unit")
def other(world: World) -> Address:
    return Address({"pk": published_article(owner_unit=world.other, audience="guides").pk})


@record("edited article=looked through")
def looked_through(world: World) -> Address:
    return Address({"pk": _article(world).pk, "what": "oversedd"})


@record("edited text=own unit")
def text(world: World) -> Address:
    place = {"pk": _article(world).pk, "language": "sv"}
    return Address(place, {"title": "Rubrik", "html": "<b>Fet</b>"})


@record("edited text=other unit")
def other_text(world: World) -> Address:
    article = published_article(owner_unit=world.other, audience="guides")
    return Address({"pk": article.pk, "language": "sv"}, {"title": "Rubrik"})


@record("edited text=waiting")
def waiting(world: World) -> Address:
    translation = _draft(world)
    place = {"pk": translation.article_id, "language": "sv"}
    return Address(place, {"comment": "Kortare."})


@record("edited text=behind")
def behind(world: World) -> Address:
    article = _article(world)
    original = article.translations.get()
    english = TranslationFactory(article=article, language="en")
    show(english, based_on=original.published)
    show(original)
    return Address({"pk": article.pk, "language": "en"})


@record("edited revision=own unit")
def revision(world: World) -> Address:
    return Address({"pk": _article(world).pk, "language": "sv", "number": 1})


@record("edited file=own unit")
def file(world: World) -> Address:
    return Address(_file(world), {"name": "ny"})


@record("edited paste")
def paste(world: World) -> Address:
    return Address({}, {"html": "<b>Fet</b>"})


@record("edited topic=new")
def new_topic(world: World) -> Address:
    return Address({}, {"name_sv": "Nytt ämne", "icon": "house"})


@record("edited topic=empty")
def empty_topic(world: World) -> Address:
    return Address({"pk": TopicFactory().pk}, {"name_sv": "Annat ämne", "icon": "house"})


@record("edited reason=new")
def new_reason(world: World) -> Address:
    return Address({}, {"name": "ny orsak"})


@record("edited reason=unused")
def unused_reason(world: World) -> Address:
    return Address({"pk": ContactReasonFactory().pk}, {"name": "annan orsak"})


def _film(world: World) -> dict[str, object]:
    address = {"url": "https://film.example/1", "captioned_there": "on", "language": "sv"}
    words = {"title": "Film", "transcript": "Hej.", "audience": "everyone"}
    return {**address, **words, "owner_unit": world.own.pk}


@record("edited film=new")
def new_film(world: World) -> Address:
    return Address({}, _film(world))


@record("edited film=own unit")
def own_film(world: World) -> Address:
    return Address({"pk": FilmFactory(owner_unit=world.own).pk}, _film(world))


@record("edited film=other unit")
def other_film(world: World) -> Address:
    return Address({"pk": FilmFactory(owner_unit=world.other).pk}, _film(world))


@record("edited film=part")
def film_part(world: World) -> Address:
    film = FilmFactory(owner_unit=world.own)
    film.captions.save("text.vtt", ContentFile(b"WEBVTT"))
    return Address({"pk": film.pk, "part": "text"})
