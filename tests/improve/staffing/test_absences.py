"""Somebody is away: reported, known to the desk, and over sooner or later than was thought."""

import datetime as dt

import pytest
from tests.factories.accounts import UserFactory
from tests.factories.mending import (
    MONDAY,
    MONDAY_MORNING,
    SATURDAY_BEFORE,
    STOCKHOLM,
    TUESDAY,
    mails,
)

from hundra.core.messages.models import Message
from hundra.hear.contacts.models import Availability
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import (
    Absence,
    AbsenceKind,
    Assignment,
    RepairState,
    RosterRepair,
)
from hundra.improve.staffing.services import absences

pytestmark = pytest.mark.django_db


def test_the_shifts_of_those_days_leave_the_roster_and_are_remembered(centre):
    absence = centre.report(MONDAY, TUESDAY)
    assert centre.days_of(centre.ill) == [MONDAY + dt.timedelta(days=n) for n in (2, 3)]
    assert list(absence.missed.values_list("day", flat=True)) == [MONDAY, TUESDAY]
    assert [one.state for one in RosterRepair.objects.all()] == [RepairState.QUEUED]


def test_a_day_off_needs_no_repair(centre):
    saturday = MONDAY + dt.timedelta(days=5)
    absence = centre.report(saturday, saturday)
    assert not absence.repairs.exists()


def test_the_desk_no_longer_counts_on_whoever_is_away_today(centre):
    guide = centre.ill.guide
    guide.availability = Availability.READY
    guide.save()
    centre.report(now=MONDAY_MORNING)
    guide.refresh_from_db()
    assert guide.availability == Availability.AWAY


def test_whoever_is_away_later_answers_until_then(centre):
    guide = centre.ill.guide
    guide.availability = Availability.READY
    guide.save()
    centre.report()
    guide.refresh_from_db()
    assert guide.availability == Availability.READY


def test_each_morning_those_away_are_counted_out(centre):
    centre.report()
    guide = centre.ill.guide
    guide.availability = Availability.BREAK
    guide.save()
    assert absences.count_out_all(today=MONDAY - dt.timedelta(days=1)) == 0
    assert absences.count_out_all(today=MONDAY) == 1
    guide.refresh_from_db()
    assert guide.availability == Availability.AWAY


def test_an_employee_reports_illness_and_those_who_plan_are_told_without_a_name(centre):
    centre.report(by=centre.ill.guide.user)
    assert mails("absence_reported") == {centre.planner.email}
    told = Message.objects.get(purpose="staffing.absence_reported")
    assert "Bo Exempelberg" not in told.subject + told.body_text


@pytest.mark.parametrize("kind", [AbsenceKind.HOLIDAY, AbsenceKind.LEAVE])
def test_leave_is_not_for_the_employee_to_take(centre, kind):
    with pytest.raises(InvalidError):
        centre.report(by=centre.ill.guide.user, kind=kind)


def test_nobody_reports_another_ill(centre):
    for outsider in (centre.spare.guide.user, UserFactory()):
        with pytest.raises(InvalidError):
            centre.report(by=outsider)
    assert not Absence.objects.exists()


def test_days_cannot_be_reported_twice(centre):
    centre.report(MONDAY, TUESDAY)
    with pytest.raises(InvalidError):
        centre.report(TUESDAY, TUESDAY)


def test_days_that_have_been_cannot_be_reported(centre):
    with pytest.raises(NotNowError):
        centre.report(now=dt.datetime(2027, 3, 2, 9, tzinfo=STOCKHOLM))


def test_back_sooner_gives_the_coming_shifts_back(centre):
    absence = centre.report(MONDAY, TUESDAY)
    absences.back(absence=absence, from_day=TUESDAY, by=centre.ill.guide.user, now=MONDAY_MORNING)
    absence.refresh_from_db()
    assert absence.last_day == MONDAY
    assert centre.days_of(centre.ill) == [MONDAY + dt.timedelta(days=n) for n in (1, 2, 3)]
    parts = Assignment.objects.get(person=centre.ill, day=TUESDAY).parts.values_list("start", "end")
    assert list(parts) == [(11 * 60 + 45, 12 * 60 + 15)]


def test_never_away_after_all_removes_the_absence(centre):
    absence = centre.report(MONDAY, TUESDAY)
    absences.back(absence=absence, from_day=MONDAY, by=centre.planner, now=SATURDAY_BEFORE)
    assert not Absence.objects.exists()
    assert len(centre.days_of(centre.ill)) == 4


def test_longer_away_takes_more_shifts_and_searches_anew(centre):
    absence = centre.report()
    first = absence.repairs.get()
    absences.prolong(absence=absence, last_day=TUESDAY, by=centre.planner, now=SATURDAY_BEFORE)
    first.refresh_from_db()
    assert first.state == RepairState.REPLACED
    assert absence.missed.count() == 2
    assert absence.repairs.filter(state=RepairState.QUEUED).count() == 1
