"""Who may do what with cases: each rule with an outsider."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.accounts import UserFactory, user_with
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.cases import queries, rules

pytestmark = pytest.mark.django_db
WITHOUT = [role for role in Role if role not in (Role.HANDLER, Role.MANAGER)]


@pytest.fixture
def tree():
    top = UnitFactory()
    own = UnitFactory(parent=top)
    return {
        "above": top,
        "own": own,
        "below": UnitFactory(parent=own),
        "beside": UnitFactory(parent=top),
    }


@pytest.mark.parametrize("role", [Role.HANDLER, Role.MANAGER])
@pytest.mark.parametrize(
    ("where", "plain", "confidential"),
    [
        ("above", True, False),
        ("own", True, True),
        ("below", False, False),
        ("beside", False, False),
    ],
)
def test_from_above_one_reads_all_but_the_confidential(tree, role, where, plain, confidential):
    user = user_with(role, tree[where])
    for secret, expected in ((False, plain), (True, confidential)):
        case = CaseFactory(unit=tree["own"], is_confidential=secret)
        assert rules.may_read(user, case) is expected
        assert rules.may_handle(user, case) is expected
        assert queries.readable(user).filter(pk=case.pk).exists() is expected
        assert (queries.open_record(case.pk, by=user) is not None) is expected


@pytest.mark.parametrize("role", WITHOUT)
def test_no_other_role_reads_cases_not_even_at_the_unit(tree, role):
    user = user_with(role, tree["own"])
    for secret in (False, True):
        case = CaseFactory(unit=tree["own"], is_confidential=secret)
        assert not rules.may_read(user, case)
        assert not queries.readable(user).exists()
    assert not rules.may_open_cases(user)


def test_visitors_and_closed_accounts_read_nothing(tree):
    gone = user_with(Role.HANDLER, tree["own"], is_active=False)
    for user in (AnonymousUser(), UserFactory(), gone):
        case = CaseFactory(unit=tree["own"])
        assert not rules.may_read(user, case)
        assert not rules.may_open_cases(user)
        assert not queries.readable(user).exists()


def test_only_a_manager_of_the_very_unit_lifts_secrecy(tree):
    case = CaseFactory(unit=tree["own"], confidential=True)
    assert rules.may_lift_secrecy(user_with(Role.MANAGER, tree["own"]), case)
    assert not rules.may_lift_secrecy(user_with(Role.HANDLER, tree["own"]), case)
    assert not rules.may_lift_secrecy(user_with(Role.MANAGER, tree["above"]), case)


def test_guides_glimpse_what_is_not_confidential_and_none_of_its_texts(tree):
    guide = user_with(Role.GUIDE, tree["own"])
    plain = CaseFactory(unit=tree["own"], title="Hemlig rubrik", promise="Svar på fredag")
    secret = CaseFactory(unit=tree["own"], confidential=True)
    assert rules.may_glimpse(guide, plain)
    assert not rules.may_glimpse(guide, secret)
    assert not rules.may_glimpse(UserFactory(), plain)
    found = queries.glimpses([plain.pk, secret.pk])
    assert list(found) == [plain.pk]
    assert (found[plain.pk].number, found[plain.pk].promise) == (plain.number, "Svar på fredag")
    assert "Hemlig" not in str(found)


def test_one_sees_ones_own_case_and_nobody_elses():
    user = UserFactory()
    own = CaseFactory(party=PartyFactory(user=user))
    assert rules.may_see_own(user, own)
    assert not rules.may_see_own(UserFactory(), own)
    assert not rules.may_see_own(user, CaseFactory(party=None))
    assert not rules.may_see_own(AnonymousUser(), CaseFactory())
    assert list(queries.own_cases(user)) == [own]


def test_handlers_to_choose_are_those_who_could_read_it(tree):
    above, own = user_with(Role.HANDLER, tree["above"]), user_with(Role.HANDLER, tree["own"])
    user_with(Role.HANDLER, tree["beside"])
    user_with(Role.HANDLER, tree["own"], is_active=False)
    plain = CaseFactory(unit=tree["own"])
    secret = CaseFactory(unit=tree["own"], confidential=True)
    assert set(queries.handlers_at(plain)) == {above, own}
    assert set(queries.handlers_at(secret)) == {own}
