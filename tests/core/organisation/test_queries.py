"""What is read of the organisation, and by whom."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory

from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.organisation import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def employee():
    return User.objects.create(email="bo@granby.example", name="Bo Exempelberg")


def grant(user, role, unit):
    RoleGrant.objects.create(user=user, role=role, unit=unit)
    return user


@pytest.fixture
def tree():
    root = UnitFactory(name="Granby kommun", code="0")
    care = UnitFactory(name="Äldreomsorgen", parent=root, code="A")
    school = UnitFactory(name="Zonskolan", parent=root, code="Z")
    home = UnitFactory(name="Björkens hus", parent=care, code="B")
    return {"root": root, "care": care, "school": school, "home": home}


def test_the_tree_is_read_by_prefix(tree):
    assert set(queries.units_under(tree["care"])) == {tree["care"], tree["home"]}
    assert set(queries.units_under(tree["care"], itself=False)) == {tree["home"]}
    assert queries.ancestors_of(tree["home"]) == [tree["root"], tree["care"]]


def test_sub_units_come_in_swedish_order_with_their_number_of_children(tree):
    found = [(unit.name, unit.child_count) for unit in queries.sub_units(tree["root"])]
    assert found == [("Zonskolan", 0), ("Äldreomsorgen", 1)]
    assert list(queries.sub_units(None)) == [tree["root"]]


def test_choices_show_the_tree_indented_and_leave_out_what_has_ended(tree):
    UnitFactory(name="Nedlagd", parent=tree["care"], ended_on=date(2020, 1, 1))
    assert queries.unit_choices(empty="–") == [
        ("", "–"),
        (tree["root"].pk, "Granby kommun"),
        (tree["school"].pk, "\u2003Zonskolan"),
        (tree["care"].pk, "\u2003Äldreomsorgen"),
        (tree["home"].pk, "\u2003\u2003Björkens hus"),
    ]
    assert queries.unit_choices(paths=[tree["care"].path]) == [
        (tree["care"].pk, "Äldreomsorgen"),
        (tree["home"].pk, "\u2003Björkens hus"),
    ]
    assert queries.unit_choices(paths=[]) == []


def test_units_are_found_by_words_of_their_name_or_by_code(tree):
    assert queries.find_units("hus björk") == [tree["home"]]
    assert queries.find_units("z") == [tree["school"]]
    assert queries.find_units("  ") == []


def test_people_are_found_by_words_in_swedish_order(employee):
    for family in ("Öberg-Låtsas", "Zackelåtsas", "Älglåtsas", "Ålåtsas"):
        EmploymentFactory(person__given_name="Alva", person__family_name=family)
    found = [p.family_name for p in queries.find_people("låtsas ALVA", by=employee)]
    assert found == ["Zackelåtsas", "Ålåtsas", "Älglåtsas", "Öberg-Låtsas"]
    assert list(queries.find_people("", by=employee)) == []


def test_protected_and_former_colleagues_are_found_by_nobody(employee):
    unit = UnitFactory()
    EmploymentFactory(unit=unit, person__family_name="Gömdlåtsas", person__protected_identity=True)
    EmploymentFactory(unit=unit, person__family_name="Fördettalåtsas", ends_on=date(2021, 1, 1))
    for user in (employee, grant(employee, Role.HR, unit)):
        assert list(queries.find_people("låtsas", by=user)) == []
        assert list(queries.people_working_at(unit, by=user)) == []


def test_those_who_are_not_signed_in_find_nobody():
    EmploymentFactory(person__family_name="Låtsas")
    assert list(queries.find_people("låtsas", by=AnonymousUser())) == []


def test_people_at_a_unit_managers_first(tree, employee):
    def work(family, at, **more):
        return EmploymentFactory(person__family_name=family, unit=tree[at], **more)

    second = work("Öman-Påhitt", "care")
    boss = work("Zetterpåhitt", "care", is_manager=True)
    first = work("Anpåhitt", "care")
    below = work("Bopåhitt", "home")
    assert list(queries.people_working_at(tree["care"], by=employee)) == [boss, first, second]
    found = queries.people_working_at(tree["care"], by=employee, subtree=True)
    assert list(found) == [boss, first, below, second]
    assert queries.headcounts(tree["care"]) == queries.UnitCount(own=3, subtree=4)


def test_the_manager_is_that_of_the_longest_hours_on_the_day():
    person, boss, other, former = PersonFactory.create_batch(4)
    EmploymentFactory(person=person, manager=other, hours_per_week=10)
    EmploymentFactory(person=person, manager=boss, hours_per_week=30, starts_on=date(2022, 1, 1))
    EmploymentFactory(
        person=person,
        manager=former,
        starts_on=date(2021, 1, 1),
        ends_on=date(2021, 12, 31),
        hours_per_week=40,
    )
    assert queries.manager_of(person) == boss
    assert queries.manager_of(person, on=date(2021, 12, 31)) == former
    assert queries.manager_of(boss) is None


def test_a_protected_person_opens_for_hr_of_the_unit_only(tree, employee):
    hidden = EmploymentFactory(person__protected_identity=True, unit=tree["home"]).person
    assert queries.open_person(hidden.pk, by=employee) is None
    hr_school = User.objects.create(email="hr-skola@granby.example", name="Ek")
    assert queries.open_person(hidden.pk, by=grant(hr_school, Role.HR, tree["school"])) is None
    hr_care = User.objects.create(email="hr-omsorg@granby.example", name="Alm")
    assert queries.open_person(hidden.number, by=grant(hr_care, Role.HR, tree["care"])) == hidden


@pytest.fixture
def named():
    for given, family in [
        ("Alva", "Påhittsson"),
        ("Anna Karin", "von Låtsas"),
        ("Sten", "Berg"),
        ("Bo", "Exempel-Kvist"),
    ]:
        PersonFactory(given_name=given, family_name=family)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tack till Alva Påhittsson i receptionen!", ["Alva Påhittsson"]),
        ("alva påhittsson svarade aldrig", ["alva påhittsson"]),
        ("Påhittsson, Alva ringde", ["Påhittsson, Alva"]),
        ("Det är Alva Påhittssons idé", ["Alva Påhittssons"]),
        ("Fråga Anna Karin von Låtsas", ["Anna Karin von Låtsas"]),
        ("Fråga Karin von Låtsas", ["Karin von Låtsas"]),
        ("Vi träffade Exempel-Kvist igår", ["Exempel-Kvist"]),
        ("Sten Berg är bra. Sten och berg är hårda, på Berg finns sten.", ["Sten Berg"]),
        ("Påhittsson börjar meningen och är kanske inget namn", []),
        ("Alva är ett förnamn som många har", []),
        ("", []),
        ("12 % av 300!", []),
    ],
)
def test_names_are_found_before_publishing(named, text, names):
    assert queries.names_in(text) == names


def test_names_in_a_long_text_take_one_question_to_the_database(named, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.names_in("Ord och åter ord, Alva Påhittsson. " * 4000) == ["Alva Påhittsson"]
