"""An employee's wishes: until the deadline, within the points, and nobody else's."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.staffing import (
    PeriodFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
    SummerFactory,
    WishFactory,
)

from hundra.improve.staffing.errors import InvalidError, NotNowError, OverDrawnError
from hundra.improve.staffing.models import Wish
from hundra.improve.staffing.services import wishing

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2027, 3, 1)
BEFORE = dt.date(2027, 2, 1)


@pytest.fixture
def period():
    return PeriodFactory(state="wishes", first_day=MONDAY, wishes_until=dt.date(2027, 2, 5))


@pytest.fixture
def person(period):
    return StaffPersonFactory(guide__desk=period.desk)


def wish(period, person, **what):
    asked = {"day": MONDAY, "kind": "off", "weight": 5, "today": BEFORE, **what}
    return wishing.wish(period=period, person=person, by=person.guide.user, **asked)


def test_a_wish_for_the_same_day_takes_the_place_of_the_earlier(period, person):
    shift = ShiftTypeFactory(desk=period.desk)
    wish(period, person)
    wish(period, person, kind="shift", shift_type=shift, weight=10)
    rows = list(Wish.objects.values_list("day", "kind", "shift_type", "weight"))
    assert rows == [(MONDAY, "shift", shift.pk, 10)]


def test_wishes_change_until_the_last_day_and_not_after(period, person):
    made = wish(period, person, today=dt.date(2027, 2, 5))
    with pytest.raises(NotNowError):
        wish(period, person, today=dt.date(2027, 2, 6))
    with pytest.raises(NotNowError):
        wishing.take_back(wish=made, by=person.guide.user, today=dt.date(2027, 2, 6))
    assert Wish.objects.count() == 1


def test_importance_is_taken_from_forty_points_in_four_weeks(period, person):
    for number in range(4):
        wish(period, person, day=MONDAY + dt.timedelta(days=number), weight=10)
    with pytest.raises(OverDrawnError):
        wish(period, person, day=MONDAY + dt.timedelta(days=4), weight=2)
    wish(period, person, weight=5)
    wish(period, person, day=MONDAY + dt.timedelta(days=4), weight=5)
    assert sorted(Wish.objects.values_list("weight", flat=True)) == [5, 5, 10, 10, 10]


@pytest.mark.parametrize(
    "what",
    [
        {"day": dt.date(2027, 5, 1)},
        {"kind": "shift"},
        {"kind": "holiday"},
    ],
    ids=["outside the period", "no shift named", "holiday in an ordinary period"],
)
def test_what_does_not_fit_is_refused(period, person, what):
    with pytest.raises(InvalidError):
        wish(period, person, **what)
    assert not Wish.objects.exists()


def test_a_shift_of_other_weekdays_cannot_be_wished_for(period, person):
    weekend = ShiftTypeFactory(desk=period.desk, weekdays=[5, 6])
    with pytest.raises(InvalidError):
        wish(period, person, kind="shift", shift_type=weekend)


def test_nobody_wishes_for_another_or_at_another_desk(period, person):
    other = StaffPersonFactory()
    with pytest.raises(InvalidError):
        wish(period, other)
    with pytest.raises(InvalidError):
        wishing.wish(
            period=period, person=person, by=other.guide.user, day=MONDAY, kind="off", weight=5
        )


# The pages


@pytest.fixture
def coming():
    first = timezone.localdate() + dt.timedelta(days=40)
    return PeriodFactory(
        state="wishes", first_day=first, wishes_until=timezone.localdate() + dt.timedelta(days=3)
    )


def test_a_wish_is_made_changed_and_taken_back_on_the_pages(client, coming):
    person = StaffPersonFactory(guide__desk=coming.desk)
    client.force_login(person.guide.user)
    day = reverse("my_wish", args=[coming.pk, coming.first_day.isoformat()])
    answer = client.post(day, {"what": "off", "weight": "10", "text": "Kalas"}, follow=True)
    assert "Kalas" in answer.content.decode()
    client.post(day, {"what": "work", "weight": "2"})
    assert list(Wish.objects.values_list("kind", "weight")) == [("work", 2)]
    client.post(reverse("my_wish_remove", args=[coming.pk, coming.first_day.isoformat()]))
    assert not Wish.objects.exists()


def test_weeks_of_summer_are_ranked_on_a_page_of_their_own(client):
    summer = SummerFactory(state="wishes")
    person = StaffPersonFactory(guide__desk=summer.desk)
    client.force_login(person.guide.user)
    there = reverse("my_wish_period", args=[summer.pk])
    sent = {"first": "2027-07-05+4", "third": "2027-06-07+4", "avoided": ["2027-08-23"]}
    page = client.post(there, sent, follow=True).content.decode()
    assert '<option value="2027-07-05+4" selected>' in page
    rows = list(Wish.objects.values_list("kind", "rank", "day", "last_day"))
    assert rows == [
        ("holiday", 2, dt.date(2027, 6, 7), dt.date(2027, 7, 4)),
        ("holiday", 1, dt.date(2027, 7, 5), dt.date(2027, 8, 1)),
        ("avoid", None, dt.date(2027, 8, 23), None),
    ]
    again = {"first": "2027-07-05+4", "second": "2027-07-05+4"}
    assert client.post(there, again).status_code == 422
    assert client.get(reverse("my_wish", args=[summer.pk, "2027-07-05"])).status_code == 404


def test_what_came_of_a_wish_is_told_with_why_once_published(client):
    now = timezone.now()
    reasons = [
        {
            "code": "rule",
            "message": "because of the rule %(rule)s (%(paragraph)s)",
            "parameters": {"rule": "Daily rest", "paragraph": "Arbetstidslagen (1982:673), 13 §"},
        }
    ]
    period = PeriodFactory(published=True)
    told = WishFactory(period=period, answer="refused", answered_at=now, reasons=reasons, text="")
    other = WishFactory(period=period, answer="refused", answered_at=now, text="", kind="work")
    draft = WishFactory(
        period=PeriodFactory(
            state="planned", desk=period.desk, first_day=MONDAY + dt.timedelta(28)
        ),
        person=told.person,
        answer="granted",
        answered_at=now,
    )
    client.force_login(told.person.guide.user)
    page = client.get(reverse("my_wishes")).content.decode()
    assert page.count("Kunde inte uppfyllas") == 1
    assert draft.person == told.person
    assert other.person != told.person
    assert "På grund av regeln Dygnsvila (Arbetstidslagen (1982:673), 13 §)." in page
    assert "Uppfyllt" not in page


def test_another_desks_period_is_not_found(client, coming):
    client.force_login(StaffPersonFactory().guide.user)
    for name, args in (
        ("my_wish_period", [coming.pk]),
        ("my_wish", [coming.pk, coming.first_day.isoformat()]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404


def test_a_draft_is_not_found_by_those_it_is_for(client):
    person = StaffPersonFactory()
    draft = PeriodFactory(desk=person.guide.desk)
    client.force_login(person.guide.user)
    assert client.get(reverse("my_wish_period", args=[draft.pk])).status_code == 404
