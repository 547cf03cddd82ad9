"""Desks with figures that the matrix walks. Managers of other units see that they have none."""

from tests.access.records import Address, World, record
from tests.factories.contacts import ContactFactory, DeskFactory
from tests.factories.improvements import ProgrammeFactory

ENOUGH = 8


def _desk(world: World) -> str:
    desk = DeskFactory(unit=world.own)
    ContactFactory.create_batch(ENOUGH, desk=desk, done=True, guide=None)
    return desk.slug


@record("figures=desk")
def desk_with_figures(world: World) -> Address:
    return Address(data={"desk": _desk(world)})


@record("figures=part")
def part_of_the_figures(world: World) -> Address:
    return Address({"part": "skal"}, {"desk": _desk(world)})


@record("figures=improvement")
def improvement_of_a_figure(world: World) -> Address:
    ProgrammeFactory()
    return Address(
        data={
            "desk": _desk(world),
            "title": "Kortare väntan",
            "audience": "citizens",
            "measure": "Svar inom 2 min",
            "baseline": "70 %",
        }
    )
