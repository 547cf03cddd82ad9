"""The roster on the phone, its feed, conditions and own holidays: one's own and nobody else's."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.factories.accounts import UserFactory, user_with
from tests.factories.staffing import (
    AssignmentFactory,
    PeriodFactory,
    StaffPersonFactory,
    WishFactory,
)

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.improve.staffing import own_rules
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import Absence, AssignmentPart, Condition, OwnHoliday
from hundra.improve.staffing.queries import mine
from hundra.improve.staffing.services import calendars, own_terms

pytestmark = pytest.mark.django_db

TODAY = dt.date(2027, 3, 3)


@pytest.fixture
def shift():
    """Yesterday's Monday in a published period of a desk, 08.00–16.30 with lunch."""
    period = PeriodFactory(published=True, first_day=dt.date(2027, 3, 1))
    made = AssignmentFactory(period=period)
    AssignmentPart.objects.create(assignment=made, kind="break", start=690, end=720)
    return made


def test_weeks_show_own_published_days_and_no_drafts(shift):
    draft = PeriodFactory(desk=shift.period.desk, state="planned", first_day=dt.date(2027, 3, 29))
    AssignmentFactory(period=draft, person=shift.person, shift_type=shift.shift_type)
    weeks = mine.weeks(shift.person, TODAY, 5, TODAY)
    days = [one for week in weeks for one in week.days]
    assert [one.day for one in days if one.shift] == [shift.day]
    assert [one.day for one in days if one.is_today] == [TODAY]
    assert (weeks[0].minutes, weeks[0].number) == (480, 9)
    assert [one.is_known for one in days] == [True] * 28 + [False] * 7


def test_the_next_shift_is_the_one_going_on(shift):
    later = AssignmentFactory(
        period=shift.period, person=shift.person, shift_type=shift.shift_type, day=TODAY
    )
    at = dt.datetime(2027, 3, 1, 11, tzinfo=dt.UTC)
    assert mine.next_shift(shift.person, at) == shift
    assert mine.next_shift(shift.person, at + dt.timedelta(hours=5)) == later


def test_the_page_asks_as_often_for_one_shift_as_for_three(
    client, shift, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(shift.person.guide.user)
    address = reverse("my_roster") + "?dag=2027-03-01"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    for number in (1, 2):
        more = AssignmentFactory(
            period=shift.period,
            person=shift.person,
            shift_type=shift.shift_type,
            day=shift.day + dt.timedelta(days=number),
        )
        AssignmentPart.objects.create(assignment=more, kind="break", start=690, end=720)
    with django_assert_num_queries(len(one)):
        client.get(address)


# Colleagues


def test_colleagues_see_who_works_and_nothing_of_why(client, shift):
    colleague = shift.person
    viewer = StaffPersonFactory(guide__desk=shift.period.desk)
    Condition.objects.create(
        person=colleague, phase="health", is_free=True, weekdays=[1], first_day=TODAY
    )
    ill = StaffPersonFactory(guide__desk=shift.period.desk, guide__user__name="Frånvara Påhitt")
    Absence.objects.create(person=ill, kind="ill", first_day=shift.day, last_day=shift.day)
    WishFactory(
        period=PeriodFactory(desk=shift.period.desk, state="wishes", first_day=dt.date(2027, 4, 5)),
        person=colleague,
        text="hemlighet",
    )
    client.force_login(viewer.guide.user)
    page = client.get(reverse("my_colleagues_at_work") + "?dag=2027-03-01").content.decode()
    assert str(colleague) in page
    for secret in ("Frånvara Påhitt", "hemlighet", "sjukdom", "Sjuk"):
        assert secret not in page


def test_another_desks_roster_is_not_shown(client, shift):
    client.force_login(StaffPersonFactory().guide.user)
    page = client.get(reverse("my_colleagues_at_work") + "?dag=2027-03-01").content.decode()
    assert str(shift.person) not in page


@pytest.mark.parametrize("day", ["2027-13-41", "x", "0001-01-01", "9999-12-31"])
def test_days_that_are_none_show_today(client, shift, day):
    client.force_login(shift.person.guide.user)
    for name in ("my_roster", "my_colleagues_at_work"):
        assert client.get(reverse(name), {"dag": day}).status_code == 200


# The feed


def test_the_feed_has_the_shifts_at_their_times_and_is_kept_by_nobody(client, shift):
    key = calendars.renew(person=shift.person, by=shift.person.guide.user)
    Shift = type(shift)  # noqa: N806
    Shift.objects.filter(pk=shift.pk).update(day=timezone.localdate())
    answer = client.get(reverse("roster_feed", args=[key]))
    events = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    start = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time(8)))
    assert [(one.decoded("dtstart"), one.decoded("dtend")) for one in events] == [
        (start, start + dt.timedelta(hours=8, minutes=30))
    ]
    assert "11.30–12.00" in str(events[0]["description"])
    headers = ("Content-Type", "Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    assert [answer.headers[one] for one in headers] == [
        "text/calendar; charset=utf-8",
        "private, no-store",
        "noindex, nofollow",
        "no-referrer",
    ]
    assert not answer.cookies


