"""Addresses of improvements that the matrix walks. They belong at the world's own unit."""

from collections.abc import Callable
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image
from tests.access.records import Address, World, record
from tests.factories.improvements import (
    AnswersFactory,
    CriterionFactory,
    ImprovementFactory,
    ProgrammeFactory,
    TopicFactory,
    UpdateFactory,
)
from tests.factories.suggestions import SuggestionFactory

from hundra.improve.improvements.models import Improvement, Programme
from hundra.improve.improvements.presenting import BY_PATH


def _picture() -> ContentFile:
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "white").save(drawn, "PNG")
    return ContentFile(drawn.getvalue(), "bild.png")


def _planned(world: World, **fields: object) -> Improvement:
    return ImprovementFactory(owner_unit=world.own, planned=True, **fields)


def _programme() -> Programme:
    return ProgrammeFactory()


@record("programme=hidden")
def hidden_programme(world: World) -> Address:
    return Address({"slug": _programme().slug}, {"text": "Ett krav"})


@record("criterion=own")
def criterion(world: World) -> Address:
    line = CriterionFactory()
    return Address({"slug": line.programme.slug, "pk": line.pk}, {"text": "X", "change": "up"})


@record("topic=unused")
def topic(world: World) -> Address:
    return Address({"pk": TopicFactory().pk}, {"name": "X", "slug": "x", "icon": "sparkles"})


@record("improvement=planned")
def planned(world: World) -> Address:
    improvement = _planned(world)
    return Address({"pk": improvement.pk}, {"text": "Nytt", "title": "Ny", "audience": "citizens"})


@record("improvement=pictured")
def pictured(world: World) -> Address:
    improvement = _planned(world, picture_alt="En ruta")
    improvement.picture.save("bild.png", _picture())
    return Address({"pk": improvement.pk})


@record("improvement=ownerless")
def ownerless(world: World) -> Address:
    return Address({"pk": ImprovementFactory(owner_unit=None).pk})


def _step(path: str) -> Callable[[World], Address]:
    def make(world: World) -> Address:
        return Address({"pk": _planned(world).pk, "step": path})

    return make


for path in BY_PATH:
    record(f"step={path}")(_step(path))


@record("improvement=ticked")
def ticked(world: World) -> Address:
    improvement = _planned(world)
    line = CriterionFactory(programme=improvement.programme)
    return Address({"pk": improvement.pk, "criterion": line.pk}, {"tick": ""})


@record("update=own")
def update(world: World) -> Address:
    news = UpdateFactory(improvement=_planned(world))
    return Address({"pk": news.improvement_id, "update": news.pk}, {"text": "Nytt"})


@record("answer=own")
def answer(world: World) -> Address:
    suggestion = SuggestionFactory(planned=True, unit=world.own)
    linked = AnswersFactory(improvement=_planned(world), suggestion=suggestion)
    return Address({"pk": linked.improvement_id, "suggestion": suggestion.pk})
