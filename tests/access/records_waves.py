"""Staff surveys that the matrix walks."""

from datetime import timedelta

from django.utils import timezone
from tests.access.records import Address, World, record
from tests.factories.organisation import EmploymentFactory, PersonFactory
from tests.factories.surveys import WaveFactory, open_wave, slip

from hundra.hear.surveys.models import Wave
from hundra.hear.surveys.services import question_sets


def draft_of(world: World) -> Wave:
    today = timezone.localdate()
    EmploymentFactory(unit=world.own, person=PersonFactory(), starts_on=today)
    return WaveFactory(
        unit=world.own,
        opens_on=today,
        counted_on=today,
        closes_on=today + timedelta(days=20),
    )


@record("wave=draft")
def draft(world: World) -> Address:
    return Address({"pk": draft_of(world).pk})


@record("wave=act")
def act(world: World) -> Address:
    return Address({"pk": draft_of(world).pk, "what": "vanta"})


@record("wave=open")
def opened(world: World) -> Address:
    return Address({"pk": open_wave({world.own: 1})[0].pk})


@record("wave=slips")
def slips(world: World) -> Address:
    wave, _invitations = open_wave({world.own: 1})
    slip(wave, world.own)
    return Address({"pk": wave.pk, "unit": world.own.pk})


@record("wave=instrument")
def instrument(world: World) -> Address:
    return Address({"pk": question_sets.current("enps").pk})
