"""The day's pages for whoever plans."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.contacts import DeskFactory, GuideFactory
from tests.factories.staffing import (
    AssignmentFactory,
    MoveFactory,
    PeriodFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
)

from hundra.core.accounts.models import Role
from hundra.hear.contacts.models import OpeningHours
from hundra.improve.staffing.models import DayOutlook, Move, OutlookRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Open all days round the clock, so that the page is the same whenever it is asked for."""
    desk = DeskFactory()
    OpeningHours.objects.bulk_create(
        OpeningHours(desk=desk, weekday=day, opens=dt.time(0), closes=dt.time(23, 59))
        for day in range(7)
    )
    client.force_login(user_with(Role.MANAGER, desk.unit))
    return desk


def work_today(desk, today, count=1):
    period = desk.roster_periods.first() or PeriodFactory(
        desk=desk, published=True, first_day=today
    )
    shift = ShiftTypeFactory(
        desk=desk, start=dt.time(0), end=dt.time(23, 59), weekdays=list(range(7))
    )
    return [
        AssignmentFactory(
            period=period,
            day=today,
            shift_type=shift,
            person=StaffPersonFactory(guide=GuideFactory(desk=desk)),
        )
        for _number in range(count)
    ]


def look(desk, today, slots=3):
    made = DayOutlook.objects.create(
        desk=desk, day=today, expected=120, low_90=100, high_90=140, share=0.7,
        share_low=0.65, share_high=0.75, known_until=30, came=11,
    )  # fmt: skip
    OutlookRow.objects.bulk_create(
        OutlookRow(
            outlook=made,
            start=30 * number,
            morning=10,
            came=11 if number == 0 else None,
            mean=12,
            low_90=6,
            high_90=19,
            present=4,
            need=6,
            share=0.6,
            share_low=0.55,
            share_high=0.65,
        )
        for number in range(slots)
    )
    return made


def test_the_day_shows_who_is_here_and_how_the_half_hours_look(client, desk, today):
    work_today(desk, today)
    look(desk, today)
    page = client.get(reverse("staffing_today", args=[desk.slug])).content.decode()
    assert "70 %" in page
    assert "2 kommande halvtimmar väntas hamna under 80 %." in page
    assert reverse("staffing_move_new", args=[desk.slug]) + "?fran=30" in page
    assert "I dag" not in page
    assert "Schemat följt" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_asks_as_often_for_one_as_for_three(
    client, desk, today, django_assert_num_queries, count
):
    work_today(desk, today, count)
    look(desk, today, slots=count)
    for _number in range(count):
        MoveFactory(desk=desk, day=today)
    client.get(reverse("staffing_today", args=[desk.slug]))
    with django_assert_num_queries(23):
        client.get(reverse("staffing_today", args=[desk.slug]))


def test_a_day_that_has_been_shows_plan_and_outcome_and_moves_nobody(client, desk, today):
    yesterday = today - dt.timedelta(days=1)
    look(desk, yesterday)
    page = client.get(reverse("staffing_today", args=[desk.slug]), {"dag": yesterday})
    assert "Flytta" not in page.content.decode()
    assert "60 %" in page.content.decode()


def test_one_desk_is_gone_to_at_once(client, desk):
    answer = client.get(reverse("staffing_days"))
    assert answer.url == reverse("staffing_today", args=[desk.slug])


def test_a_move_is_asked_for_looked_at_and_done(client, desk, today):
    [shift] = work_today(desk, today)
    path = reverse("staffing_move_new", args=[desk.slug])
    assert str(shift.person) in client.get(path).content.decode()
    late = 24 * 60 - 45
    sent = {"activity": "email", "start": late, "end": late + 30, "people": [shift.person_id]}
    answer = client.post(path, sent)
    move = Move.objects.get()
    assert answer.url == reverse("staffing_move", args=[move.pk])
    assert "Effekten räknas ut" in client.get(answer.url).content.decode()
    Move.objects.update(state="tried", share_before=0.8, share_after=0.75)
    page = client.get(answer.url).content.decode()
    assert "-5 procentenheter" in page
    client.post(reverse("staffing_move_settle", args=[move.pk]), {"do": "1"})
    assert list(shift.parts.values_list("channel", "start")) == [("email", late)]


def test_what_is_in_the_way_is_told_and_nothing_typed_is_lost(client, desk, today):
    [shift] = work_today(desk, today)
    shift.parts.create(kind="break", start=24 * 60 - 60, end=24 * 60 - 30)
    path = reverse("staffing_move_new", args=[desk.slug])
    late = 24 * 60 - 45
    sent = {"activity": "email", "start": late, "end": late + 30, "people": [shift.person_id]}
    answer = client.post(path, sent)
    assert answer.status_code == 422
    assert "har rast" in answer.content.decode()
    assert answer.context["form"]["people"].value() == [str(shift.person_id)]


def test_the_planner_of_another_desk_finds_nothing(client, desk, today):
    move = MoveFactory(desk=desk)
    client.force_login(user_with(Role.MANAGER, DeskFactory().unit))
    for name, args in (
        ("staffing_today", [desk.slug]),
        ("staffing_move_new", [desk.slug]),
        ("staffing_move", [move.pk]),
        ("staffing_move_progress", [move.pk]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404
    settle = reverse("staffing_move_settle", args=[move.pk])
    assert client.post(settle, {"do": "1"}).status_code == 404
