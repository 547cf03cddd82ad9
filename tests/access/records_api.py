"""Improvements and answers that everyone, and nobody, may read by the API."""

from tests.access.records import Address, World, record
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory
from tests.factories.knowledge import published_article

from hundra.hear.knowledge.models import Audience
from hundra.improve.improvements.queries import shown_programme


@record("api=public")
def public(world: World) -> Address:
    programme = shown_programme() or ProgrammeFactory(shown=True)
    improvement = ImprovementFactory(programme=programme, stamped=True, owner_unit=world.own)
    return Address({"number": improvement.number})


@record("api=hidden")
def hidden(world: World) -> Address:
    return Address({"number": 999_999})


@record("api=article")
def article(world: World) -> Address:
    return Address({"id": published_article(owner_unit=world.own).pk})


@record("api=for guides")
def for_guides(world: World) -> Address:
    hidden = published_article(owner_unit=world.own, audience=Audience.GUIDES)
    return Address({"id": hidden.pk})


@record("api=question")
def question(world: World) -> Address:
    return Address({}, {"q": "bygglov"})
