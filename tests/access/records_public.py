"""Public pages that the matrix walks, about the shown programme."""

from tests.access.records import Address, World, record
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory
from tests.factories.public import SubscriptionFactory

from hundra.improve.improvements.models import Improvement, Programme
from hundra.improve.improvements.queries import shown_programme


def _shown() -> Programme:
    return shown_programme() or ProgrammeFactory(shown=True)


def _stamped(world: World) -> Improvement:
    return ImprovementFactory(programme=_shown(), stamped=True, owner_unit=world.own)


@record("public=number")
def number(world: World) -> Address:
    return Address({"number": _stamped(world).number})


@record("public=no number")
def no_number(world: World) -> Address:
    return Address({"number": 999_999})


@record("public=stamp")
def stamp(world: World) -> Address:
    return Address({"number": _stamped(world).number, "look": "-liten"})


@record("public=card")
def card(world: World) -> Address:
    return Address({"number": _stamped(world).number, "size": "1200x630"})


@record("public=coming")
def coming(world: World) -> Address:
    return Address({"pk": ImprovementFactory(programme=_shown(), coming=True).pk})


@record("public=not shown")
def not_shown(world: World) -> Address:
    return Address({"pk": ImprovementFactory(programme=_shown(), planned=True).pk})


@record("public=kit")
def kit(world: World) -> Address:
    return Address({"pk": _stamped(world).pk})


@record("public=poster")
def poster(world: World) -> Address:
    return Address({"pk": _stamped(world).pk, "paper": "a4"})


@record("public=secret")
def secret(world: World) -> Address:
    return Address({"secret": SubscriptionFactory().secret})


@record("public=no secret")
def no_secret(world: World) -> Address:
    return Address({"secret": "x" * 22})


@record("public=follow")
def follow(world: World) -> Address:
    return Address({}, {"email": "alva@exempel.se"})


@record("public=report")
def report(world: World) -> Address:
    return Address({}, {"problem": "Knappen gick inte att trycka på."})


@record("public=service_csv")
def service_centre_file(world: World) -> Address:
    return Address({"form": "csv"})
