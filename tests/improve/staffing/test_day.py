"""The day: who is here beside the roster, how it looks with its morning known, people moved."""

import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.accounts import UserFactory, user_with
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory, open_weekdays
from tests.factories.staffing import (
    AssignmentFactory,
    PeriodFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
)

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.contacts.models import AvailabilitySpell, Contact
from hundra.hear.contacts.views.guide import page
from hundra.improve.staffing.errors import InvalidError, NotNowError, RulesBrokenError
from hundra.improve.staffing.models import Activity, DayOutlook, Move, MoveState
from hundra.improve.staffing.queries import day as queries
from hundra.improve.staffing.queries import own_day
from hundra.improve.staffing.queries.day import Presence
from hundra.improve.staffing.services import moving, outlooks

pytestmark = pytest.mark.django_db

STOCKHOLM = ZoneInfo("Europe/Stockholm")
WEDNESDAY = dt.date(2027, 3, 3)


def at(hour, minute=0, day=WEDNESDAY):
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=STOCKHOLM)


@pytest.fixture
def desk():
    desk = DeskFactory()
    open_weekdays(desk)
    return desk


@pytest.fixture
def shift(desk):
    """Today 08.00–16.30 with lunch 11.30–12.00."""
    return working(PeriodFactory(desk=desk, published=True, first_day=dt.date(2027, 3, 1)))


def working(period, **fields):
    guide = GuideFactory(desk=period.desk, **fields)
    made = AssignmentFactory(
        period=period,
        day=WEDNESDAY,
        person=StaffPersonFactory(guide=guide, flexible_minutes=60 * 500),
        shift_type=ShiftTypeFactory(desk=period.desk),
    )
    made.parts.create(kind="break", start=11 * 60 + 30, end=12 * 60)
    return made


def has_been(shift, availability, since, until=None):
    guide = shift.person.guide
    AvailabilitySpell.objects.create(
        guide=guide, availability=availability, since=since, until=until
    )
    if until is None:
        guide.availability, guide.since = availability, since
        guide.save()


def now_at(desk, moment):
    return queries.adherence(desk, queries.roster_on(desk, WEDNESDAY), moment)


def presence(desk, moment):
    return [one.presence for one in now_at(desk, moment).people]


# Adherence


def test_whoever_answers_is_present(desk, shift):
    has_been(shift, "ready", at(8))
    assert presence(desk, at(9)) == [Presence.PRESENT]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(7, 50), Presence.NOT_YET),
        (at(8, 4), Presence.NOT_YET),
        (at(8, 10), Presence.LATE),
        (at(8, 45), Presence.MISSING),
        (at(11, 45), Presence.AS_PLANNED),
        (at(16, 45), Presence.GONE),
    ],
)
def test_whoever_has_not_come(desk, shift, moment, expected):
    assert presence(desk, moment) == [expected]


def test_whoever_has_left_is_missing_at_once(desk, shift):
    has_been(shift, "ready", at(8), at(8, 20))
    assert presence(desk, at(8, 25)) == [Presence.MISSING]


def test_a_break_that_is_not_planned_is_told(desk, shift):
    has_been(shift, "ready", at(8), at(9))
    has_been(shift, "break", at(9))
    assert presence(desk, at(9, 10)) == [Presence.PAUSED]


def test_somebody_here_beside_the_roster_is_seen(desk, shift):
    GuideFactory(desk=desk, availability="ready")
    assert presence(desk, at(11, 45)) == [Presence.AS_PLANNED, Presence.EXTRA]


def test_the_share_followed_is_of_the_minutes_that_should_have_been(desk, shift):
    """08.00–13.00 without lunch is 270 minutes; there 08.30–11.30 and 11.45–13.00, of which the
    quarter of lunch does not count: 180 + 60 of 270."""
    has_been(shift, "ready", at(8, 30), at(11, 30))
    has_been(shift, "busy", at(11, 45))
    found = now_at(desk, at(13))
    assert (found.should_minutes, found.was_minutes) == (270, 240)
    assert found.share == pytest.approx(240 / 270)


# Slow machines draw slowly; that is not what is tested.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    spans=st.lists(st.tuples(st.integers(0, 1440), st.integers(0, 1440)).map(sorted), max_size=6),
    other=st.tuples(st.integers(0, 1440), st.integers(0, 1440)).map(sorted),
)
def test_time_together_is_never_longer_than_either(spans, other):
    total = sum(queries._overlap([tuple(one)], [tuple(other)]) for one in spans)
    assert total == queries._overlap([tuple(one) for one in spans], [tuple(other)])
    for one in spans:
        both = queries._overlap([tuple(one)], [tuple(other)])
        assert 0 <= both <= min(one[1] - one[0], other[1] - other[0])


def test_adherence_asks_as_often_for_one_as_for_three(desk, shift, django_assert_num_queries):
    for _number in range(2):
        working(shift.period)
    roster = queries.roster_on(desk, WEDNESDAY)
    with django_assert_num_queries(2):
        queries.adherence(desk, roster, at(9))


# What came


