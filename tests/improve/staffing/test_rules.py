"""Who plans, who sees a roster, and who does not."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from tests.factories.accounts import UserFactory, user_with
from tests.factories.contacts import GuideFactory
from tests.factories.organisation import UnitFactory
from tests.factories.staffing import PeriodFactory, StaffPersonFactory

from hundra.core.accounts.models import Role
from hundra.improve.staffing import rules

pytestmark = pytest.mark.django_db
MENU = ("staffing", "staffing_days", "roster_to_decide")


def test_managers_and_administrators_at_the_desks_unit_plan() -> None:
    desk = PeriodFactory().desk
    assert rules.may_plan(user_with(Role.MANAGER, desk.unit), desk)
    assert rules.may_plan(user_with(Role.ADMINISTRATOR, desk.unit), desk)
    assert not rules.may_plan(user_with(Role.MANAGER, UnitFactory()), desk)
    assert not rules.may_plan(user_with(Role.ANALYST, desk.unit), desk)
    assert not rules.may_plan(GuideFactory(desk=desk).user, desk)
    assert not rules.may_plan(AnonymousUser(), desk)


def test_staffing_is_in_the_menu_of_those_who_have_a_desk_to_plan() -> None:
    above = UnitFactory()
    desk = PeriodFactory(desk__unit=UnitFactory(parent=above)).desk
    assert rules.has_desk_to_plan(user_with(Role.MANAGER, desk.unit))
    assert rules.has_desk_to_plan(user_with(Role.ADMINISTRATOR, above))
    assert not rules.has_desk_to_plan(user_with(Role.MANAGER, UnitFactory()))
    assert not rules.has_desk_to_plan(GuideFactory(desk=desk).user)
    assert not rules.has_desk_to_plan(AnonymousUser())
    desk.is_active = False
    desk.save()
    assert not rules.has_desk_to_plan(user_with(Role.MANAGER, desk.unit))


def test_the_menu_says_nothing_of_staffing_to_managers_without_a_desk(client) -> None:
    desk = PeriodFactory().desk
    for unit, shown in ((desk.unit, True), (UnitFactory(), False)):
        client.force_login(user_with(Role.MANAGER, unit))
        page = client.get(reverse("work")).content.decode()
        found = [reverse(name) in page for name in MENU]
        assert found == [shown] * len(MENU)


def test_guides_see_their_own_desks_roster_once_it_is_published() -> None:
    draft, published = PeriodFactory(), PeriodFactory(published=True)
    assert rules.may_see_roster(GuideFactory(desk=published.desk).user, published)
    assert not rules.may_see_roster(GuideFactory(desk=draft.desk).user, draft)
    assert not rules.may_see_roster(GuideFactory().user, published)
    assert not rules.may_see_roster(UserFactory(), published)
    assert rules.may_see_roster(user_with(Role.MANAGER, draft.desk.unit), draft)


def test_only_planners_and_guides_see_any_roster() -> None:
    assert rules.may_see_some_roster(GuideFactory().user)
    assert rules.may_see_some_roster(user_with(Role.MANAGER, UnitFactory()))
    assert not rules.may_see_some_roster(UserFactory())


def test_a_person_is_themselves_alone() -> None:
    person = StaffPersonFactory()
    assert rules.is_person(person.guide.user, person)
    assert not rules.is_person(StaffPersonFactory().guide.user, person)
