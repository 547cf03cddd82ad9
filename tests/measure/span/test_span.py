"""How many each manager leads: on a day, month by month, against goals, and what it would take."""

from datetime import date

import pytest
from django.urls import reverse
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory
from tests.factories.published import published

from hundra.core.accounts.models import Role
from hundra.core.audit.models import Reading
from hundra.hear.surveys.queries.results import results_of
from hundra.measure.span import queries, rules, services

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 15)


@pytest.fixture
def tree():
    town = UnitFactory(name="Granby kommun", kind="municipality")
    care = UnitFactory(name="Omsorgen", kind="department", parent=town)
    school = UnitFactory(name="Skolan", kind="department", parent=town)
    home = UnitFactory(name="Hemtjänsten", parent=care)
    night = UnitFactory(name="Natten", parent=care)
    return {"town": town, "care": care, "school": school, "home": home, "night": night}


def lead(unit, count, name="Chefspåhitt", **more):
    boss = EmploymentFactory(unit=unit, person__family_name=name).person
    EmploymentFactory.create_batch(count, unit=unit, manager=boss, **more)
    return boss


def test_people_are_counted_once_and_by_subtree(tree):
    boss = lead(tree["home"], 17)
    again = boss.reports.first().person
    EmploymentFactory(unit=tree["night"], manager=boss, person=again)
    lead(tree["school"], 3)
    analyst = user_with(Role.ANALYST, tree["care"])
    found = queries.span(by=analyst, unit=None, on=TODAY)
    (line,) = found.lines
    assert (line.person, line.headcount, line.over, line.unit) == (
        boss.pk,
        17,
        1,
        tree["home"].pk,
    )
    assert [(m.managers, m.above) for m in found.months[-1:]] == [(1, 1)]
    assert queries.span(by=UserFactory(), unit=None, on=TODAY).lines == ()


def test_months_are_counted_on_their_last_days(tree):
    boss = lead(tree["home"], 2)
    EmploymentFactory(unit=tree["home"], manager=boss, starts_on=date(2026, 4, 30))
    EmploymentFactory(
        unit=tree["home"], manager=boss, starts_on=date(2026, 1, 1), ends_on=date(2026, 5, 30)
    )
    hr = user_with(Role.HR, tree["town"])
    found = queries.span(by=hr, unit=None, on=TODAY)
    ends = [(m.on, m.people) for m in found.months[-4:]]
    assert ends == [
        (date(2026, 3, 31), 3),
        (date(2026, 4, 30), 4),
        (date(2026, 5, 31), 3),
        (date(2026, 6, 15), 3),
    ]
    assert len(found.months) == 36
    assert found.lines[0].before == 2


def test_who_begins_again_the_same_day_is_not_two(tree):
    boss = lead(tree["home"], 1)
    person = PersonFactory()
    EmploymentFactory(unit=tree["home"], manager=boss, person=person, ends_on=date(2026, 6, 14))
    EmploymentFactory(unit=tree["home"], manager=boss, person=person, starts_on=date(2026, 6, 14))
    hr = user_with(Role.HR, tree["town"])
    days = [queries.span(by=hr, unit=None, on=date(2026, 6, day)).lines for day in (14, 15)]
    assert [lines[0].headcount for lines in days] == [2, 2]


def test_the_nearest_goal_above_holds_and_the_cost_is_inherited(tree):
    services.set_goal(by=None, unit=tree["town"], most=20, cost_per_manager=900_000)
    services.set_goal(by=None, unit=tree["home"], most=10)
    known = queries.goals()
    assert known.at(tree["home"].path) == queries.Goal(10, 900_000)
    assert known.at(tree["night"].path) == queries.Goal(20, 900_000)
    assert known.at("/987654/") == queries.Goal(16, None)


def test_what_it_would_take_by_dividing_and_by_moving(tree):
    lead(tree["home"], 33)  # Three groups of sixteen: two more managers.
    lead(tree["home"], 4)
    lead(tree["night"], 17)  # One more.
    hr = user_with(Role.HR, tree["town"])
    found = queries.span(by=hr, unit=None, on=TODAY)
    # 54 people under one department: four groups at least, and there are three managers.
    assert (found.need.dividing, found.need.moving, found.need.cost) == (3, 1, None)
    services.set_goal(by=None, unit=tree["town"], most=16, cost_per_manager=1_000_000)
    assert queries.span(by=hr, unit=None, on=TODAY).need.cost == 3_000_000
    (care,) = found.parts[0:1] if found.parts[0].name == "Omsorgen" else found.parts
    assert (care.managers, care.people, care.largest, care.above, care.more) == (3, 54, 33, 2, 3)


def test_first_line_managers_lead_nobody_who_leads(tree):
    boss = lead(tree["home"], 2)
    top = EmploymentFactory(unit=tree["care"]).person
    boss.employments.update(manager=top)
    hr = user_with(Role.HR, tree["town"])
    found = queries.span(by=hr, unit=None, on=TODAY)
    assert {line.person: line.leads_managers for line in found.lines} == {
        boss.pk: False,
        top.pk: True,
    }


def test_queries_do_not_grow_with_managers(tree, django_assert_max_num_queries):
    hr = user_with(Role.HR, tree["town"])
    lead(tree["home"], 2)
    with django_assert_max_num_queries(8) as few:
        queries.named(queries.span(by=hr, unit=None, on=TODAY).lines)
    for name in ("Åpåhitt", "Bopåhitt"):
        lead(tree["school"], 2, name)
    with django_assert_max_num_queries(len(few)):
        rows = queries.named(queries.span(by=hr, unit=None, on=TODAY).lines)
    assert [row.name.partition(",")[0] for row in rows] == ["Bopåhitt", "Chefspåhitt", "Åpåhitt"]