def test_a_new_address_stops_the_old_and_stopping_stops_all(client, shift):
    person, user = shift.person, shift.person.guide.user
    first = calendars.renew(person=person, by=user)
    second = calendars.renew(person=person, by=user)
    assert client.get(reverse("roster_feed", args=[first])).status_code == 404
    assert client.get(reverse("roster_feed", args=[second])).status_code == 200
    calendars.close(person=person, by=user)
    assert client.get(reverse("roster_feed", args=[second])).status_code == 404
    with pytest.raises(InvalidError):
        calendars.renew(person=person, by=UserFactory())


def test_the_feed_of_who_has_left_is_gone(client, shift):
    key = calendars.renew(person=shift.person, by=shift.person.guide.user)
    shift.person.guide.user.is_active = False
    shift.person.guide.user.save()
    assert client.get(reverse("roster_feed", args=[key])).status_code == 404


# Conditions and own holidays


def test_a_condition_is_asked_for_agreed_by_the_planner_and_told(client, shift):
    person = shift.person
    client.force_login(person.guide.user)
    sent = {
        "phase": "children",
        "weekdays": ["0", "1"],
        "earliest_start": "09:00",
        "first_day": "2027-03-01",
    }
    assert client.post(reverse("my_condition_new"), sent).status_code == 302
    condition = Condition.objects.get()
    assert (condition.person, condition.state) == (person, "asked")
    planner = user_with(Role.MANAGER, shift.period.desk.unit)
    client.force_login(planner)
    address = reverse("roster_decide_condition", args=[condition.pk])
    assert client.post(address, {"agree": "no", "answer": ""}).status_code == 422
    client.post(address, {"agree": "yes", "answer": "Till sommaren."})
    condition.refresh_from_db()
    assert (condition.state, condition.decided_by) == ("agreed", planner)
    mail = Message.objects.get(purpose="staffing.condition_decided")
    assert "sommaren" not in mail.body_text
    with pytest.raises(NotNowError):
        own_terms.take_back(condition=condition, by=person.guide.user)


def test_a_condition_says_something(client, shift):
    client.force_login(shift.person.guide.user)
    sent = {"phase": "other", "weekdays": ["0"], "first_day": "2027-03-01"}
    assert client.post(reverse("my_condition_new"), sent).status_code == 422
    assert not Condition.objects.exists()


def test_nobody_decides_on_their_own_condition(client, shift):
    user = shift.person.guide.user
    condition = Condition.objects.create(
        person=shift.person, phase="other", is_free=True, weekdays=[0], first_day=TODAY
    )
    from tests.factories.accounts import grant

    grant(user, Role.MANAGER, shift.period.desk.unit)
    with pytest.raises(InvalidError):
        own_terms.decide(condition=condition, by=user, agree=True)
    outsider = user_with(Role.MANAGER, StaffPersonFactory().guide.desk.unit)
    client.force_login(outsider)
    address = reverse("roster_decide_condition", args=[condition.pk])
    assert client.get(address).status_code == 404


def test_own_holidays_are_five_a_year_and_never_a_published_shift(shift):
    person, user = shift.person, shift.person.guide.user
    early = dt.date(2027, 1, 1)
    for number in range(1, 6):
        own_terms.add_holiday(person=person, by=user, day=dt.date(2027, 5, number), today=early)
    with pytest.raises(InvalidError):
        own_terms.add_holiday(person=person, by=user, day=dt.date(2027, 5, 6), today=early)
    OwnHoliday.objects.first().delete()
    with pytest.raises(InvalidError):
        own_terms.add_holiday(person=person, by=user, day=shift.day, today=early)
    with pytest.raises(NotNowError):
        own_terms.add_holiday(person=person, by=user, day=early, today=early)
    own_terms.add_holiday(person=person, by=user, day=dt.date(2028, 1, 6), today=early)
    assert person.own_holidays.count() == 5


def test_others_conditions_and_holidays_are_not_found(client, shift):
    other = StaffPersonFactory(guide__desk=shift.period.desk)
    condition = Condition.objects.create(
        person=other, phase="other", is_free=True, weekdays=[0], first_day=TODAY
    )
    holiday = OwnHoliday.objects.create(person=other, day=dt.date(2099, 1, 1))
    client.force_login(shift.person.guide.user)
    for name, pk in (("my_condition_remove", condition.pk), ("my_holiday_remove", holiday.pk)):
        assert client.post(reverse(name, args=[pk])).status_code == 404
    assert (Condition.objects.count(), OwnHoliday.objects.count()) == (1, 1)


def test_only_guides_in_use_in_the_roster_have_a_roster(shift):
    assert own_rules.is_in_roster(shift.person.guide.user)
    assert not own_rules.is_in_roster(UserFactory())
    away = StaffPersonFactory(is_active=False)
    assert not own_rules.is_in_roster(away.guide.user)
