"""One test per rule, each with an outsider."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import UnitFactory
from tests.factories.suggestions import SuggestionFactory

from hundra.core.accounts.models import Role
from hundra.hear.suggestions import rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def elsewhere():
    return UnitFactory()


def test_communicators_sort_at_their_units_and_what_has_no_unit(unit, elsewhere):
    communicator = user_with(Role.COMMUNICATOR, unit)
    assert rules.may_sort(communicator, SuggestionFactory(unit=unit))
    assert rules.may_sort(communicator, SuggestionFactory(unit=None))
    assert not rules.may_sort(communicator, SuggestionFactory(unit=elsewhere))
    assert not rules.may_sort(user_with(Role.MANAGER, unit), SuggestionFactory(unit=unit))
    assert not rules.may_sort(AnonymousUser(), SuggestionFactory(unit=None))


def test_managers_reply_at_their_units_only(unit, elsewhere):
    manager = user_with(Role.MANAGER, unit)
    assert rules.may_reply(manager, SuggestionFactory(unit=unit))
    assert not rules.may_reply(manager, SuggestionFactory(unit=elsewhere))
    assert not rules.may_reply(manager, SuggestionFactory(unit=None))
    assert not rules.may_reply(user_with(Role.HR, unit), SuggestionFactory(unit=unit))


def test_the_inbox_is_for_communicators_and_managers(unit):
    allowed = {role for role in Role if rules.may_open_inbox(user_with(role, unit))}
    assert allowed == {Role.COMMUNICATOR, Role.MANAGER}
    assert not rules.may_open_inbox(AnonymousUser())


def test_reading_what_is_public_inside_or_ones_own(unit):
    employee, author = UserFactory(), UserFactory()
    public, inside = SuggestionFactory(published=True), SuggestionFactory(inside=True)
    own = SuggestionFactory(author=author, unit=unit)
    assert rules.may_read(AnonymousUser(), public)
    assert not rules.may_read(AnonymousUser(), inside)
    assert rules.may_read(employee, inside)
    assert rules.may_read(author, own)
    assert not rules.may_read(employee, own)
    assert rules.may_read(user_with(Role.MANAGER, unit), own)


def test_suggesting_inside_is_for_those_signed_in():
    assert rules.may_suggest_inside(UserFactory())
    assert not rules.may_suggest_inside(UserFactory(is_active=False))
    assert not rules.may_suggest_inside(AnonymousUser())