def test_answered_in_time_is_of_those_who_waited(desk):
    come = {"desk": desk, "channel": "phone", "received_at": at(9, 5), "queued_at": at(9, 5)}
    ContactFactory(**come, done=True, answered_at=at(9, 6), ended_at=at(9, 10))
    ContactFactory(**come, done=True, answered_at=at(9, 9), ended_at=at(9, 12))
    ContactFactory(**come, state="abandoned", ended_at=at(9, 8))
    ContactFactory(**come, state="abandoned", ended_at=at(9, 5) + dt.timedelta(seconds=5))
    assert queries.answered_on(desk, WEDNESDAY) == {9 * 60: (1, 3)}


# The outlook


def test_the_next_open_day_is_shown_when_it_is_closed(desk):
    assert queries.day_shown(desk, dt.date(2027, 3, 6)) == dt.date(2027, 3, 8)
    assert queries.day_shown(desk, WEDNESDAY) == WEDNESDAY
    assert queries.day_shown(DeskFactory(), WEDNESDAY) is None


def history(desk, weeks=3, a_half_hour=6, today=0):
    """As many calls each half-hour of weeks of weekdays, and so many in today's until ten."""
    rows = []
    for number in range(1, 7 * weeks + 1):
        day = WEDNESDAY - dt.timedelta(days=number)
        if day.weekday() < 5:
            rows += [(day, hour, half, a_half_hour) for hour in range(8, 16) for half in (0, 30)]
    rows += [(WEDNESDAY, hour, half, today) for hour in (8, 9) for half in (0, 30)]
    moments = [
        at(hour, half + number % 25, day)
        for day, hour, half, count in rows
        for number in range(count)
    ]
    Contact.objects.bulk_create(
        Contact(
            desk=desk,
            channel="phone",
            state="abandoned",
            received_at=moment,
            queued_at=moment,
            ended_at=moment + dt.timedelta(minutes=4),
        )
        for moment in moments
    )


@pytest.fixture
def played(monkeypatch):
    """Without the simulation, which compiles for long: everybody present answers a tenth."""

    class Played:
        def __init__(self, roster):
            self.present = sum(
                not any(part.kind == "task" and part.channel == "email" for part in one.parts.all())
                for one in roster
            )

    monkeypatch.setattr(outlooks, "play", lambda desk, known, roster: Played(roster))
    monkeypatch.setattr(
        outlooks,
        "share_between",
        lambda result, start, end: outlooks.Share(result.present / 10, 0.0, 1.0),
    )


def test_a_busy_morning_raises_what_is_expected_of_the_rest(desk, shift, played):
    history(desk, weeks=2, a_half_hour=4, today=9)
    before = outlooks.known_of(desk, now=at(7))
    after = outlooks.known_of(desk, now=at(10))
    slot = after.slot(14 * 60)
    assert not np.isfinite(before.so_far).any()
    assert list(after.so_far[:4]) == [9, 9, 9, 9]
    assert after.now.mean[0, slot] > before.now.mean[0, slot]
    made = outlooks.make_outlook(desk=desk, now=at(10))
    assert (made.came, made.known_until, made.share) == (36, 600, 0.1)
    rows = {row.start: row for row in made.rows.all()}
    assert (rows[9 * 60].came, rows[10 * 60].came) == (9, None)
    assert rows[10 * 60].low_90 <= rows[10 * 60].mean <= rows[10 * 60].high_90
    assert rows[10 * 60].present == 1


def test_the_first_outlook_of_a_day_is_kept_as_its_plan_with_the_latest(desk, shift, played):
    history(desk, weeks=2, a_half_hour=1)
    first, _second, third = (outlooks.make_outlook(desk=desk, now=at(h)) for h in (7, 9, 11))
    assert list(DayOutlook.objects.order_by("pk")) == [first, third]
    assert queries.planned_shares(desk, WEDNESDAY)[14 * 60] == 0.1


def test_nothing_is_told_without_a_history(desk, shift):
    assert outlooks.make_outlook(desk=desk, now=at(9)) is None


def test_desks_are_looked_at_while_open_or_until_the_coming_day_has_a_plan(desk, shift):
    assert outlooks.desks_to_look_at(now=at(9)) == [desk]
    assert outlooks.desks_to_look_at(now=at(22)) == [desk]
    DayOutlook.objects.create(desk=desk, day=WEDNESDAY, expected=1, low_90=1, high_90=1)
    assert outlooks.desks_to_look_at(now=at(22)) == []


# Moves


def planner_of(desk):
    return user_with(Role.MANAGER, desk.unit)


def try_move(shift, activity=Activity.EMAIL, start=10 * 60, end=11 * 60, **given):
    desk = shift.period.desk
    given = {"by": planner_of(desk), "people": [shift.person], "now": at(9), **given}
    return moving.try_move(
        desk=desk, day=WEDNESDAY, start=start, end=end, activity=activity, **given
    )


def parts(shift):
    return list(shift.parts.order_by("start").values_list("kind", "start", "end", "channel"))


LUNCH = ("break", 690, 720, "")


