"""One test a rule; each with an outsider."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.access.records import make_world
from tests.factories.accounts import UserFactory, user_with

from hundra.core.accounts import rules
from hundra.core.accounts.models import Role, User
from hundra.core.organisation.models import Employment, Person


@pytest.fixture
def world(db):
    return make_world()


def who(world, rule):
    return {name for name, user in world.users.items() if rule(user)}


def test_administrators_administer(world):
    assert who(world, rules.may_administer) == {"administrator"}


def test_administrators_grant_at_their_own_units(world):
    assert who(world, lambda user: rules.may_grant(user, world.own)) == {"administrator"}
    assert who(world, lambda user: rules.may_grant(user, world.other)) == set()
    assert who(world, lambda user: rules.may_grant(user, world.root)) == set()


def test_administrators_manage_those_with_every_place_in_their_subtree(world):
    inside, outside = user_with(Role.HR, world.own), user_with(Role.HR, world.other)
    assert who(world, lambda user: rules.may_manage(user, inside)) == {"administrator"}
    assert who(world, lambda user: rules.may_manage(user, outside)) == set()


def test_an_employment_is_a_place(world):
    user = UserFactory()
    person = Person.objects.create(number="1", given_name="Bo", family_name="E", user=user)
    Employment.objects.create(
        person=person,
        unit=world.own,
        post="1",
        title="t",
        starts_on=date(2020, 1, 1),
        hours_per_week=40,
    )
    assert rules.may_manage(world.users["administrator"], user)
    Employment.objects.update(unit=world.other)
    assert not rules.may_manage(world.users["administrator"], user)


def test_those_without_places_are_managed_from_the_top(world):
    nobody = UserFactory()
    assert not rules.may_manage(world.users["administrator"], nobody)
    assert rules.may_manage(user_with(Role.ADMINISTRATOR, world.root), nobody)


def test_a_protected_user_is_opened_only_by_who_may_manage_them(world):
    protected = user_with(Role.HR, world.other)
    Person.objects.create(
        number="1", given_name="B", family_name="E", user=protected, protected_identity=True
    )
    protected = User.objects.get(pk=protected.pk)
    assert not rules.may_open(world.users["administrator"], protected)
    assert rules.may_open(user_with(Role.ADMINISTRATOR, world.root), protected)
    assert rules.may_open(world.users["administrator"], user_with(Role.HR, world.other))
    assert not rules.may_open(world.users["hr"], user_with(Role.HR, world.own))


def test_a_role_covers_its_subtree_and_nothing_else(world):
    user = user_with(Role.MANAGER, world.root)
    assert rules.has_role(user, Role.MANAGER, at=world.own)
    assert not rules.has_role(world.users["manager"], Role.MANAGER, at=world.root)
    assert not rules.has_role(world.users["manager"], Role.MANAGER, at=world.other)


def test_a_unit_whose_number_begins_alike_is_another(world):
    class Elsewhere:
        path = world.own.path.rstrip("/") + "7/"

    assert not rules.has_role(world.users["manager"], Role.MANAGER, at=Elsewhere())


def test_the_closed_and_the_unknown_may_nothing(world):
    closed = user_with(Role.ADMINISTRATOR, world.root, is_active=False)
    for user in (closed, AnonymousUser()):
        assert rules.held_roles(user) == []
