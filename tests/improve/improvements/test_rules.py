"""Who may do what, each rule with an outsider."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.accounts import UserFactory, user_with
from tests.factories.improvements import ImprovementFactory
from tests.factories.organisation import UnitFactory
from tests.factories.suggestions import SuggestionFactory

from hundra.core.accounts.models import Role
from hundra.improve.improvements import rules
from hundra.improve.improvements.life import Step


@pytest.fixture
def above(db):
    return UnitFactory()


@pytest.fixture
def unit(above):
    return UnitFactory(parent=above)


@pytest.fixture
def beside(above):
    return UnitFactory(parent=above)


@pytest.fixture
def improvement(unit):
    return ImprovementFactory(owner_unit=unit, planned=True)


def test_every_employee_sees_and_proposes(db):
    assert rules.may_see(UserFactory())
    assert rules.may_propose(UserFactory())
    assert not rules.may_see(AnonymousUser())
    assert not rules.may_propose(UserFactory(is_active=False))


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.MANAGER])
def test_communicators_and_managers_keep_within_their_subtree(
    improvement, unit, above, beside, role
):
    for at in (unit, above):
        assert rules.may_keep(user_with(role, at), improvement)
    assert not rules.may_keep(user_with(role, beside), improvement)


@pytest.mark.parametrize("role", [Role.HR, Role.ANALYST, Role.OPERATOR, Role.ADMINISTRATOR])
def test_other_roles_keep_nothing(improvement, above, role):
    user = user_with(role, above)

    assert not rules.may_keep(user, improvement)
    assert not rules.may_tick(user, improvement)
    assert not rules.may_edit(user, improvement)


def test_without_owner_any_communicator_keeps(beside):
    ownerless = ImprovementFactory(owner_unit=None)

    assert rules.may_keep(user_with(Role.COMMUNICATOR, beside), ownerless)
    assert not rules.may_keep(user_with(Role.MANAGER, beside), ownerless)


def test_an_ended_proposal_is_edited_by_its_keepers_only(unit):
    proposer = UserFactory()
    idea = ImprovementFactory(owner_unit=unit, created_by=proposer)

    assert rules.may_edit(proposer, idea)
    assert rules.may_take(proposer, idea, Step.WITHDRAW)
    assert not rules.may_take(proposer, idea, Step.PLAN)
    assert not rules.may_edit(UserFactory(), idea)
    idea.state = "planned"
    assert not rules.may_edit(proposer, idea)
    assert not rules.may_take(proposer, idea, Step.WITHDRAW)


def test_an_imported_idea_belongs_to_nobody(unit):
    idea = ImprovementFactory(owner_unit=unit, created_by=None)

    assert not rules.may_edit(AnonymousUser(), idea)


@pytest.mark.parametrize("step", Step)
def test_steps_are_the_keepers(improvement, unit, beside, step):
    assert rules.may_take(user_with(Role.MANAGER, unit), improvement, step)
    assert not rules.may_take(user_with(Role.MANAGER, beside), improvement, step)
    assert not rules.may_take(UserFactory(), improvement, step)


def test_who_answers_a_suggestion_makes_an_improvement_of_it(unit, beside):
    suggestion = SuggestionFactory(accepted=True, unit=unit)

    assert rules.may_make_of(user_with(Role.MANAGER, unit), suggestion)
    assert not rules.may_make_of(user_with(Role.MANAGER, beside), suggestion)
    assert not rules.may_make_of(UserFactory(), suggestion)


def test_topics_are_kept_by_communicators_and_administrators(unit):
    assert rules.may_keep_topics(user_with(Role.COMMUNICATOR, unit))
    assert rules.may_keep_topics(user_with(Role.ADMINISTRATOR, unit))
    assert not rules.may_keep_topics(user_with(Role.MANAGER, unit))


def test_programmes_are_the_administrators(unit):
    assert rules.may_administer(user_with(Role.ADMINISTRATOR, unit))
    assert not rules.may_administer(user_with(Role.COMMUNICATOR, unit))
