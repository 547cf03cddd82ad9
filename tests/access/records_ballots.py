"""Links of staff surveys that the matrix walks."""

from tests.access.records import Address, World, record
from tests.factories.surveys import open_wave


@record("ballot=link")
def link(world: World) -> Address:
    _wave, (mine,) = open_wave({world.own: 1})
    return Address({"secret": mine.secret}, {"enps": "9"})


@record("ballot=guessed")
def guessed(world: World) -> Address:
    return Address({"secret": "gissat"}, {"enps": "9"})


@record("ballot=thanks")
def thanks(world: World) -> Address:
    return Address({"slug": "enps"})