def test_the_effect_is_worked_out_before_anything_is_changed(desk, shift, played):
    history(desk, weeks=2, a_half_hour=1)
    working(shift.period)
    move = try_move(shift)
    moving.work_out(key=move.pk, now=at(9))
    move.refresh_from_db()
    assert (move.state, move.share_before, move.share_after) == (MoveState.TRIED, 0.2, 0.1)
    assert parts(shift) == [LUNCH]


def test_what_is_done_stands_in_the_roster_and_is_told(desk, shift):
    move = try_move(shift)
    moving.do(move=move, by=planner_of(desk))
    move.refresh_from_db()
    assert move.state == MoveState.DONE
    assert parts(shift) == [("task", 600, 660, "email"), LUNCH]
    told = Message.objects.get(purpose="staffing.moved")
    assert told.recipient == shift.person.guide.user.email
    assert "E-post 10.00–11.00" in told.subject


def test_the_moved_guides_open_page_shows_it_at_the_next_poll(client, desk, shift, monkeypatch):
    monkeypatch.setattr(page, "_is_time", lambda desk: False)
    monkeypatch.setattr(own_day, "timezone", SimpleNamespace(localtime=lambda: at(9)))
    client.force_login(shift.person.guide.user)
    before = client.get(reverse("guide_poll"))
    assert "11.30–12.00 Rast" in before.content.decode()
    mark = {"if-none-match": before["ETag"]}
    assert client.get(reverse("guide_poll"), headers=mark).status_code == 304

    moving.do(move=try_move(shift), by=planner_of(desk))
    after = client.get(reverse("guide_poll"), headers=mark)
    assert after.status_code == 200
    assert "10.00–11.00 E-post" in after.content.decode()
    other = GuideFactory(desk=desk)
    assert own_day.planned_day(other, now=at(9)) is None


@pytest.mark.parametrize(("hour", "told"), [(7, True), (16, True), (17, False)])
def test_the_guides_page_tells_the_shift_until_it_is_over(shift, hour, told):
    found = own_day.planned_day(shift.person.guide, now=at(hour))
    assert (found is not None) is told


def test_a_roster_that_is_not_published_is_told_to_nobody(shift):
    shift.period.state, shift.period.published_on = "draft", None
    shift.period.save()
    assert own_day.planned_day(shift.person.guide, now=at(9)) is None


def test_a_move_to_the_phone_cuts_what_lay_there(desk, shift):
    shift.parts.create(kind="task", channel="email", start=9 * 60, end=11 * 60)
    moving.do(move=try_move(shift, Activity.PHONE, 570, 600), by=planner_of(desk))
    assert parts(shift) == [
        ("task", 540, 570, "email"),
        ("task", 570, 600, "phone"),
        ("task", 600, 660, "email"),
        LUNCH,
    ]


def test_a_break_is_moved_not_given_twice(desk, shift):
    moving.do(move=try_move(shift, Activity.BREAK, 720, 750), by=planner_of(desk))
    assert parts(shift) == [("break", 720, 750, "")]


def test_a_break_too_late_breaks_the_act(desk, shift):
    with pytest.raises(RulesBrokenError) as refused:
        try_move(shift, Activity.BREAK, 15 * 60, 15 * 60 + 30)
    assert "5 timmar" in refused.value.breaches[0]
    assert not Move.objects.exists()


@pytest.mark.parametrize(
    ("activity", "start", "end", "told"),
    [
        (Activity.PHONE, 16 * 60, 17 * 60, "inte hela den tiden"),
        (Activity.PHONE, 11 * 60, 12 * 60, "har rast"),
        (Activity.BREAK, 12 * 60, 12 * 60 + 15, "kortare rast"),
    ],
)
def test_what_forbids_a_move_is_said_at_once(desk, shift, activity, start, end, told):
    with pytest.raises(RulesBrokenError) as refused:
        try_move(shift, activity, start, end)
    assert told in refused.value.breaches[0]


def test_nobody_is_moved_to_what_they_cannot(desk, shift):
    guide = shift.person.guide
    guide.channels = ["phone"]
    guide.save()
    with pytest.raises(RulesBrokenError):
        try_move(shift, Activity.EMAIL)


def test_whoever_is_off_cannot_be_moved(desk, shift):
    with pytest.raises(RulesBrokenError):
        try_move(shift, people=[StaffPersonFactory(guide__desk=desk)])


def test_what_has_been_cannot_be_changed(desk, shift):
    with pytest.raises(NotNowError):
        try_move(shift, now=at(11, 30))


def test_a_move_is_settled_once(desk, shift):
    move = try_move(shift)
    moving.leave(move=move, by=planner_of(desk))
    with pytest.raises(NotNowError):
        moving.do(move=move, by=planner_of(desk))
    assert parts(shift) == [LUNCH]


def test_only_who_plans_the_desk_moves_people(desk, shift):
    elsewhere = user_with(Role.MANAGER, DeskFactory().unit)
    for outsider in (elsewhere, UserFactory(), shift.person.guide.user):
        with pytest.raises(InvalidError):
            try_move(shift, by=outsider)
