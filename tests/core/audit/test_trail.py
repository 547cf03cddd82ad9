from datetime import date

import pytest
from tests.factories.accounts import UserFactory, grant

from hundra.core.accounts.models import Role, User
from hundra.core.audit.models import Reading
from hundra.core.audit.queries import trail
from hundra.core.audit.services import acting, log_reading
from hundra.core.organisation.models import Person, Unit


@pytest.fixture
def unit(db):
    unit = Unit.objects.create(code="A", name="Exempelenheten", kind="unit")
    Unit.objects.filter(pk=unit.pk).update(path=f"/{unit.pk}/")
    unit.refresh_from_db()
    return unit


def changes(entry):
    return [(change.field, change.before, change.after) for change in entry.changes]


def test_a_trail_tells_who_changed_what_latest_first(db):
    editor = UserFactory(name="Alva Påhittsson")
    with acting(editor):
        user = UserFactory(name="Bo Exempelberg", email="bo@example.se")
        user.name = "Boel Exempelberg"
        user.save()
    changed, created = trail(user)
    assert (changed.who, changed.what, changes(changed)) == (
        "Alva Påhittsson",
        "Ändrad",
        [("namn", "Bo Exempelberg", "Boel Exempelberg")],
    )
    assert (created.who, created.what) == ("Alva Påhittsson", "Skapad")
    assert changes(created)[:3] == [
        ("e-postadress", "", "bo@example.se"),
        ("namn", "", "Bo Exempelberg"),
        ("aktiv", "", "ja"),
    ]


def test_what_nobody_did_is_the_systems(unit):
    assert {entry.who for entry in trail(unit)} == {"Systemet"}


def test_values_are_shown_as_people_read_them(unit):
    user = UserFactory()
    held = grant(user, Role.MANAGER, unit)
    held.ends_on = date(2026, 12, 31)
    held.save()
    changed, created = trail(held)
    assert changes(changed) == [("slutar", "", "31 december 2026")]
    assert ("roll", "", "Chef") in changes(created)
    assert ("enhet", "", "Exempelenheten") in changes(created)


def test_related_records_and_their_removal_are_in_the_trail(unit):
    user = UserFactory(name="Alva Påhittsson")
    grant(user, Role.MANAGER, unit).delete()
    entries = trail(user, related=["grants"])
    assert [entry.what for entry in entries] == [
        "Borttagen: rolltilldelning",
        "Tillagd: rolltilldelning",
        "Skapad",
    ]


def test_a_record_without_history_is_refused(db):
    reading = Reading(reader=UserFactory())
    with pytest.raises(ValueError, match="keeps no history"):
        trail(reading)


def test_the_number_of_queries_does_not_follow_the_length(unit, django_assert_num_queries):
    user = UserFactory()
    with acting(UserFactory()):
        held = grant(user, Role.MANAGER, unit)
    with django_assert_num_queries(5):  # Two histories, the users, the units, the protection.
        trail(user, related=["grants"])
    for month in range(1, 9):
        with acting(UserFactory()):
            held.ends_on = date(2027, month, 1)
            held.save()
    user = User.objects.get(pk=user.pk)
    with django_assert_num_queries(5):
        assert len(trail(user, related=["grants"])) == 10


def test_a_long_history_is_cut_without_inventing_changes(db):
    user = UserFactory(name="Bo")
    for turn in range(6):
        user.name = f"Bo {turn}"
        user.save()
    assert [changes(entry) for entry in trail(user, limit=3)] == [
        [("namn", "Bo 4", "Bo 5")],
        [("namn", "Bo 3", "Bo 4")],
        [("namn", "Bo 2", "Bo 3")],
    ]


def test_a_protected_person_is_nameless_as_actor_value_and_record(unit):
    user = UserFactory(name="Alva Påhittsson")
    person = Person.objects.create(
        number="7",
        given_name="Alva",
        family_name="Påhittsson",
        user=user,
        protected_identity=True,
    )
    with acting(user):
        held = grant(UserFactory(), Role.MANAGER, unit, granted_by=user)
    texts = repr([trail(person), trail(user), trail(held)])
    assert "Alva" not in texts
    assert "Påhittsson" not in texts
    assert trail(held)[0].who == "Skyddade personuppgifter"
    assert ("namn", "", "Skyddade personuppgifter") in changes(trail(user)[0])


def test_a_reading_is_logged(unit):
    reader = UserFactory()
    log_reading(by=reader, record=unit, what="enhetens ärenden")
    (reading,) = Reading.objects.all()
    assert (reading.reader, reading.record, reading.record_id, reading.what) == (
        reader,
        "organisation.unit",
        str(unit.pk),
        "enhetens ärenden",
    )
