"""Planners' pages, as they are used."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
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
    NeedRow,
    RosterPeriod,
    SimulatedSlot,
    Simulation,
    Solve,
)
from hundra.improve.staffing.services import laying

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


def test_the_period_page_asks_as_often_for_one_person_as_for_three(
    planner: Client,
    one: Assignment,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    period = one.period
    _forecast(period)
    address = f"/arbete/bemanning/period/{period.pk}/"
    planner.get(address)
    for others in (0, 2):
        for made in AssignmentFactory.create_batch(others, period=period):
            WishFactory(period=period, person=made.person, day=MONDAY)
        with django_assert_num_queries(16):
            assert planner.get(address).status_code == 200


def test_a_period_is_created_of_whole_weeks(planner: Client, one: Assignment) -> None:
    address = f"/arbete/bemanning/{one.period.desk.slug}/"
    today = timezone.localdate()
    after = today + dt.timedelta(days=28 - today.weekday())
    sent = {"first_day": after.isoformat(), "weeks": 4, "hour_cost": 330}
    answer = planner.post(address, sent)
    made = RosterPeriod.objects.get(first_day=after)
    assert answer.url == f"/arbete/bemanning/period/{made.pk}/"
    assert (made.last_day - made.first_day).days == 27
    assert planner.post(address, sent).status_code == 422
    for day, told in (
        (after + dt.timedelta(days=1), "Välj en måndag"),
        (after - dt.timedelta(weeks=8), "som inte har varit"),
        (dt.date(9999, 12, 27), "inom två år"),
    ):
        refused = planner.post(address, sent | {"first_day": day.isoformat()})
        assert refused.status_code == 422
        assert told in refused.text
    for weeks in ("99999999999999999999", "-1", "fyra", ""):
        assert planner.post(address, sent | {"weeks": weeks}).status_code == 422


def test_the_forecast_is_shown_with_its_band_and_quality(planner: Client, one: Assignment) -> None:
    address = f"/arbete/bemanning/{one.period.desk.slug}/prognos/"
    assert "Ingen prognos än" in planner.get(address).text
    _forecast(one.period)
    page = planner.get(address).text
    assert "Nio gånger av tio" in page
    assert "Av 100 halvtimmar" in page


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
    assert "<strong>74 %</strong>" in page
    assert "Mellan 70 och 78 %" in page
    assert "40 % (30–50 %), 4 i tjänst" in page
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
    assert planner.post(day, {"shift": other.pk}).url == f"{roster}?vecka=1"
    assert one.period.assignments.get().shift_type == other


def test_guides_read_the_published_roster_without_changing_it(client: Client) -> None:
    one = AssignmentFactory(period=PeriodFactory(published=True))
    client.force_login(GuideFactory(desk=one.period.desk).user)
    roster = f"/arbete/bemanning/period/{one.period.pk}/schema/"
    page = client.get(roster).text
    assert one.shift_type.short_name in page
    assert f"{roster}{one.person.pk}" not in page
    assert client.get(f"{roster}{one.person.pk}/{MONDAY}/").status_code == 403


def test_the_page_says_what_to_do_now(planner: Client, one: Assignment) -> None:
    period = one.period
    address = f"/arbete/bemanning/period/{period.pk}/"
    assert "Först behövs en prognos" in planner.get(address).text
    _forecast(period)
    assert "Välj hur stor del av samtalen" in planner.get(address).text
    NeedRow.objects.create(period=period, day=MONDAY, start=540, end=570, people=2)
    assert "Prova sedan om det håller" in planner.get(address).text
    played = Simulation.objects.create(
        period=period, replications=9, share=0.7, share_low=0.6, share_high=0.8
    )
    assert "Publicera schemat senast" in planner.get(address).text
    laying.set_shift(period=period, person=one.person, day=MONDAY, shift_type=None, by=None)
    played.refresh_from_db()
    assert played.is_outdated
    one.period.assignments.create(person=one.person, day=MONDAY, shift_type=one.shift_type)
    assert "har ändrats sedan det provades" in planner.get(address).text
    one.period.assignments.all().delete()
    assert "Låt medarbetarna önska" in planner.get(address).text


def test_a_search_without_a_roster_says_which_rules_clash(planner: Client, one: Assignment) -> None:
    clash = {"rule": "daily_rest", "person": str(one.person.pk), "about": ""}
    Solve.objects.create(
        period=one.period,
        state="impossible",
        reasons={"conflict": [clash | {"first": "2027-03-01", "last": "2027-03-02"}]},
    )
    page = planner.get(f"/arbete/bemanning/period/{one.period.pk}/").text
    assert "Inget schema klarar alla regler" in page
    assert f"{one.person}, 1 mars–2 mars: " in page
    Solve.objects.update(state="failed", reasons={})
    assert "Sökningen gick fel" in planner.get(f"/arbete/bemanning/period/{one.period.pk}/").text


def test_half_hours_with_too_few_are_told_with_why(planner: Client, one: Assignment) -> None:
    why = {"code": "nobody", "message": "because nobody in the roster can meet it"}
    short = {"day": "2027-03-01", "start": 570, "skill": "so", "people": 2, "present": 1}
    reasons = {"shortages": [short | {"reasons": [why | {"parameters": {}}]}]}
    Solve.objects.create(period=one.period, state="done", reasons=reasons)
    page = planner.get(f"/arbete/bemanning/period/{one.period.pk}/").text
    assert "måndag 1 mars 09.30" in page
    assert "1 av 2 (somaliska)" in page
    assert "För att ingen i schemat kan möta det." in page


def test_what_workers_do_is_waited_for(planner: Client, one: Assignment) -> None:
    forecast = f"/arbete/bemanning/{one.period.desk.slug}/prognos/"
    planner.post(forecast)
    planner.post(forecast)
    assert ProcrastinateJob.objects.count() == 1
    assert "every 3s" in planner.get(forecast).text
    assert "HX-Refresh" not in planner.get(f"{forecast}?fragar=1")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
    assert planner.get(f"{forecast}?fragar=1")["HX-Refresh"] == "true"
    _forecast(one.period)
    period = f"/arbete/bemanning/period/{one.period.pk}/"
    planner.post(f"{period}gor/simulera/")
    assert "Schemat provas mot" in planner.get(period).text
    assert "HX-Refresh" not in planner.get(f"{period}framsteg/")


def test_a_simulated_day_is_shown_by_half_hour(planner: Client, one: Assignment) -> None:
    address = f"/arbete/bemanning/period/{one.period.pk}/hur-det-haller/"
    assert planner.get(address).status_code == 404
    played = Simulation.objects.create(
        period=one.period, replications=200, share=0.74, share_low=0.7, share_high=0.78
    )
    assert "Inga samtal väntas" in planner.get(address).text
    for number, share in ((0, 0.4), (1, None)):
        SimulatedSlot.objects.create(
            simulation=played,
            day=MONDAY + dt.timedelta(days=number),
            start=570,
            arrivals=30,
            present=4,
            share=share,
            share_low=share and share - 0.1,
            share_high=share and share + 0.1,
        )
    page = planner.get(f"{address}?dag={MONDAY}").text
    assert "Måndag 1 mars" in page
    assert "40 %" in page
    assert f"?dag={MONDAY + dt.timedelta(days=1)}" in page
    assert planner.get(f"{address}?dag={MONDAY + dt.timedelta(days=1)}").status_code == 200
    for nonsense in ("2027-02-31", "imorgon", "99999-01-01", ""):
        assert planner.get(f"{address}?dag={nonsense}").status_code == 200
