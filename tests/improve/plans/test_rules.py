"""Who may what with plans, each rule with an outsider."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory
from tests.factories.plans import (
    ActivityFactory,
    CafeFactory,
    FocusAreaFactory,
    ParticipantFactory,
    PlanFactory,
)

from hundra.core.accounts.models import Role
from hundra.improve.plans import rules
from hundra.improve.plans.models import PlanState

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    return UnitFactory()


@pytest.fixture
def plan(whole):
    return PlanFactory(unit=whole)


def test_every_employee_sees_plans_and_no_visitor() -> None:
    assert rules.may_see(UserFactory())
    assert not rules.may_see(UserFactory(is_active=False))
    assert not rules.may_see(AnonymousUser())


def test_hr_and_managers_at_the_unit_or_above_keep_a_plan(whole) -> None:
    district = UnitFactory(parent=whole)
    plan = PlanFactory(unit=district)
    assert rules.may_keep(user_with(Role.HR, whole), plan)
    assert rules.may_keep(user_with(Role.MANAGER, district), plan)
    assert not rules.may_keep(user_with(Role.MANAGER, UnitFactory()), plan)
    assert not rules.may_keep(user_with(Role.COMMUNICATOR, district), plan)


def test_those_who_work_in_the_unit_or_take_part_propose(plan) -> None:
    employee, taking_part = UserFactory(), UserFactory()
    EmploymentFactory(person=PersonFactory(user=employee), unit=UnitFactory(parent=plan.unit))
    ParticipantFactory(plan=plan, user=taking_part)
    assert rules.may_propose(employee, plan)
    assert rules.may_propose(taking_part, plan)
    assert rules.may_propose(user_with(Role.GUIDE, plan.unit), plan)
    assert not rules.may_propose(UserFactory(), plan)
    assert not rules.may_propose(AnonymousUser(), plan)


def test_nobody_proposes_in_a_plan_that_has_ended(whole) -> None:
    plan = PlanFactory(unit=whole, adopted=True)
    plan.state = PlanState.CLOSED
    assert not rules.may_propose(user_with(Role.HR, whole), plan)


def test_a_participant_takes_their_own_stand_and_the_keepers_all(plan) -> None:
    user = UserFactory()
    own = ParticipantFactory(plan=plan, user=user)
    other = ParticipantFactory(plan=plan)
    assert rules.parties_of(user, plan) == [own]
    assert set(rules.parties_of(user_with(Role.HR, plan.unit), plan)) == {own, other}
    assert rules.parties_of(UserFactory(), plan) == []
    assert rules.parties_of(AnonymousUser(), plan) == []


def test_priorities_are_the_units_own_and_not_steered_from_the_top(plan) -> None:
    district = UnitFactory(parent=plan.unit)
    top = user_with(Role.MANAGER, plan.unit)
    assert rules.may_prioritise(top, plan, district), "nobody else can"
    own = user_with(Role.MANAGER, district)
    assert rules.may_prioritise(own, plan, district)
    assert not rules.may_prioritise(top, plan, district)
    assert not rules.may_prioritise(user_with(Role.MANAGER, UnitFactory()), plan, district)
    assert not rules.may_prioritise(UserFactory(), plan, district)


def test_between_the_unit_and_the_plans_own_is_the_units_own(plan) -> None:
    between = UnitFactory(parent=plan.unit)
    district = UnitFactory(parent=between)
    assert rules.may_prioritise(user_with(Role.HR, between), plan, district)


def test_activities_are_kept_at_their_unit_and_told_of_by_the_one_responsible(plan) -> None:
    responsible = UserFactory()
    district = UnitFactory(parent=plan.unit)
    activity = ActivityFactory(
        area=FocusAreaFactory(plan=plan),
        unit=district,
        responsible=PersonFactory(user=responsible),
    )
    keeper = user_with(Role.MANAGER, district)
    assert rules.may_keep_activity(keeper, activity)
    assert rules.may_tell(keeper, activity)
    assert rules.may_tell(responsible, activity)
    assert not rules.may_keep_activity(responsible, activity)
    assert not rules.may_tell(UserFactory(), activity)
    assert not rules.may_keep_activity(user_with(Role.MANAGER, UnitFactory()), activity)


def test_cafes_are_led_by_hr_managers_and_communicators_of_their_unit(whole) -> None:
    cafe = CafeFactory(unit=whole)
    assert rules.may_lead(user_with(Role.COMMUNICATOR, whole), cafe)
    assert not rules.may_lead(user_with(Role.COMMUNICATOR, UnitFactory()), cafe)
    assert not rules.may_lead(user_with(Role.ANALYST, whole), cafe)
    assert not rules.may_hold_cafes(UserFactory())