def test_a_protected_manager_is_counted_but_never_named(tree, client_as):
    boss = lead(tree["home"], 17)
    boss.protected_identity = True
    boss.save()
    client = client_as(user_with(Role.ANALYST, tree["town"]))
    shown = client.get(reverse("managers")).content.decode()
    assert (boss.family_name in shown, "Skyddade personuppgifter" in shown) == (False, True)
    assert client.get(reverse("span_manager", kwargs={"pk": boss.pk})).status_code == 404
    own = client_as(user_with(Role.HR, tree["care"]))
    assert own.get(reverse("span_manager", kwargs={"pk": boss.pk})).status_code == 200
    assert Reading.objects.filter(record_id=str(boss.pk)).count() == 1


def test_pages_show_figures_and_files(tree, client_as):
    boss = lead(tree["home"], 17)
    client = client_as(user_with(Role.MANAGER, tree["care"]))
    whole = client.get(reverse("span")).content.decode()
    assert "<strong>1 chef till</strong>" in whole
    lines = (
        b"".join(
            client.get(reverse("managers"), {"ceiling": "over", "format": "csv"}).streaming_content
        )
        .decode()
        .splitlines()
    )
    assert lines[1].startswith('"Chefspåhitt, Alva";Hemtjänsten;17;1;16;') or lines[1].startswith(
        "Chefspåhitt, Alva;Hemtjänsten;17;1;16;"
    )
    past = client.get(reverse("managers"), {"dag": "2019-12-31"}).content.decode()
    assert "Chefspåhitt" not in past
    odd = client.get(reverse("span"), {"enhet": "9" * 30, "dag": "x"})
    assert odd.status_code == 200
    one = client.get(reverse("span_manager", kwargs={"pk": boss.pk})).content.decode()
    assert "1 fler än målet" in one


def test_a_unit_that_is_not_the_readers_is_not_heard(tree, client_as):
    lead(tree["school"], 17, "Skolpåhitt")
    outsider = client_as(user_with(Role.MANAGER, tree["care"]))
    shown = outsider.get(reverse("managers"), {"enhet": tree["school"].pk}).content.decode()
    assert "Skolpåhitt" not in shown


def test_everybody_sees_their_own_group_alone(tree, client_as):
    boss = lead(tree["home"], 3)
    boss.user = UserFactory()
    boss.save()
    shown = client_as(boss.user).get(reverse("span_mine")).content.decode()
    assert "3 medarbetare. Målet är högst 16." in shown
    nobody = client_as(UserFactory()).get(reverse("span_mine")).content.decode()
    assert "Du är ingens närmaste chef" in nobody


def test_hr_sets_goals_in_their_own_subtree(tree, client_as):
    hr = user_with(Role.HR, tree["care"])
    assert rules.may_set_goal(hr, tree["home"])
    assert not rules.may_set_goal(hr, tree["school"])
    assert not rules.may_set_goal(user_with(Role.MANAGER, tree["care"]), tree["care"])
    client = client_as(hr)
    sent = {"unit": tree["care"].pk, "most": "12", "cost_per_manager": ""}
    assert client.post(reverse("span_goals"), sent).status_code == 302
    assert queries.goals().at(tree["home"].path).most == 12
    outside = client.post(reverse("span_goals"), {**sent, "unit": tree["school"].pk})
    assert outside.status_code == 422
    few = client.post(reverse("span_goals"), {**sent, "most": "2"})
    assert few.status_code == 422
    goal = queries.goals_seen(hr).get()
    stranger = client_as(user_with(Role.HR, tree["school"]))
    remove = reverse("span_goal_remove", kwargs={"pk": goal.pk})
    assert stranger.post(remove).status_code == 403
    assert client.post(remove).status_code == 302
    assert queries.goals().at(tree["home"].path).most == 16


def test_a_survey_stands_beside_sizes_by_the_units_that_the_reader_reads(tree, client_as):
    care = tree["care"]
    units = [UnitFactory(parent=care) for _ in range(12)]
    for number, unit in enumerate(units):
        lead(unit, 6 + 2 * number)
    levels = {tree["town"]: 60.0, care: 60.0}
    levels |= {unit: 80.0 - 3 * number for number, unit in enumerate(units)}
    wave = published(levels, set="hme", counted_on=TODAY)
    hr = user_with(Role.HR, tree["town"])
    found = queries.beside(by=hr, wave=wave, code="leadership")
    assert [round(one.size) for one in found.places] == [6 + 2 * number for number in range(12)]
    assert (found.association.n, round(found.association.slope, 3)) == (12, -1.5)
    assert [(one.low, one.units) for one in found.groups] == [(1, 3), (11, 3), (17, 4), (25, 2)]
    page = client_as(hr).get(reverse("span_survey")).content.decode()
    assert "i genomsnitt 7,5 poäng lägre där chefen leder 5 fler" in page
    few = user_with(Role.MANAGER, units[0])
    assert queries.beside(by=few, wave=wave, code="leadership").association is None
    nobody = client_as(user_with(Role.HR, UnitFactory())).get(reverse("span_survey"))
    assert "Ingen publicerad enkät än" in nobody.content.decode()


def test_scales_of_leadership_come_first(tree):
    wave = published({tree["town"]: 60.0}, set="hme")
    codes = [scale.code for scale in queries.leadership_first(results_of(wave).scales)]
    assert codes == ["leadership", "hme", "motivation", "governance"]
