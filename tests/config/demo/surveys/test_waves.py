"""The demo's staff surveys and plan, made by the real services at past days."""

import datetime as dt

import pytest
from tests.factories.accounts import UserFactory
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory

from hundra.config.demo.clock import turned_clock
from hundra.config.demo.plans import DISTRICTS, create_plan
from hundra.config.demo.surveys.waves import ADMINISTRATION, create_waves, open_one
from hundra.hear.surveys.models import BallotBox, WaveInvitation
from hundra.hear.surveys.services.sealed import read
from hundra.improve.plans.models import Activity, Cafe, Priority, Stand

pytestmark = pytest.mark.django_db

NOW = dt.datetime.now(dt.UTC)
UNITS, EACH = 16, 12


@pytest.fixture
def users():
    """Sixteen units of twelve in the social services; HR's and an employee's accounts."""
    top = UnitFactory(name=ADMINISTRATION)
    start = NOW.date() - dt.timedelta(days=900)
    for place in range(UNITS):
        unit = UnitFactory(name=f"Enheten {place}", parent=top)
        EmploymentFactory.create_batch(EACH, unit=unit, starts_on=start, ends_on=None)
    employee = UserFactory()
    EmploymentFactory(person=PersonFactory(user=employee), unit=unit, starts_on=start, ends_on=None)
    return {"hr": UserFactory(), "medarbetare": employee}


@pytest.fixture
def waves(users):
    with turned_clock() as clock:
        return create_waves(clock, users, today=NOW.date())


def test_two_waves_are_closed_and_nothing_is_left_open(waves):
    first, second = waves
    second.refresh_from_db()
    assert second.earlier == first
    assert [one.state for one in waves] == ["closed", "closed"]
    assert not WaveInvitation.objects.exists()
    assert not BallotBox.objects.exists()
    for wave in waves:
        answers = read(wave)
        invited, answered = (sum(wave.units.values_list(one, flat=True)) for one in COUNTS)
        assert invited == UNITS * EACH + 1
        assert len(answers) == answered
        assert 0.6 * invited < answered < invited


COUNTS = ("invited", "answered")


def test_the_employee_has_a_survey_to_answer(users):
    open_one(users)
    assert WaveInvitation.objects.filter(member__person__user=users["medarbetare"]).exists()


def test_the_plan_is_under_way_with_an_open_cafe(users, waves):
    with turned_clock() as clock:
        plan = create_plan(clock, users, wave=waves[0], now=NOW)
    assert plan.areas.count() == 13
    assert plan.taking_part.count() == DISTRICTS
    assert Priority.objects.values("unit").distinct().count() == DISTRICTS
    assert Stand.objects.filter(plan=plan).count() == 3
    states = set(Activity.objects.values_list("state", flat=True))
    assert states >= {"ongoing", "done", "called_off"}
    assert Activity.objects.exclude(scale="").filter(baseline=waves[0]).exists()
    assert {one.state for one in Cafe.objects.all()} == {"closed", "open"}
