"""Trainings laid into a roster, and what did not fit."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from tests.factories.staffing import MONDAY, PeriodFactory, ShiftTypeFactory, StaffPersonFactory

from hundra.core.accounts.models import User
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import (
    Absence,
    AssignmentPart,
    MissedTraining,
    NeedRow,
    RosterPeriod,
    Solve,
)
from hundra.improve.staffing.queries.training import own_missed, planned_trainings
from hundra.improve.staffing.services import solving, training
from hundra.improve.staffing.services.training import TrainingDetails

pytestmark = pytest.mark.django_db


@pytest.fixture
def period() -> RosterPeriod:
    made = PeriodFactory(last_day=MONDAY + dt.timedelta(days=6))
    StaffPersonFactory.create_batch(2, guide__desk=made.desk, flexible_minutes=2400)
    ShiftTypeFactory(desk=made.desk)
    return made


def _details(period: RosterPeriod) -> TrainingDetails:
    return TrainingDetails(
        name="Bemötande",
        minutes=60,
        times=1,
        seats=None,
        people=[guide.staffing for guide in period.desk.guides.order_by("pk")],
        sessions=[(MONDAY, 540), (MONDAY + dt.timedelta(days=2), 540)],
    )


def test_a_training_is_laid_in_the_roster_and_who_was_away_is_told_why(
    period: RosterPeriod, planner: User
) -> None:
    made = training.plan_training(period=period, details=_details(period), by=planner)
    one, other = made.people.order_by("pk")
    last = period.last_day
    Absence.objects.create(person=other, kind="leave", first_day=MONDAY, last_day=last)
    NeedRow.objects.create(period=period, day=MONDAY, start=840, end=870, people=1)
    asked = solving.ask_for_roster(period=period, seconds=3, by=planner)
    solving.carry_out(key=asked.pk)
    assert Solve.objects.get().state == "done"
    part = AssignmentPart.objects.get(kind="training")
    assert (part.name, part.training, part.assignment.person) == ("Bemötande", made, one)
    assert part.end - part.start == 60
    missed = MissedTraining.objects.get()
    assert (missed.person, missed.times) == (other, 1)
    shown = planned_trainings(period)[0]
    assert (shown.placed, shown.asked) == (1, 2)
    assert shown.missed[0].reasons == ["Eftersom personen är borta vid 2 av 2 tillfällen."]
    assert own_missed(other, MONDAY) == []
    RosterPeriod.objects.update(state="published", published_on=MONDAY)
    (mine,) = own_missed(other, last)
    assert (mine.name, mine.reasons) == ("Bemötande", ["Du är borta vid 2 av 2 tillfällen."])
    assert own_missed(other, last + dt.timedelta(days=1)) == own_missed(one, last) == []


@pytest.mark.parametrize(
    "change",
    [
        {"people": []},
        {"sessions": []},
        {"sessions": [(MONDAY - dt.timedelta(days=1), 540)]},
        {"times": 3},
        {"seats": 1, "sessions": [(MONDAY, 540)]},
    ],
    ids=["nobody", "never", "outside", "too often", "too few seats"],
)
def test_a_training_that_cannot_be_held_is_refused(
    period: RosterPeriod, planner: User, change: dict[str, object]
) -> None:
    details = replace(_details(period), **change)  # type: ignore[arg-type]
    with pytest.raises(InvalidError):
        training.plan_training(period=period, details=details, by=planner)


def test_a_published_periods_trainings_stay(period: RosterPeriod, planner: User) -> None:
    period.state, period.published_on = "published", MONDAY
    with pytest.raises(NotNowError):
        training.plan_training(period=period, details=_details(period), by=planner)


def test_the_page_plans_changes_and_takes_away(
    client: Client, period: RosterPeriod, planner: User
) -> None:
    client.force_login(planner)
    base = f"/arbete/bemanning/period/{period.pk}/utbildning/"
    sent = {
        "name": "Bemötande",
        "minutes": "60",
        "times": "1",
        "weekdays": ["0", "2"],
        "clocks": "nio",
        "people": [guide.staffing.pk for guide in period.desk.guides.all()],
    }
    assert client.post(f"{base}ny/", sent).status_code == 422
    assert client.post(f"{base}ny/", sent | {"clocks": "9.00, 14:30"}).status_code == 302
    made = period.trainings.get()
    assert [(one.day, one.start) for one in made.sessions.all()] == [
        (MONDAY, 540),
        (MONDAY, 870),
        (MONDAY + dt.timedelta(days=2), 540),
        (MONDAY + dt.timedelta(days=2), 870),
    ]
    assert "2 medarbetare" in client.get(base).content.decode()
    page = client.get(f"{base}{made.pk}/").content.decode()
    assert "09.00, 14.30" in page
    sent |= {"clocks": "10.00"}
    assert client.post(f"{base}{made.pk}/", sent).status_code == 302
    assert made.sessions.count() == 2
    assert client.post(f"{base}{made.pk}/ta-bort/").status_code == 302
    assert not period.trainings.exists()
