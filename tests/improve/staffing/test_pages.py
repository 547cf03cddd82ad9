"""Planners' pages, as they are used."""

import datetime as dt

import pytest
from django.test import Client
from tests.factories.accounts import user_with
from tests.factories.contacts import GuideFactory
from tests.factories.staffing import (
    MONDAY,
    AssignmentFactory,
    PeriodFactory,
    ShiftTypeFactory,
    WishFactory,
)

from hundra.core.accounts.models import Role
from hundra.improve.staffing.models import (
    Assignment,
    Forecast,
    ForecastRow,
    RosterPeriod,
    SimulatedSlot,
    Simulation,
    Solve,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Assignment:
    return AssignmentFactory()


@pytest.fixture
def planner(client: Client, one: Assignment) -> Client:
    client.force_login(user_with(Role.MANAGER, one.period.desk.unit))
    return client


def _forecast(period: RosterPeriod) -> None:
    made = Forecast.objects.create(
        desk=period.desk,
        first_day=period.first_day,
        last_day=period.last_day,
        quality={
            "n": 100,
            "rmse": 3.2,
            "mape": 14.0,
            "within_50": 0.5,
            "within_90": 0.9,
            "weeks": 4,
        },
    )
    for start in (540, 570):
        ForecastRow.objects.create(
            forecast=made,
            day=MONDAY,
            start=start,
            mean=20,
            low_90=10,
            low_50=17,
            high_50=23,
            high_90=30,
        )


def test_a_period_is_created_of_whole_weeks(planner: Client, one: Assignment) -> None:
    address = f"/arbete/bemanning/{one.period.desk.slug}/"
    after = one.period.last_day + dt.timedelta(days=1)
    sent = {"first_day": after.isoformat(), "weeks": 4, "hour_cost": 330}
    answer = planner.post(address, sent)
    made = RosterPeriod.objects.get(first_day=after)
    assert answer.url == f"/arbete/bemanning/period/{made.pk}/"
    assert (made.last_day - made.first_day).days == 27
    assert planner.post(address, sent).status_code == 422
    assert "Välj en måndag" in planner.post(address, sent | {"first_day": "2028-03-01"}).text


def test_the_forecast_is_shown_with_its_band_and_quality(planner: Client, one: Assignment) -> None:
    address = f"/arbete/bemanning/{one.period.desk.slug}/prognos/"
    assert "Ingen prognos än" in planner.get(address).text
    _forecast(one.period)
    page = planner.get(address).text
    assert "Sällan fler än" in page
    assert "90 % av 100 halvtimmar" in page


def test_the_period_tells_need_progress_and_weak_spots(planner: Client, one: Assignment) -> None:
    period = one.period
    _forecast(period)
    played = Simulation.objects.create(
        period=period, replications=200, share=0.74, share_low=0.7, share_high=0.78
    )
    SimulatedSlot.objects.create(
        simulation=played,
        day=MONDAY,
        start=570,
        arrivals=30,
        present=4,
        share=0.4,
        share_low=0.3,
        share_high=0.5,
    )
    page = planner.get(f"/arbete/bemanning/period/{period.pk}/").text
    assert "74 % (70–78 %)" in page
    assert "9.30: 40 % (30–50 %), 4 i tjänst" in page
    assert page.count('<th scope="row">') == 3


def test_progress_asks_again_until_the_search_has_ended(planner: Client, one: Assignment) -> None:
    solve = Solve.objects.create(period=one.period, state="running", gap=0.034, used_seconds=12)
    address = f"/arbete/bemanning/period/{one.period.pk}/framsteg/"
    answer = planner.get(address)
    assert "every 2s" in answer.text
    assert "högst 3 % från" in answer.text
    Solve.objects.filter(pk=solve.pk).update(state="done")
    ended = planner.get(address)
    assert ended["HX-Refresh"] == "true"
    assert "every 2s" not in ended.text


def test_a_step_that_cannot_be_taken_says_why(planner: Client, one: Assignment) -> None:
    address = f"/arbete/bemanning/period/{one.period.pk}/gor/publicera/"
    assert "Bara ett uträknat schema" in planner.post(address, follow=True).text


def test_a_day_is_changed_from_the_grid(planner: Client, one: Assignment) -> None:
    other = ShiftTypeFactory(desk=one.period.desk, short_name="S")
    WishFactory(period=one.period, person=one.person, text="Tandläkare")
    roster = f"/arbete/bemanning/period/{one.period.pk}/schema/"
    day = f"{roster}{one.person.pk}/{MONDAY}/"
    assert day in planner.get(roster).text
    assert "Tandläkare" in planner.get(day).text
    assert planner.post(day, {"shift": other.pk}).url == roster
    assert one.period.assignments.get().shift_type == other


def test_guides_read_the_published_roster_without_changing_it(client: Client) -> None:
    one = AssignmentFactory(period=PeriodFactory(published=True))
    client.force_login(GuideFactory(desk=one.period.desk).user)
    roster = f"/arbete/bemanning/period/{one.period.pk}/schema/"
    page = client.get(roster).text
    assert one.shift_type.short_name in page
    assert f"{roster}{one.person.pk}" not in page
    assert client.get(f"{roster}{one.person.pk}/{MONDAY}/").status_code == 403
