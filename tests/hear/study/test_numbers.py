"""How many at the units are done: never who, and nothing that subtraction reveals."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.accounts import UserFactory, user_with
from tests.factories.knowledge import published_article
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory
from tests.factories.study import PathFactory, StepFactory

from hundra.core.accounts.models import Role
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import Audience
from hundra.hear.study import queries, rules
from hundra.hear.study.models import Path, Step, StepDone
from hundra.hear.study.queries import Numbers
from hundra.hear.study.showing import LEAST, Group, shown_groups


def group(number: int, people: int, *parts: Group) -> Group:
    return Group(("whole", number), people or sum(part.people for part in parts), parts)


def shown(root: Group) -> set[int]:
    return {number for _kind, number in shown_groups(root)}


def test_a_small_group_is_not_shown():
    assert shown(group(1, 4)) == set()
    assert shown(group(1, 5)) == {1}


def test_the_smallest_sibling_is_hidden_with_a_unit_hidden_alone():
    assert shown(group(1, 0, group(2, 3), group(3, 20), group(4, 9))) == {1, 3}


def test_small_units_that_are_too_few_together_hide_one_more():
    assert shown(group(1, 0, group(2, 2), group(3, 2), group(4, 9), group(5, 9))) == {1, 5}
    assert shown(group(1, 0, group(2, 3), group(3, 2), group(4, 9))) == {1, 4}


def test_nothing_under_a_hidden_unit_is_shown():
    hidden = group(3, 0, group(31, 6), group(32, 6))
    assert shown(group(1, 0, group(2, 3), hidden, group(4, 40))) == {1, 4}


def test_a_unit_without_people_hides_nothing():
    empty = Group(("whole", 2), 0)
    assert shown(group(1, 0, empty, group(3, 7), group(4, 8))) == {1, 3, 4}


def trees() -> st.SearchStrategy[tuple]:
    return st.recursive(
        st.integers(0, 12), lambda inner: st.lists(inner, min_size=1, max_size=4), max_leaves=14
    )


def _build(tree: object, at: tuple[int, ...] = ()) -> Group:
    key = ("/".join(map(str, at)), 0)
    if isinstance(tree, int):
        return Group(key, tree)
    parts = tuple(_build(part, (*at, number)) for number, part in enumerate(tree))
    return Group(key, sum(part.people for part in parts), parts)


@given(trees())
@settings(max_examples=200, deadline=None)
def test_what_is_hidden_is_never_a_few_people_less_than_what_is_shown(tree):
    """For every shown group: itself less any shown groups right under it is 0 or LEAST at least."""
    root = _build(tree)
    keys = shown_groups(root)

    def walk(one: Group, is_above_shown: bool) -> None:
        is_shown = one.key in keys
        assert not is_shown or (one.people >= LEAST and is_above_shown)
        if is_shown and one.parts:
            hidden = [part for part in one.parts if part.people and part.key not in keys]
            assert not hidden or (len(hidden) > 1 and sum(p.people for p in hidden) >= LEAST)
        for part in one.parts:
            walk(part, is_shown)

    walk(root, is_above_shown=True)


# --- At the units ---------------------------------------------------------------------------------


def employ(unit: Unit, count: int, *, steps: list[Step] | None = None, done: int = 0) -> None:
    """People at the unit, some of whom have done the steps."""
    for number in range(count):
        person = PersonFactory(user=UserFactory())
        EmploymentFactory(person=person, unit=unit)
        for step in (steps or []) if number < done else []:
            StepDone.objects.create(user=person.user, step=step)


def numbers(unit: Unit, *paths: Path) -> Numbers | None:
    return queries.numbers_at(unit, paths).paths[0].numbers


@pytest.fixture
def path(db: None) -> Path:
    made = PathFactory()
    StepFactory.create_batch(2, path=made)
    return made


def steps_of(path: Path) -> list[Step]:
    return list(path.steps.all())


def test_begun_and_done_are_counted_of_all_employed(path):
    unit = UnitFactory()
    first, second = steps_of(path)
    employ(unit, 3, steps=[first, second], done=2)
    employ(unit, 4, steps=[first], done=3)
    assert numbers(unit, path) == Numbers(employed=7, begun=5, done=2)


def test_the_units_below_are_counted_too_and_each_person_once(path):
    top = UnitFactory()
    below = UnitFactory(parent=top)
    employ(below, 6, steps=steps_of(path), done=4)
    employ(top, 5, steps=steps_of(path), done=1)
    twice = PersonFactory(user=UserFactory())
    EmploymentFactory(person=twice, unit=below, hours_per_week=Decimal(10))
    EmploymentFactory(person=twice, unit=top, hours_per_week=Decimal(30))
    found = queries.numbers_at(top, [path])
    assert found.paths[0].numbers == Numbers(employed=12, begun=5, done=5)
    assert {part.unit: part.paths[0].numbers for part in found.parts} == {
        below: Numbers(employed=6, begun=4, done=4),
        None: Numbers(employed=6, begun=1, done=1),
    }


def test_those_who_have_left_and_those_with_protected_identity_are_not_counted(path):
    unit = UnitFactory()
    employ(unit, 5)
    EmploymentFactory(unit=unit, ends_on=timezone.localdate() - timezone.timedelta(days=1))
    EmploymentFactory(unit=unit, person=PersonFactory(protected_identity=True))
    assert numbers(unit, path) == Numbers(employed=5, begun=0, done=0)


def test_steps_that_those_it_is_for_cannot_read_are_not_needed(path):
    unit = UnitFactory()
    employ(unit, 5, steps=steps_of(path), done=1)
    StepFactory(path=path, article=published_article(audience=Audience.GUIDES))
    StepFactory(path=path, retired_at=timezone.now())
    assert numbers(unit, path) == Numbers(employed=5, begun=1, done=1)
    StepFactory(path=path)
    assert numbers(unit, path) == Numbers(employed=5, begun=1, done=0)


def test_too_few_is_said_and_no_number_with_it(path):
    top = UnitFactory()
    small, middle, large = (
        UnitFactory(parent=top, name=name) for name in ("Små", "Mellan", "Stor")
    )
    employ(small, 3, steps=steps_of(path), done=3)
    employ(middle, 7, steps=steps_of(path), done=6)
    employ(large, 11, steps=steps_of(path), done=2)
    client = _signed_in(user_with(Role.MANAGER, top))
    page = client.get(reverse("study_unit", kwargs={"pk": top.pk})).content.decode()
    assert page.count("För få för att visas") == 2
    for unit in (small, middle):
        assert numbers(unit, path) is None
        shut = client.get(reverse("study_unit", kwargs={"pk": unit.pk})).content.decode()
        assert "För få för att visas" in shut
        assert '<td class="numeric">' not in shut
    assert numbers(large, path) == Numbers(employed=11, begun=2, done=2)


def test_no_name_is_on_the_page(path):
    unit = UnitFactory()
    employ(unit, 6, steps=steps_of(path), done=6)
    page = _signed_in(user_with(Role.HR, unit)).get(reverse("study_unit", kwargs={"pk": unit.pk}))
    assert "Påhittsson" not in page.content.decode()
    assert str(timezone.localdate()) not in page.content.decode()


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", [Role.MANAGER, Role.HR, Role.EDITOR])
def test_those_over_a_unit_see_its_numbers_and_no_other_units(db, role):
    over, below, beside = UnitFactory(), None, UnitFactory()
    below = UnitFactory(parent=over)
    user = user_with(role, over)
    assert [rules.may_see_numbers(user, unit) for unit in (over, below, beside)] == [
        True,
        True,
        False,
    ]
    assert list(queries.watched_units(user)) == [over]


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.ANALYST, Role.GUIDE, Role.OPERATOR])
def test_others_see_no_numbers(db, role):
    unit = UnitFactory()
    assert not rules.may_see_numbers(user_with(role, unit), unit)
    assert not rules.may_see_numbers(UserFactory(), unit)


def test_guides_paths_are_not_told_of_to_others_than_guides_and_their_editors(db):
    own, beside = UnitFactory(), UnitFactory()
    path = PathFactory(owner_unit=own, audience=Audience.GUIDES)
    assert list(queries.numbered_paths(user_with(Role.MANAGER, own))) == []
    assert list(queries.numbered_paths(user_with(Role.EDITOR, beside))) == []
    assert list(queries.numbered_paths(user_with(Role.EDITOR, own))) == [path]
    assert list(queries.numbered_paths(user_with(Role.GUIDE, beside))) == [path]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_however_many(db, count, django_assert_num_queries):
    top = UnitFactory()
    for _number in range(count):
        path = PathFactory()
        StepFactory(path=path)
        employ(UnitFactory(parent=top), 6, steps=steps_of(path), done=2)
    client = _signed_in(user_with(Role.MANAGER, top))
    place = reverse("study_unit", kwargs={"pk": top.pk})
    client.get(place)
    with django_assert_num_queries(PAGE_QUERIES):
        assert client.get(place).status_code == 200


PAGE_QUERIES = 10
"""Session, user, roles, the unit, those above; paths, units, employed, steps, progress."""
