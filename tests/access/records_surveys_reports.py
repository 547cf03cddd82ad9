"""A published staff survey that the matrix walks."""

from tests.access.records import Address, World, record
from tests.factories.published import published

from hundra.hear.surveys.models import Wave, WaveComment


def wave_of(world: World) -> Wave:
    return published({world.own: 60.0}, answered={world.own: 40}, set="hme")


@record("published=own")
def own_published(world: World) -> Address:
    return Address({"pk": wave_of(world).pk}, {"kommun": "1280"})


@record("published=unit")
def own_published_unit(world: World) -> Address:
    return Address({"pk": wave_of(world).pk, "unit": world.own.pk})


@record("published=comment")
def own_comment(world: World) -> Address:
    wave = wave_of(world)
    made = WaveComment.objects.create(wave=wave, unit=world.own, code="x", text="Mer tid.")
    return Address({"pk": wave.pk, "comment": made.pk}, {"theme": "leadership"})
