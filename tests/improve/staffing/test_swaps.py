"""Shifts change hands if the rules hold, and only then."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.contacts import GuideFactory
from tests.factories.staffing import (
    AssignmentFactory,
    PeriodFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
)

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.improve.staffing.errors import InvalidError, NotNowError, RulesBrokenError
from hundra.improve.staffing.models import Condition, Swap
from hundra.improve.staffing.services import swapping

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2027, 3, 1)
NOW = dt.datetime(2027, 2, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def period():
    return PeriodFactory(published=True, first_day=MONDAY)


def somebody(period, **languages):
    guide = GuideFactory(desk=period.desk, languages=languages or {"sv": 3})
    return StaffPersonFactory(guide=guide, flexible_minutes=60 * 500)


@pytest.fixture
def giver(period):
    return somebody(period)


@pytest.fixture
def day(period):
    return ShiftTypeFactory(desk=period.desk, name="Dag")


@pytest.fixture
def given(period, giver, day):
    return AssignmentFactory(period=period, person=giver, shift_type=day, day=MONDAY)


def offer(given, **what):
    return swapping.offer(assignment=given, by=given.person.guide.user, now=NOW, **what)


def accept(swap, person, **what):
    return swapping.accept(swap=swap, by=person.guide.user, now=NOW, **what)


def test_an_equal_colleague_takes_a_shift_and_nobody_needs_to_approve(period, given, giver):
    taker = somebody(period)
    swap = accept(offer(given, text="Tandläkaren"), taker)
    given.refresh_from_db()
    assert (swap.state, swap.decided_by, given.person) == ("approved", None, taker)
    told = Message.objects.filter(purpose="staffing.swap_moved")
    assert set(told.values_list("recipient", flat=True)) == {
        giver.guide.user.email,
        taker.guide.user.email,
    }


def test_two_shifts_on_one_day_change_places(period, given, giver):
    taker = somebody(period)
    late = ShiftTypeFactory(desk=period.desk, name="Sen", start=dt.time(8, 30), end=dt.time(17))
    theirs = AssignmentFactory(period=period, person=taker, shift_type=late, day=MONDAY)
    accept(offer(given), taker, returned=theirs)
    given.refresh_from_db()
    theirs.refresh_from_db()
    assert (given.person, theirs.person) == (taker, giver)


def test_too_short_rest_stops_a_swap_at_once(period, given):
    taker = somebody(period)
    late = ShiftTypeFactory(desk=period.desk, start=dt.time(15), end=dt.time(23, 30))
    AssignmentFactory(period=period, person=given.person, shift_type=late, day=dt.date(2027, 3, 4))
    AssignmentFactory(period=period, person=taker, shift_type=late, day=dt.date(2027, 3, 2))
    early = ShiftTypeFactory(desk=period.desk, start=dt.time(7), end=dt.time(15))
    third = AssignmentFactory(
        period=period, person=given.person, shift_type=early, day=dt.date(2027, 3, 3)
    )
    with pytest.raises(RulesBrokenError) as refused:
        accept(offer(third), taker)
    assert len(refused.value.breaches) == 1
    assert "11 timmar" in refused.value.breaches[0]
    third.refresh_from_db()
    assert (third.person, Swap.objects.get().state) == (given.person, "offered")


def test_rest_is_kept_over_the_edge_of_the_period(period, giver):
    following = PeriodFactory(
        published=True, desk=period.desk, first_day=period.last_day + dt.timedelta(days=1)
    )
    taker = somebody(period)
    night = ShiftTypeFactory(
        desk=period.desk, start=dt.time(15), end=dt.time(23, 30), weekdays=list(range(7))
    )
    early = ShiftTypeFactory(desk=period.desk, start=dt.time(7), end=dt.time(15))
    last = AssignmentFactory(period=period, person=giver, shift_type=night, day=period.last_day)
    AssignmentFactory(period=following, person=taker, shift_type=early, day=following.first_day)
    with pytest.raises(RulesBrokenError):
        accept(offer(last), taker)


def test_an_agreed_condition_stops_a_swap_and_is_not_told(period, given):
    taker = somebody(period)
    Condition.objects.create(
        person=taker,
        phase="children",
        weekdays=[0],
        latest_end=dt.time(15),
        first_day=MONDAY,
        state="agreed",
    )
    with pytest.raises(RulesBrokenError) as refused:
        accept(offer(given), taker)
    assert refused.value.breaches == (f"{taker} kan inte arbeta det passet den 1 mars.",)


def test_a_shift_asks_for_its_skills(period, giver):
    arabic = ShiftTypeFactory(desk=period.desk, skills=["ar"])
    speaker = somebody(period, sv=3, ar=3)
    given = AssignmentFactory(period=period, person=speaker, shift_type=arabic, day=MONDAY)
    with pytest.raises(RulesBrokenError) as refused:
        accept(offer(given), giver)
    assert any("arabiska" in one.lower() for one in refused.value.breaches)


def test_who_works_already_takes_no_second_shift(period, given, day):
    taker = somebody(period)
    AssignmentFactory(period=period, person=taker, shift_type=day, day=MONDAY)
    with pytest.raises(RulesBrokenError):
        accept(offer(given), taker)


def test_a_lost_language_waits_for_the_planner_who_says_why(period, day):
    speaker, taker = somebody(period, sv=3, ar=3), somebody(period)
    given = AssignmentFactory(period=period, person=speaker, shift_type=day, day=MONDAY)
    swap = accept(offer(given), taker)
    assert swap.state == "accepted"
    planner = user_with(Role.MANAGER, period.desk.unit)
    with pytest.raises(InvalidError):
        swapping.decide(swap=swap, by=planner, approve=False, now=NOW)
    with pytest.raises(InvalidError):
        swapping.decide(swap=swap, by=taker.guide.user, approve=True, now=NOW)
    swap = swapping.decide(swap=swap, by=planner, approve=True, answer="Det går bra.", now=NOW)
    given.refresh_from_db()
    assert (swap.state, swap.decided_by, given.person) == ("approved", planner, taker)


def test_the_first_to_take_it_has_it(period, given):
    first, second = somebody(period), somebody(period)
    swap = offer(given)
    accept(swap, first)
    with pytest.raises(NotNowError):
        accept(swap, second)
    given.refresh_from_db()
    assert given.person == first


def test_an_offer_by_name_is_that_persons_alone(period, given):
    asked, other = somebody(period), somebody(period)
    swap = offer(given, to=asked)
    with pytest.raises(NotNowError):
        accept(swap, other)
    assert swapping.decline(swap=swap, by=asked.guide.user, now=NOW).state == "refused"


def test_nobody_offers_anothers_shift_or_one_that_has_begun(period, given):
    with pytest.raises(InvalidError):
        swapping.offer(assignment=given, by=somebody(period).guide.user, now=NOW)
    with pytest.raises(NotNowError):
        swapping.offer(
            assignment=given,
            by=given.person.guide.user,
            now=dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC),
        )


def test_an_open_offer_is_mailed_to_those_who_could_take_it(period, given, day):
    free, busy = somebody(period), somebody(period)
    AssignmentFactory(period=period, person=busy, shift_type=day, day=MONDAY)
    offer(given)
    told = Message.objects.filter(purpose="staffing.swap_offered")
    assert list(told.values_list("recipient", flat=True)) == [free.guide.user.email]


def test_others_swaps_do_not_exist_for_who_is_not_in_them(client, period, given):
    swap = offer(given, to=somebody(period))
    address = reverse("my_swap", args=[swap.pk])
    for outsider in (somebody(period), StaffPersonFactory()):
        client.force_login(outsider.guide.user)
        assert client.get(address).status_code == 404
        assert client.post(reverse("my_swap_end", args=[swap.pk])).status_code == 404


def test_the_pages_offer_and_take(client):
    today = timezone.localdate()
    coming = PeriodFactory(published=True, first_day=today + dt.timedelta(days=1))
    giver, taker = somebody(coming), somebody(coming)
    shift = ShiftTypeFactory(desk=coming.desk, weekdays=list(range(7)))
    given = AssignmentFactory(
        period=coming, person=giver, shift_type=shift, day=today + dt.timedelta(days=3)
    )
    client.force_login(giver.guide.user)
    client.post(reverse("my_swap_offer", args=[given.pk]), {"text": "Byter gärna"})
    swap = Swap.objects.get()
    assert "Erbjudet" in client.get(reverse("my_roster")).content.decode()
    client.force_login(taker.guide.user)
    assert "Byter gärna" in client.get(reverse("my_swap", args=[swap.pk])).content.decode()
    page = client.post(reverse("my_swap", args=[swap.pk]), {"returned": ""}, follow=True)
    given.refresh_from_db()
    assert given.person == taker
    assert "Bytt" in page.content.decode()
