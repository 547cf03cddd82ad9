"""Who gets in touch is found again by number or address, also by two at once."""

import threading

import pytest
from django.db import connection
from tests.factories.accounts import UserFactory
from tests.factories.cases import PartyFactory

from hundra.core.messages.phones import normalised
from hundra.hear.cases.errors import InvalidPartyError
from hundra.hear.cases.models import Party
from hundra.hear.cases.services import complete, find_or_make


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("070-123 45 67", "+46701234567"),
        ("0046701234567", "+46701234567"),
        ("+46 (0)70-123 45 67", "+46701234567"),
        ("+46 070 123 45 67", "+46701234567"),
        ("(08) 123 456", "+468123456"),
        ("+358 40 1234567", "+358401234567"),
        ("", ""),
        ("123", ""),
        ("hemligt nummer", ""),
        ("+46", ""),
        ("+0123456789", ""),
        ("0701234567\r\nBcc: x", ""),
        ("+" + "1" * 16, ""),
        ("٠٧٠١٢٣٤٥٦٧", ""),
    ],
)
def test_numbers_become_e164_or_nothing(written, expected):
    assert normalised(written) == expected


@pytest.mark.django_db
def test_the_same_number_is_the_same_party():
    first = find_or_make(phone="070-123 45 67", name="Bo Exempelberg")
    assert find_or_make(phone="+46701234567") == first
    assert Party.objects.get().name == "Bo Exempelberg"


@pytest.mark.django_db
def test_the_same_address_in_any_case_is_the_same_party():
    assert find_or_make(email="Bo@Example.SE") == find_or_make(email=" bo@example.se ")


@pytest.mark.django_db
def test_a_found_party_gets_no_address_that_somebody_else_could_have_given():
    known = PartyFactory(phone="+46701234567", email="")
    other = find_or_make(phone="+46701234567", email="tjuv@example.se")
    known.refresh_from_db()
    assert (known.email, other.phone, other.email) == ("", "", "tjuv@example.se")
    victim = PartyFactory(phone="", email="bo@example.se")
    assert find_or_make(phone="+46709999999", email="bo@example.se") == victim
    victim.refresh_from_db()
    assert victim.phone == ""


@pytest.mark.django_db
def test_a_found_party_gets_the_name_and_language_that_it_lacks_and_keeps_what_it_has():
    party = PartyFactory(phone="+46701234567", name="", language="so")
    find_or_make(phone="+46701234567", name="Bo Exempelberg", language="sv")
    party.refresh_from_db()
    assert (party.name, party.language) == ("Bo Exempelberg", "so")


@pytest.mark.django_db
def test_an_employee_is_one_party():
    user = UserFactory(name="Alva Påhittsson")
    first = find_or_make(user=user)
    assert find_or_make(user=user) == first
    assert (first.name, first.email) == ("Alva Påhittsson", "")


@pytest.mark.django_db
def test_who_tells_nothing_is_somebody_new_each_time():
    assert find_or_make() != find_or_make()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", [{"phone": "x"}, {"email": "bo@"}, {"email": f"{'x' * 260}@example.se"}]
)
def test_what_cannot_be_an_address_is_refused(given):
    with pytest.raises(InvalidPartyError):
        find_or_make(**given)


@pytest.mark.django_db
def test_a_guide_completes_a_party_but_takes_nothing_from_another():
    PartyFactory(email="bo@example.se")
    party = PartyFactory(phone="+46701234567", email="", name="")
    user = UserFactory()
    with pytest.raises(InvalidPartyError):
        complete(party=party, by=user, email="bo@example.se")
    done = complete(party=party, by=user, email="ny@example.se", name="Bo")
    assert (done.email, done.name, done.phone) == ("ny@example.se", "Bo", "+46701234567")


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_make_one_party():
    start = threading.Barrier(10)
    found: list[int] = []

    def look() -> None:
        start.wait()
        try:
            found.append(find_or_make(phone="0701234567", email="bo@example.se").pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 10
    assert Party.objects.count() == len(set(found)) == 1
