"""Who may do what at the service centre; an outsider with each rule."""

import pytest
from tests.factories.accounts import UserFactory, user_with
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role, RoleGrant
from hundra.hear.contacts import rules

pytestmark = pytest.mark.django_db


def test_a_guide_works_at_their_own_desk():
    guide = GuideFactory()
    assert rules.is_guide(guide.user)
    assert rules.may_work_at(guide.user, guide.desk)
    assert not rules.may_work_at(guide.user, DeskFactory(unit=guide.desk.unit))


def test_neither_the_role_nor_the_entry_alone_makes_a_guide():
    desk = DeskFactory()
    assert not rules.is_guide(user_with(Role.GUIDE, desk.unit))
    guide = GuideFactory(desk=desk)
    RoleGrant.objects.all().delete()
    guide.user.__dict__.pop("_held_roles", None)
    assert not rules.is_guide(guide.user)


def test_the_role_at_another_unit_gives_nothing():
    guide = GuideFactory()
    RoleGrant.objects.filter(user=guide.user).update(unit=UnitFactory())
    guide.user.__dict__.pop("_held_roles", None)
    assert not rules.is_guide(guide.user)


@pytest.mark.parametrize("fields", [{"is_active": False}, {"desk__is_active": False}])
def test_who_is_not_in_use_is_no_guide(fields):
    assert not rules.is_guide(GuideFactory(**fields).user)


def test_contacts_are_seen_by_the_desks_guides_and_those_who_configure_it():
    contact = ContactFactory()
    own = GuideFactory(desk=contact.desk).user
    assert rules.may_see(own, contact)
    assert rules.may_see(user_with(Role.MANAGER, contact.desk.unit), contact)
    assert not rules.may_see(GuideFactory().user, contact)
    assert not rules.may_see(user_with(Role.MANAGER, UnitFactory()), contact)
    assert not rules.may_see(UserFactory(), contact)
    assert rules.may_see_contacts_somewhere(own)
    assert not rules.may_see_contacts_somewhere(UserFactory())


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_managers_and_administrators_at_the_unit_or_above_configure_the_desk(role):
    above = UnitFactory()
    desk = DeskFactory(unit=UnitFactory(parent=above))
    user = user_with(role, above)
    assert rules.is_configurer(user)
    assert rules.may_configure(user, desk)
    assert not rules.may_configure(user, DeskFactory())


@pytest.mark.parametrize("role", [Role.GUIDE, Role.ANALYST, Role.HANDLER, Role.COMMUNICATOR])
def test_no_other_role_configures(role):
    desk = DeskFactory()
    user = user_with(role, desk.unit)
    assert not rules.is_configurer(user)
    assert not rules.may_configure(user, desk)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR])
def test_managers_analysts_and_administrators_see_figures_of_their_units(role):
    desk = DeskFactory()
    user = user_with(role, desk.unit)
    assert rules.may_see_figures_somewhere(user)
    assert rules.may_see_figures(user, desk)
    assert not rules.may_see_figures(user, DeskFactory())


def test_others_see_no_figures():
    guide = GuideFactory()
    assert not rules.may_see_figures_somewhere(guide.user)
    assert not rules.may_see_figures(guide.user, guide.desk)
