"""Changes of the tree and of employments keep the organisation whole."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from tests.factories.accounts import UserFactory
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory

from hundra.core.organisation import services
from hundra.core.organisation.models import Employment, Unit
from hundra.core.organisation.services.errors import (
    CodeTakenError,
    EndedUnitError,
    EndsBeforeStartError,
    NumberTakenError,
    OrganisationError,
    OwnManagerError,
    PostTakenError,
    UnderItselfError,
    UnitInUseError,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr():
    return UserFactory()


def new_unit(hr, code, parent=None):
    return services.create_unit(by=hr, code=code, name=f"Enhet {code}", kind="unit", parent=parent)


def test_a_new_unit_has_its_path_from_the_start(hr):
    root = new_unit(hr, "A")
    child = new_unit(hr, "B", root)
    assert (root.path, child.path) == (f"/{root.pk}/", f"/{root.pk}/{child.pk}/")
    (event,) = child.events.all()
    assert (event.path, event.pgh_context.metadata["user"]) == (child.path, hr.pk)


def test_codes_and_numbers_are_taken_once(hr):
    unit = new_unit(hr, "A")
    with pytest.raises(CodeTakenError, match="A"):
        new_unit(hr, "A")
    services.change_unit(by=hr, unit=unit, code="A", name="Annat namn", kind="department")
    person = services.create_person(by=hr, number="7", given_name="Alva", family_name="Påhittsson")
    with pytest.raises(NumberTakenError, match="7"):
        services.create_person(by=hr, number="7", given_name="Bo", family_name="Exempelberg")
    services.change_person(
        by=hr,
        person=person,
        given_name="Alva",
        family_name="Exempelberg",
        email="",
        phone="",
        protected_identity=True,
    )
    person.refresh_from_db()
    assert (person.family_name, person.protected_identity) == ("Exempelberg", True)


def test_a_move_takes_the_whole_subtree_along_in_one_statement(hr, django_assert_num_queries):
    root, target = new_unit(hr, "R"), new_unit(hr, "T")
    moved = new_unit(hr, "M", root)
    child = new_unit(hr, "C", moved)
    grandchild = new_unit(hr, "G", child)
    with django_assert_num_queries(7):  # Savepoint, lock, 2 reads, the move, read, savepoint.
        services.move_unit(by=hr, unit=moved, parent=target)
    paths = dict(Unit.objects.values_list("code", "path"))
    assert paths["M"] == f"{target.path}{moved.pk}/"
    assert paths["C"] == f"{paths['M']}{child.pk}/"
    assert paths["G"] == f"{paths['C']}{grandchild.pk}/"
    assert paths["R"] == root.path
    services.move_unit(by=hr, unit=moved, parent=None)
    assert Unit.objects.get(code="M").path == f"/{moved.pk}/"


def test_a_unit_never_comes_under_itself_or_under_one_that_ended(hr):
    root = new_unit(hr, "R")
    child = new_unit(hr, "C", root)
    ended = UnitFactory(ended_on=date(2020, 1, 1))
    for parent in (root, child):
        with pytest.raises(UnderItselfError):
            services.move_unit(by=hr, unit=root, parent=parent)
    with pytest.raises(EndedUnitError):
        services.move_unit(by=hr, unit=child, parent=ended)
    with pytest.raises(EndedUnitError):
        new_unit(hr, "N", ended)


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_make_no_circle():
    hr, left, right = UserFactory(), UnitFactory(), UnitFactory()
    start, refused = threading.Barrier(2), []

    def move(unit, parent):
        start.wait()
        try:
            services.move_unit(by=hr, unit=unit, parent=parent)
        except UnderItselfError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=move, args=(Unit.objects.get(pk=a.pk), Unit.objects.get(pk=b.pk)))
        for a, b in ((left, right), (right, left))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Unit.objects.filter(parent=None).count() == 1


def test_a_unit_ends_only_when_nothing_is_left_in_it(hr):
    root = new_unit(hr, "R")
    child = new_unit(hr, "C", root)
    employment = EmploymentFactory(unit=child)
    day = date(2026, 1, 1)
    with pytest.raises(UnitInUseError, match="1 underenheter och 0 anställningar"):
        services.end_unit(by=hr, unit=root, on=day)
    with pytest.raises(UnitInUseError):
        services.end_unit(by=hr, unit=child, on=day)
    services.end_employment(by=hr, employment=employment, on=date(2025, 12, 31))
    services.end_unit(by=hr, unit=child, on=day)
    services.end_unit(by=hr, unit=root, on=day)
    assert set(Unit.objects.values_list("ended_on", flat=True)) == {day}


def employ(hr, **details):
    given = {
        "person": PersonFactory(),
        "unit": UnitFactory(),
        "post": "T1",
        "title": "Handläggare",
        "manager": None,
        "starts_on": date(2025, 1, 1),
        "hours_per_week": Decimal(40),
    }
    return services.employ(by=hr, **{**given, **details})


def test_a_post_is_held_by_one_at_a_time_and_the_sentence_says_by_when(hr):
    first = employ(hr, starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    employ(hr)
    with pytest.raises(PostTakenError) as closed:
        employ(hr, starts_on=date(2024, 6, 1), ends_on=date(2024, 7, 1))
    assert str(closed.value) == (
        "Tjänsten innehas från 2024-01-01 till 2024-12-31. Välj andra dagar."
    )
    with pytest.raises(PostTakenError) as opened:
        employ(hr, starts_on=date(2026, 1, 1))
    assert str(opened.value) == (
        "Tjänsten innehas från 2025-01-01 och tills vidare. Avsluta den anställningen först."
    )
    with pytest.raises(PostTakenError):
        services.end_employment(by=hr, employment=first, on=date(2025, 1, 1))
    assert Employment.objects.count() == 2


def test_employments_that_make_no_sense_are_refused_with_a_sentence(hr):
    person = PersonFactory()
    with pytest.raises(OwnManagerError):
        employ(hr, person=person, manager=person)
    with pytest.raises(EndsBeforeStartError):
        employ(hr, ends_on=date(2024, 12, 31))
    with pytest.raises(EndedUnitError):
        employ(hr, unit=UnitFactory(ended_on=date(2020, 1, 1)))
    assert issubclass(OwnManagerError, OrganisationError)
