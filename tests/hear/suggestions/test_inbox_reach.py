"""Which suggestions are in whose inbox, also where a role covers the whole municipality."""

import pytest
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import UnitFactory
from tests.factories.suggestions import SuggestionFactory

from hundra.core.accounts.models import Role
from hundra.hear.suggestions import queries

pytestmark = pytest.mark.django_db


def test_a_role_at_the_root_reaches_all_that_it_may():
    root = UnitFactory()
    placed, unplaced = SuggestionFactory(unit=root), SuggestionFactory(unit=None)
    reached = {
        role: set(queries.in_inbox(user_with(role, root))) for role in ("communicator", "manager")
    }
    assert reached == {"communicator": {placed, unplaced}, "manager": {placed}}
    assert not queries.in_inbox(UserFactory())
    elsewhere = SuggestionFactory(unit=UnitFactory())  # A second root: no longer everything.
    found = set(queries.in_inbox(user_with(Role.COMMUNICATOR, root)))
    assert found == {placed, unplaced}
    assert elsewhere not in found
