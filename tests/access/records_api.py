"""Improvements that everyone, and nobody, may read by the API."""

from tests.access.records import Address, World, record
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory

from hundra.improve.improvements.queries import shown_programme


@record("api=public")
def public(world: World) -> Address:
    programme = shown_programme() or ProgrammeFactory(shown=True)
    improvement = ImprovementFactory(programme=programme, stamped=True, owner_unit=world.own)
    return Address({"number": improvement.number})


@record("api=hidden")
def hidden(world: World) -> Address:
    return Address({"number": 999_999})
