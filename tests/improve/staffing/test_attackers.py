"""Who tries what is not theirs: rosters, feeds, wishes and swaps of others, the planner's steps."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.organisation import UnitFactory
from tests.factories.staffing import (
    AssignmentFactory,
    PeriodFactory,
    StaffPersonFactory,
    WishFactory,
)

from hundra.core.accounts.models import Role
from hundra.improve.staffing.models import Assignment, NeedRow, Solve, Swap, Wish
from hundra.improve.staffing.services import calendars, swapping
from hundra.improve.staffing.views.planning import ACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def shift() -> Assignment:
    """A coming day of a published roster."""
    today = timezone.localdate()
    monday = today + dt.timedelta(days=28 - today.weekday())
    return AssignmentFactory(period=PeriodFactory(published=True, first_day=monday))


@pytest.fixture
def colleague(shift: Assignment):
    return StaffPersonFactory(guide__desk=shift.period.desk)


@pytest.fixture
def draft(shift: Assignment):
    """The next period, worked out and not published."""
    first = shift.period.last_day + dt.timedelta(days=1)
    made = PeriodFactory(desk=shift.period.desk, first_day=first, state="planned")
    NeedRow.objects.create(period=made, day=first, start=540, end=570, people=1)
    return made


@pytest.mark.parametrize("what", sorted(ACTS))
def test_an_employee_takes_none_of_the_planners_steps(client, draft, colleague, what):
    client.force_login(colleague.guide.user)
    answer = client.post(
        reverse("staffing_act", args=[draft.pk, what]),
        {"share": 80, "minutes": 1, "until": timezone.localdate().isoformat()},
    )
    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (403, "planned")
    assert not Solve.objects.exists()


@pytest.mark.parametrize("what", sorted(ACTS))
def test_a_manager_elsewhere_finds_no_period(client, draft, what):
    client.force_login(user_with(Role.MANAGER, UnitFactory()))
    assert client.post(reverse("staffing_act", args=[draft.pk, what])).status_code == 404
    draft.refresh_from_db()
    assert draft.state == "planned"


def test_steps_need_the_pages_own_form(draft):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user_with(Role.MANAGER, draft.desk.unit))
    assert browser.post(reverse("staffing_act", args=[draft.pk, "los"])).status_code == 403
    assert not Solve.objects.exists()


def test_an_employee_reads_no_draft_and_changes_no_day(client, shift, draft, colleague):
    one = AssignmentFactory(period=draft, person=shift.person, shift_type=shift.shift_type)
    client.force_login(colleague.guide.user)
    assert client.get(reverse("staffing_roster", args=[draft.pk])).status_code == 404
    day = reverse("staffing_day", args=[draft.pk, one.person_id, one.day.isoformat()])
    assert client.get(day).status_code == 403
    assert client.post(day, {"shift": ""}).status_code == 403
    assert Assignment.objects.filter(pk=one.pk).exists()


def test_a_planner_lays_nobody_of_another_desk(client, draft):
    stranger = StaffPersonFactory()
    client.force_login(user_with(Role.MANAGER, draft.desk.unit))
    day = reverse("staffing_day", args=[draft.pk, stranger.pk, draft.first_day.isoformat()])
    assert client.get(day).status_code == 404
    assert client.post(day, {"shift": ""}).status_code == 404


def test_wishes_are_found_neither_by_colleagues_nor_in_the_published_grid(client, shift, colleague):
    WishFactory(period=shift.period, person=shift.person, text="Hemlig tandläkare")
    client.force_login(colleague.guide.user)
    for name, args in (
        ("my_wishes", []),
        ("my_wish_period", [shift.period_id]),
        ("my_wish", [shift.period_id, shift.day.isoformat()]),
        ("staffing_roster", [shift.period_id]),
        ("my_colleagues_at_work", []),
    ):
        page = client.get(reverse(name, args=args), {"dag": shift.day.isoformat()})
        assert "Hemlig" not in page.text, name
        assert "staffing-mark" not in page.text, name
    remove = reverse("my_wish_remove", args=[shift.period_id, shift.day.isoformat()])
    assert client.post(remove).status_code == 404
    assert Wish.objects.exists()


def test_a_wish_says_what_it_says_and_no_more(client, draft, shift):
    WishFactory(period=draft, person=shift.person, text="<script>alert(1)</script>")
    client.force_login(user_with(Role.MANAGER, draft.desk.unit))
    day = reverse("staffing_day", args=[draft.pk, shift.person_id, draft.first_day.isoformat()])
    page = client.get(day).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_an_address_of_a_feed_is_not_guessed(client, shift):
    key = calendars.renew(person=shift.person, by=shift.person.guide.user)
    for guess in (key[:-1], key.swapcase(), key + "A", str(shift.person_id), "x" * 22, "-"):
        assert client.get(f"/schema/{guess}/schema.ics").status_code == 404, guess
    found = client.get(f"/schema/{key}/schema.ics")
    assert found.status_code == 200
    assert not found.cookies
    assert "no-store" in found["Cache-Control"]


def test_nobody_swaps_with_anothers_shift(client, shift, colleague):
    third = StaffPersonFactory(guide__desk=shift.period.desk)
    theirs = AssignmentFactory(
        period=shift.period,
        person=third,
        shift_type=shift.shift_type,
        day=shift.day + dt.timedelta(days=1),
    )
    swap = swapping.offer(assignment=shift, by=shift.person.guide.user)
    client.force_login(colleague.guide.user)
    answer = client.post(reverse("my_swap", args=[swap.pk]), {"returned": theirs.pk})
    assert answer.status_code == 422
    swap.refresh_from_db()
    assert (swap.state, swap.taker) == ("offered", None)
    assert client.post(reverse("my_swap_offer", args=[theirs.pk]), {}).status_code == 404
    assert Swap.objects.count() == 1


def test_who_offers_cannot_take_or_approve_it_and_a_stranger_cannot_end_it(
    client, shift, colleague
):
    swap = swapping.offer(assignment=shift, by=shift.person.guide.user, to=colleague)
    client.force_login(shift.person.guide.user)
    assert client.post(reverse("my_swap", args=[swap.pk]), {}).status_code == 403
    assert client.post(reverse("roster_decide_swap", args=[swap.pk]), {}).status_code == 403
    client.force_login(StaffPersonFactory(guide__desk=shift.period.desk).guide.user)
    for name in ("my_swap", "my_swap_end"):
        assert client.post(reverse(name, args=[swap.pk]), {}).status_code == 404
    swap.refresh_from_db()
    assert swap.state == "offered"


def test_an_offer_goes_to_nobody_at_another_desk(client, shift):
    client.force_login(shift.person.guide.user)
    stranger = StaffPersonFactory()
    answer = client.post(reverse("my_swap_offer", args=[shift.pk]), {"to": stranger.pk})
    assert answer.status_code == 422
    assert not Swap.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/arbete/bemanning/period/99999999999999999999/",
        "/arbete/bemanning/period/1/gor/allt/",
        "/arbete/bemanning/period/99999999999999999999/schema/1/2027-03-01/",
        "/arbete/bemanning/period/1/schema/1/2027-13-41/",
        "/arbete/bemanning/finns-inte/",
        "/arbete/bemanning/finns-inte/prognos/",
        "/arbete/schema/att-besluta/byte/99999999999999999999/",
    ],
)
def test_nonsense_is_not_found(client, address):
    client.force_login(user_with(Role.ADMINISTRATOR, UnitFactory()))
    assert client.get(address).status_code in {404, 405}


@pytest.mark.parametrize("week", ["0", "-3", "99", "9999999999", "två", "²", ""])
def test_a_week_that_is_none_shows_one_that_is(client, shift, week):
    client.force_login(user_with(Role.MANAGER, shift.period.desk.unit))
    page = client.get(reverse("staffing_roster", args=[shift.period_id]), {"vecka": week})
    assert page.status_code == 200


@pytest.mark.parametrize("until", ["", "imorgon", "0001-01-01", "9999-12-31", "2027-02-30"])
def test_a_nonsensical_last_day_for_wishes_is_told(client, draft, until):
    type(draft).objects.update(state="draft", published_on=None)
    client.force_login(user_with(Role.MANAGER, draft.desk.unit))
    answer = client.post(
        reverse("staffing_act", args=[draft.pk, "onskemal"]), {"until": until}, follow=True
    )
    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (200, "draft")
    assert 'data-color="danger"' in answer.text
