"""Results of a staff survey that the matrix walks: of the whole, and of the unit of all roles."""

from tests.access.records import Address, World, record
from tests.factories.results import published_wave, question_set

from hundra.hear.surveys.models import Wave


def _published(world: World) -> Wave:
    found = Wave.objects.filter(title="Matrisens enkät").order_by("-pk").first()
    if found is not None:
        return found
    asked = question_set()
    earlier, _made = published_wave({world.own: 12, world.other: 12}, unit=world.root, asked=asked)
    wave, _made = published_wave(
        {world.own: 12, world.other: 12},
        unit=world.root,
        asked=asked,
        earlier=earlier,
        splits=["manager"],
        title="Matrisens enkät",
    )
    return wave


@record("results=wave")
def wave(world: World) -> Address:
    return Address({"pk": _published(world).pk})


@record("results=own")
def own(world: World) -> Address:
    return Address({"pk": _published(world).pk, "unit": world.own.pk})


@record("results=whole")
def whole(world: World) -> Address:
    return Address({"pk": _published(world).pk, "unit": world.root.pk})
