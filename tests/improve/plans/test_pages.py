"""The pages of plans, as people meet them."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.factories.accounts import UserFactory, user_with
from tests.factories.improvements import ProgrammeFactory
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory
from tests.factories.plans import (
    ActivityFactory,
    FocusAreaFactory,
    ParticipantFactory,
    PlanFactory,
    PlanUnitFactory,
    PriorityFactory,
    ProposalFactory,
    StandFactory,
)

from hundra.core.accounts.models import Role
from hundra.improve.plans.models import Activity, Plan, Priority, Proposal, Stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    return UnitFactory(name="Socialtjänsten")


@pytest.fixture
def hr(whole):
    return user_with(Role.HR, whole)


def test_a_plan_starts_with_stockholms_thirteen_areas_in_the_units_under_it(
    whole, hr, client_as
) -> None:
    districts = [UnitFactory(parent=whole) for _number in range(2)]
    sent = {
        "title": "Bättre villkor",
        "unit": whole.pk,
        "starting": "stockholm",
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
    }
    response = client_as(hr).post(reverse("plan_new"), sent)
    plan = Plan.objects.get()
    assert response.url == reverse("plan_about", kwargs={"plan": plan.pk})
    assert plan.areas.count() == 13
    assert {one.unit_id for one in plan.taking_part.all()} == {one.pk for one in districts}


def test_a_unit_outside_the_role_is_no_choice(whole, hr, client_as) -> None:
    sent = {
        "title": "X",
        "unit": UnitFactory().pk,
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
    }
    assert client_as(hr).post(reverse("plan_new"), sent).status_code == 422
    assert Plan.objects.count() == 0


def test_a_form_that_fails_keeps_what_was_typed(whole, hr, client_as) -> None:
    sent = {
        "title": "Bättre villkor",
        "unit": whole.pk,
        "starts_on": "2027-01-01",
        "ends_on": "2026-01-01",
    }
    response = client_as(hr).post(reverse("plan_new"), sent)
    assert response.status_code == 422
    assert "Bättre villkor" in response.text
    assert "Planen måste sluta efter att den börjar." in response.text


def _plan_of(whole, size):
    plan = PlanFactory(unit=whole)
    for _number in range(size):
        unit = UnitFactory(parent=whole)
        PlanUnitFactory(plan=plan, unit=unit)
        area = FocusAreaFactory(plan=plan)
        PriorityFactory(area=area, unit=unit)
        ActivityFactory(area=area, unit=unit, responsible=PersonFactory())
        ProposalFactory(plan=plan, area=area, author=UserFactory())
        StandFactory(plan=plan, recorded_by=UserFactory())
        ParticipantFactory(plan=plan, user=UserFactory())
    return plan


PAGES = ["plans", "plan", "plan_activities", "plan_proposals", "plan_stands", "plans_late"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_database_as_often_for_one_as_for_many(
    name, whole, hr, client_as, django_assert_max_num_queries
) -> None:
    counts = []
    for size in (1, 4):
        plan = _plan_of(whole, size)
        kwargs = {} if name in ("plans", "plans_late") else {"plan": plan.pk}
        client = client_as(hr)
        with django_assert_max_num_queries(40) as asked:
            assert client.get(reverse(name, kwargs=kwargs)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["plan_area", "plan_unit"])
def test_an_areas_and_a_units_page_ask_as_often_for_one_as_for_many(
    name, whole, hr, client_as, django_assert_max_num_queries
) -> None:
    counts = []
    for size in (1, 4):
        plan = PlanFactory(unit=whole)
        units = [UnitFactory(parent=whole) for _number in range(size)]
        areas = [FocusAreaFactory(plan=plan) for _number in range(size)]
        for unit in units:
            PlanUnitFactory(plan=plan, unit=unit)
            for rank, area in enumerate(areas, 1):
                PriorityFactory(area=area, unit=unit, rank=rank, chosen_by=UserFactory())
                ActivityFactory(area=area, unit=unit)
        last = {"pk": areas[0].pk} if name == "plan_area" else {"unit": units[0].pk}
        client = client_as(hr)
        with django_assert_max_num_queries(40) as asked:
            page = client.get(reverse(name, kwargs={"plan": plan.pk, **last}))
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_whole_shows_each_units_choice(whole, hr, client_as) -> None:
    plan = _plan_of(whole, 2)
    page = client_as(hr).get(reverse("plan", kwargs={"plan": plan.pk})).text
    for one in plan.taking_part.all():
        assert one.unit.name in page
    assert page.count('data-chosen="high"') == 2


def test_a_unit_puts_areas_in_its_own_order(whole, client_as) -> None:
    plan = PlanFactory(unit=whole)
    district = UnitFactory(parent=whole)
    PlanUnitFactory(plan=plan, unit=district)
    areas = [FocusAreaFactory(plan=plan) for _number in range(3)]
    manager = user_with(Role.MANAGER, district)
    url = reverse("plan_prioritise", kwargs={"plan": plan.pk, "unit": district.pk})
    sent = {
        f"rank-{areas[2].pk}": "1",
        f"why-{areas[2].pk}": "Nytt folk",
        f"rank-{areas[0].pk}": "2",
    }
    assert client_as(manager).post(url, sent).status_code == 302
    chosen = Priority.objects.order_by("rank")
    assert [(one.area, one.why, one.chosen_by) for one in chosen] == [
        (areas[2], "Nytt folk", manager),
        (areas[0], "", manager),
    ]
    twice = {f"rank-{areas[2].pk}": "1", f"rank-{areas[0].pk}": "1"}
    refused = client_as(manager).post(url, twice)
    assert refused.status_code == 422
    assert "Två områden har samma nummer." in refused.text


def test_an_employee_of_the_unit_proposes_and_an_outsider_cannot(whole, client_as) -> None:
    plan = PlanFactory(unit=whole)
    employee, outsider = UserFactory(), UserFactory()
    EmploymentFactory(person=PersonFactory(user=employee), unit=UnitFactory(parent=whole))
    url = reverse("plan_proposals", kwargs={"plan": plan.pk})
    assert client_as(employee).post(url, {"text": "Mer tid"}).status_code == 302
    assert client_as(outsider).post(url, {"text": "Mer tid"}).status_code == 403
    assert Proposal.objects.get().author == employee


def test_a_union_representative_records_their_own_stand_and_no_others(whole, client_as) -> None:
    plan = PlanFactory(unit=whole)
    representative = UserFactory()
    own = ParticipantFactory(plan=plan, user=representative)
    other = ParticipantFactory(plan=plan)
    url = reverse("plan_stands", kwargs={"plan": plan.pk})
    sent = {"view": "disagrees", "words": "Det räcker inte.", "given_on": "2026-02-01"}
    assert client_as(representative).post(url, sent | {"participant": other.pk}).status_code == 422
    assert client_as(representative).post(url, sent | {"participant": own.pk}).status_code == 302
    stand = Stand.objects.get()
    assert (stand.name, stand.view, stand.words) == (own.name, "disagrees", "Det räcker inte.")


def test_an_activity_becomes_an_improvement_and_each_shows_the_other(whole, hr, client_as) -> None:
    activity = ActivityFactory(area=FocusAreaFactory(plan=PlanFactory(unit=whole)))
    programme = ProgrammeFactory()
    client = client_as(hr)
    url = reverse("plan_activity_improvement", kwargs={"pk": activity.pk})
    assert client.post(url, {"programme": programme.pk}).status_code == 302
    activity.refresh_from_db()
    assert activity.improvement.title == activity.title
    page = client.get(reverse("plan_activity", kwargs={"pk": activity.pk})).text
    assert reverse("improvement", kwargs={"pk": activity.improvement.pk}) in page
    back = client.get(reverse("improvement", kwargs={"pk": activity.improvement.pk})).text
    assert reverse("plan_activity", kwargs={"pk": activity.pk}) in back


def test_hr_makes_an_activity_from_a_link_that_fills_in_the_form(whole, hr, client_as) -> None:
    plan = PlanFactory(unit=whole)
    area = FocusAreaFactory(plan=plan)
    url = reverse("plan_activity_new", kwargs={"plan": plan.pk})
    page = (
        client_as(hr).get(url, {"omrade": area.pk, "enhet": whole.pk, "titel": "Handledning"}).text
    )
    assert 'value="Handledning"' in page
    sent = {
        "title": "Handledning",
        "area": area.pk,
        "unit": whole.pk,
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
    }
    assert client_as(hr).post(url, sent).status_code == 302
    made = Activity.objects.get()
    assert (made.area, made.unit, made.ends_on) == (area, whole, dt.date(2026, 12, 31))


def test_the_responsible_person_tells_how_it_goes_and_it_has_begun(whole, client_as) -> None:
    user = UserFactory()
    person = PersonFactory(user=user)
    activity = ActivityFactory(
        area=FocusAreaFactory(plan=PlanFactory(unit=whole)), responsible=person
    )
    url = reverse("plan_activity_tell", kwargs={"pk": activity.pk})
    assert client_as(UserFactory()).post(url, {"note-text": "Bra"}).status_code == 403
    assert client_as(user).post(url, {"note-text": "Vi har börjat."}).status_code == 302
    activity.refresh_from_db()
    assert activity.state == "ongoing"
    assert [note.text for note in activity.notes.all()] == ["Vi har börjat."]


def test_the_public_page_shows_what_is_done_without_names_of_people(whole, client_as) -> None:
    plan = PlanFactory(unit=whole, public=True)
    person = PersonFactory(family_name="Hemligsson")
    activity = ActivityFactory(area=FocusAreaFactory(plan=plan), responsible=person)
    recorder = UserFactory(name="Skriva Hemligsson")
    StandFactory(plan=plan, recorded_by=recorder, words="Bara inom huset.")
    page = client_as(None).get(reverse("public_plan", kwargs={"plan": plan.pk}))
    assert activity.title in page.text
    assert "Påhittade facket" in page.text
    assert "Hemligsson" not in page.text
    assert not page.cookies


def test_a_plan_that_is_not_shown_does_not_exist_for_the_public(whole, client_as) -> None:
    plan = PlanFactory(unit=whole)
    visitor = client_as(None)
    assert visitor.get(reverse("public_plan", kwargs={"plan": plan.pk})).status_code == 404
    assert plan.title not in visitor.get(reverse("public_plans")).text
