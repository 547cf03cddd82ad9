"""Somebody is away: the roster is mended with the fewest changes, and nobody without their yes."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.factories.accounts import UserFactory, user_with
from tests.factories.mending import (
    MONDAY,
    MONDAY_MORNING,
    STOCKHOLM,
    TUESDAY,
    mails,
)
from tests.factories.staffing import (
    AssignmentFactory,
    PeriodFactory,
    ShiftTypeFactory,
)

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.engines import rostering as engine
from hundra.improve.staffing.errors import InvalidError, NotNowError, RulesBrokenError
from hundra.improve.staffing.models import (
    Absence,
    AbsenceKind,
    Assignment,
    Consent,
    NeedRow,
    RepairState,
    RosterRepair,
    RuleFigure,
)
from hundra.improve.staffing.problems import problem_of, roster_of
from hundra.improve.staffing.services import repairing, settling

pytestmark = pytest.mark.django_db


# The search


def test_the_one_who_is_off_is_proposed_and_must_be_asked(centre):
    repair = centre.repaired(centre.report())
    change = repair.changes.get()
    assert (repair.state, repair.shortages) == (RepairState.PROPOSED, [])
    assert repair.short_before == 6
    assert (change.person, change.day, change.before, change.after, change.consent) == (
        centre.spare,
        MONDAY,
        None,
        centre.shift,
        Consent.NEEDED,
    )
    assert centre.days_of(centre.spare) == []


def test_what_was_short_before_asks_for_nobody(centre):
    NeedRow.objects.update(people=9)
    repair = centre.repaired(centre.report())
    assert [one.person for one in repair.changes.all()] == [centre.spare]
    assert repair.shortages == []


def test_where_nobody_has_said_how_many_all_who_were_there_are_missed(centre):
    NeedRow.objects.all().delete()
    repair = centre.repaired(centre.report())
    assert [one.person for one in repair.changes.all()] == [centre.spare]
    assert repair.shortages == []


def test_what_nobody_can_do_is_told_with_why(centre):
    Absence.objects.create(
        person=centre.spare, kind=AbsenceKind.LEAVE, first_day=MONDAY, last_day=MONDAY
    )
    repair = centre.repaired(centre.report())
    assert not repair.changes.exists()
    assert len(repair.shortages) == 6
    assert {reason["code"] for reason in repair.shortages[0]["reasons"]} == {"away"}


def test_nobody_is_called_to_a_shift_that_has_begun(centre):
    repair = centre.repaired(centre.report(now=MONDAY_MORNING), now=MONDAY_MORNING)
    assert not repair.changes.exists()


def test_a_later_shift_the_same_day_can_still_be_worked(centre):
    late = ShiftTypeFactory(
        desk=centre.desk, name="Sen", start=dt.time(10, 15), end=dt.time(16, 45)
    )
    for start in range(12 * 60 + 30, 16 * 60, 30):
        NeedRow.objects.create(
            period=centre.period, day=MONDAY, start=start, end=start + 30, people=1
        )
    repair = centre.repaired(centre.report(now=MONDAY_MORNING), now=MONDAY_MORNING)
    assert [one.after for one in repair.changes.all()] == [late]


def test_a_change_beyond_two_weeks_need_not_be_asked_for(centre):
    early = dt.datetime(2027, 2, 15, 9, tzinfo=STOCKHOLM)
    repair = centre.repaired(centre.report(now=early), now=early)
    assert repair.changes.get().consent == Consent.NOT_NEEDED
    settling.take(repair=repair, by=centre.planner)
    assert centre.days_of(centre.spare) == [MONDAY]


def test_the_agreed_notice_says_who_is_asked(centre):
    RuleFigure.objects.create(desk=centre.desk, code="notice", limit=21, agreement="Avtal 7")
    early = dt.datetime(2027, 2, 15, 9, tzinfo=STOCKHOLM)
    repair = centre.repaired(centre.report(now=early), now=early)
    assert repair.changes.get().consent == Consent.NEEDED


def test_a_stopped_search_changes_nothing(centre):
    absence = centre.report()
    repair = absence.repairs.get()
    repairing.stop(repair=repair, by=centre.planner)
    assert centre.repaired(absence).state == RepairState.STOPPED
    assert not repair.changes.exists()


def test_stopping_while_the_engine_works_drops_what_it_finds(centre, monkeypatch):
    absence = centre.report()
    search = engine.repair

    def stopped_midway(*given, **options):
        RosterRepair.objects.update(state=RepairState.STOPPED)
        return search(*given, **options)

    monkeypatch.setattr(engine, "repair", stopped_midway)
    assert centre.repaired(absence).state == RepairState.STOPPED
    assert not absence.repairs.get().changes.exists()


# What comes of it


def test_when_all_have_said_yes_the_roster_is_changed_and_they_are_told(centre):
    repair = centre.repaired(centre.report())
    settling.ask(repair=repair, by=centre.planner)
    assert mails("asked_to_change") == {centre.spare.guide.user.email}
    told = Message.objects.get(purpose="staffing.asked_to_change")
    assert "Bo Exempelberg" not in told.subject + told.body_text
    settling.answer(change=repair.changes.get(), yes=True, by=centre.spare.guide.user)
    repair.refresh_from_db()
    assert repair.state == RepairState.TAKEN
    shift = Assignment.objects.get(person=centre.spare)
    assert (shift.day, shift.shift_type, shift.is_fixed) == (MONDAY, centre.shift, True)
    assert shift.parts.count() == 1
    assert mails("roster_mended") == {centre.spare.guide.user.email}


def test_a_mended_roster_keeps_every_rule_by_the_independent_checker(centre):
    repair = centre.repaired(centre.report(MONDAY, TUESDAY))
    settling.ask(repair=repair, by=centre.planner)
    for change in repair.changes.all():
        settling.answer(change=change, yes=True, by=centre.planner)
    problem = replace(problem_of(centre.period), fixed=())
    assert engine.check(problem, roster_of(centre.period)) == ()


def test_the_roster_is_not_changed_before_the_answer(centre):
    repair = centre.repaired(centre.report())
    with pytest.raises(NotNowError):
        settling.take(repair=repair, by=centre.planner)
    settling.ask(repair=repair, by=centre.planner)
    with pytest.raises(NotNowError):
        settling.take(repair=repair, by=centre.planner)
    assert centre.days_of(centre.spare) == []


def test_a_no_changes_nothing_and_the_next_proposal_leaves_that_person_alone(centre):
    third = centre.person("Cia Låtsasdotter")
    absence = centre.report()
    repair = centre.repaired(absence)
    settling.ask(repair=repair, by=centre.planner)
    asked = repair.changes.get()
    settling.answer(change=asked, yes=False, by=asked.person.guide.user)
    repair.refresh_from_db()
    assert repair.state == RepairState.ASKED
    assert mails("repair_answered") == {centre.planner.email}
    settling.ask_for_another(absence=absence, period=centre.period, avoid=[], by=centre.planner)
    other = ({centre.spare, third} - {asked.person}).pop()
    assert [one.person for one in centre.repaired(absence).changes.all()] == [other]
    repair.refresh_from_db()
    assert repair.state == RepairState.REPLACED


def test_nobody_answers_for_another(centre):
    repair = centre.repaired(centre.report())
    settling.ask(repair=repair, by=centre.planner)
    for outsider in (centre.ill.guide.user, UserFactory()):
        with pytest.raises(InvalidError):
            settling.answer(change=repair.changes.get(), yes=True, by=outsider)


def test_an_answer_is_given_once(centre):
    repair = centre.repaired(centre.report())
    settling.ask(repair=repair, by=centre.planner)
    change = repair.changes.get()
    settling.answer(change=change, yes=False, by=centre.spare.guide.user)
    with pytest.raises(NotNowError):
        settling.answer(change=change, yes=True, by=centre.spare.guide.user)


def test_the_roster_can_be_left_as_it_is_and_those_asked_are_told(centre):
    repair = centre.repaired(centre.report())
    settling.ask(repair=repair, by=centre.planner)
    settling.leave(repair=repair, by=centre.planner)
    repair.refresh_from_db()
    assert repair.state == RepairState.LEFT
    assert mails("no_longer_asked") == {centre.spare.guide.user.email}
    assert centre.days_of(centre.spare) == []


def test_a_roster_that_has_changed_since_is_not_overwritten(centre):
    repair = centre.repaired(centre.report())
    settling.ask(repair=repair, by=centre.planner)
    AssignmentFactory(
        period=centre.period, person=centre.spare, shift_type=centre.shift, day=MONDAY
    )
    with pytest.raises(NotNowError):
        settling.answer(change=repair.changes.get(), yes=True, by=centre.spare.guide.user)


def test_what_has_come_to_break_a_rule_is_not_taken(centre):
    repair = centre.repaired(centre.report())
    settling.ask(repair=repair, by=centre.planner)
    night = ShiftTypeFactory(
        desk=centre.desk, start=dt.time(15), end=dt.time(23, 30), weekdays=list(range(7))
    )
    before = PeriodFactory(
        published=True,
        desk=centre.desk,
        first_day=MONDAY - dt.timedelta(days=7),
        last_day=MONDAY - dt.timedelta(days=1),
    )
    AssignmentFactory(
        period=before,
        person=centre.spare,
        shift_type=night,
        day=MONDAY - dt.timedelta(days=1),
    )
    with pytest.raises(RulesBrokenError):
        settling.answer(change=repair.changes.get(), yes=True, by=centre.spare.guide.user)


def test_only_who_plans_settles_it(centre):
    repair = centre.repaired(centre.report())
    elsewhere = user_with(Role.MANAGER, PeriodFactory().desk.unit)
    for step in (settling.ask, settling.take, settling.leave):
        with pytest.raises(InvalidError):
            step(repair=repair, by=elsewhere)
