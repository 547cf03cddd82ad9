"""The pages about absence: who sees what, and that reading is logged."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.staffing import (
    AbsenceFactory,
    AssignmentFactory,
    PeriodFactory,
    RepairChangeFactory,
    RepairFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
)

from hundra.core.accounts.models import Role
from hundra.core.audit import retention
from hundra.core.audit.models import Reading
from hundra.improve.staffing.models import Absence, Assignment, RosterRepair
from hundra.improve.staffing.services import repairing

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(today):
    return PeriodFactory(published=True, first_day=today)


@pytest.fixture
def planner(client, planner):
    client.force_login(planner)
    return planner


def asked_change(period, **fields):
    repair = RepairFactory(period=period, state="asked")
    return RepairChangeFactory(repair=repair, **fields)


def test_the_planner_reports_and_gets_a_proposal(client, period, planner, today):
    person = StaffPersonFactory(guide__desk=period.desk)
    AssignmentFactory(period=period, person=person, day=today)
    sent = {"person": person.pk, "kind": "child_ill", "first_day": today, "last_day": today}
    answer = client.post(reverse("staffing_absence_new", args=[period.desk.slug]), sent)
    absence = Absence.objects.get()
    assert answer.url == reverse("staffing_absence", args=[absence.pk])
    page = client.get(answer.url)
    assert "Avbryt sökningen" in page.content.decode()
    repairing.carry_out(key=RosterRepair.objects.get().pk)
    gone = client.get(reverse("staffing_repair_progress", args=[absence.pk]))
    assert gone["HX-Refresh"] == "true"
    page = client.get(answer.url).content.decode()
    assert "Ingen ändring föreslås" in page
    assert "1 färre än förut" in page


def test_each_reading_of_an_absence_is_logged(client, period, planner, today):
    absence = AbsenceFactory(person__guide__desk=period.desk)
    client.get(reverse("staffing_absences", args=[period.desk.slug]))
    assert not Reading.objects.exists()
    client.get(reverse("staffing_absence", args=[absence.pk]))
    assert list(Reading.objects.values_list("reader", "record", "what")) == [
        (planner.pk, "staffing.absence", f"absence {absence.pk}")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_absence_as_for_three(
    client, period, planner, django_assert_num_queries, count
):
    for _number in range(count):
        RepairFactory(period=period)
    client.get(reverse("staffing_absences", args=[period.desk.slug]))
    with django_assert_num_queries(7):
        client.get(reverse("staffing_absences", args=[period.desk.slug]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_change_as_for_three(
    client, period, planner, django_assert_num_queries, count
):
    repair = RepairFactory(period=period)
    for _number in range(count):
        RepairChangeFactory(repair=repair)
    with django_assert_num_queries(15):
        page = client.get(reverse("staffing_absence", args=[repair.absence_id]))
    assert page.status_code == 200


def test_the_list_does_not_tell_what_kind_of_absence_it_is(client, period, planner):
    AbsenceFactory(person__guide__desk=period.desk, kind="child_ill")
    page = client.get(reverse("staffing_absences", args=[period.desk.slug])).content.decode()
    assert "barn" not in page.lower()


def test_a_colleague_sees_neither_the_absence_nor_a_name_in_what_is_asked(client, period, today):
    change = asked_change(period)
    client.force_login(change.person.guide.user)
    absent = change.repair.absence.person
    page = client.get(reverse("my_asked_changes")).content.decode()
    assert str(change.after) in page
    assert str(absent) not in page
    assert str(absent) not in client.get(reverse("my_roster")).content.decode()
    assert (
        client.get(reverse("staffing_absence", args=[change.repair.absence_id])).status_code == 403
    )


def test_the_planner_of_another_desk_finds_nothing(client, period):
    change = asked_change(period)
    client.force_login(user_with(Role.MANAGER, PeriodFactory().desk.unit))
    for name, args in (
        ("staffing_absences", [period.desk.slug]),
        ("staffing_absence_new", [period.desk.slug]),
        ("staffing_absence", [change.repair.absence_id]),
        ("staffing_repair_progress", [change.repair.absence_id]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404
    asked = reverse("staffing_write_answer", args=[change.pk])
    assert client.post(asked, {"answer": "yes"}).status_code == 404
    step = reverse("staffing_absence_act", args=[change.repair.absence_id, "ta"])
    assert client.post(step, {"repair": change.repair_id}).status_code == 404


def test_an_employee_reports_with_two_answers_and_says_when_they_are_back(client, period, today):
    shift = AssignmentFactory(
        period=period,
        day=today + dt.timedelta(days=1),
        shift_type=ShiftTypeFactory(desk=period.desk, weekdays=list(range(7))),
    )
    client.force_login(shift.person.guide.user)
    assert "Jag är sjuk i dag" in client.get(reverse("my_roster")).content.decode()
    until = today + dt.timedelta(days=1)
    client.post(reverse("my_absence"), {"kind": "ill", "last_day": until})
    absence = Absence.objects.get()
    assert (absence.first_day, absence.last_day, absence.person) == (today, until, shift.person)
    assert not Assignment.objects.exists()
    assert "Du är anmäld som borta" in client.get(reverse("my_roster")).content.decode()
    client.post(reverse("my_absence"), {"day": until})
    absence.refresh_from_db()
    assert absence.last_day == today
    assert Assignment.objects.get().day == until


def test_an_employee_answers_on_their_own_page(client, period, today):
    change = asked_change(period, day=today + dt.timedelta(days=1))
    client.force_login(change.person.guide.user)
    assert "En ändring väntar på ditt svar" in client.get(reverse("my_roster")).content.decode()
    client.post(reverse("my_answer_change", args=[change.pk]), {"answer": "yes"})
    assert Assignment.objects.get().person == change.person
    assert "Sa ja" in client.get(reverse("my_asked_changes")).content.decode()


def test_nobody_answers_what_another_is_asked(client, period):
    change = asked_change(period)
    client.force_login(StaffPersonFactory(guide__desk=period.desk).guide.user)
    path = reverse("my_answer_change", args=[change.pk])
    assert client.post(path, {"answer": "yes"}).status_code == 404


def test_the_planner_writes_down_what_is_said_on_the_phone(client, period, planner):
    change = asked_change(period)
    client.post(reverse("staffing_write_answer", args=[change.pk]), {"answer": "no"})
    change.refresh_from_db()
    assert (change.consent, change.answered_by) == ("no", planner)


def test_steps_on_a_settled_proposal_say_so(client, period, planner):
    repair = RepairFactory(period=period, state="taken")
    path = reverse("staffing_absence_act", args=[repair.absence_id, "ta"])
    page = client.post(path, {"repair": repair.pk}, follow=True).content.decode()
    assert "Förslaget är redan avgjort" in page
    assert client.post(path.replace("/ta/", "/annat-steg/")).status_code == 404


def test_absences_are_disposed_of_with_their_repairs_after_the_decided_time(period, today):
    old = today - dt.timedelta(days=731)
    repair = RepairFactory(period=period, absence__first_day=old)
    RepairChangeFactory(repair=repair)
    kept = RepairFactory(period=period)
    rule = retention.rule("staffing.absences")
    due = rule.due(today - dt.timedelta(days=rule.days))
    assert [one.pk for one in due] == [repair.absence_id]
    due.delete()
    assert [one.pk for one in RosterRepair.objects.all()] == [kept.pk]
