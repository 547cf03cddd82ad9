"""A unit with people of all kinds, and a wave of it that can be opened."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory
from tests.factories.surveys import WaveFactory

from hundra.core.organisation.models import Unit, UnitKind
from hundra.hear.surveys.models import Wave


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def office(db: None) -> Unit:
    return UnitFactory(name="Socialförvaltningen", kind=UnitKind.ADMINISTRATION)


@pytest.fixture
def team(office: Unit) -> Unit:
    return UnitFactory(name="Biståndsenheten", parent=office)


@pytest.fixture
def night(office: Unit) -> Unit:
    return UnitFactory(name="Nattpatrullen", parent=office)


@pytest.fixture
def staff(team: Unit, night: Unit) -> dict[str, int]:
    """Three by mail, one of them with two posts; one by text message; two by slip."""
    alva = PersonFactory(given_name="Alva", email="alva@granby.example")
    EmploymentFactory(person=alva, unit=team, hours_per_week=Decimal(25), title="Handläggare")
    EmploymentFactory(person=alva, unit=night, hours_per_week=Decimal(10), title="Undersköterska")
    EmploymentFactory(person=PersonFactory(email="bo@granby.example"), unit=team, is_manager=True)
    secret = PersonFactory(email="c@granby.example", protected_identity=True)
    EmploymentFactory(person=secret, unit=team)
    phone = PersonFactory(email="", phone="070-123 45 67")
    EmploymentFactory(person=phone, unit=night, title="Undersköterska")
    for number in ("", "0911-69 60 00"):
        without = PersonFactory(email="", phone=number)
        EmploymentFactory(person=without, unit=night, title="Undersköterska")
    gone = EmploymentFactory(unit=team, ends_on=date(2024, 5, 1))
    return {"asked": 6, "alva": alva.pk, "gone": gone.person_id}


@pytest.fixture
def wave(office: Unit, staff: dict[str, int], today: date) -> Wave:
    return WaveFactory(
        unit=office,
        title="Så har vi det",
        counted_on=today,
        opens_on=today,
        closes_on=today + timedelta(days=20),
        remind_on=[today + timedelta(days=8), today + timedelta(days=17)],
        ask_whom="Hanna Hittepå, 0911-69 60 10",
    )
