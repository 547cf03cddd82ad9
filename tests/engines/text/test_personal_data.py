"""What may be personal data is marked where it stands; what is not is left alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.engines.text import FindingKind, find_personal_data, without


def found(text: str, **options) -> list[tuple[FindingKind, str]]:
    return [(one.kind, one.text) for one in find_personal_data(text, **options)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Skriv till alva.p@example.se!", "alva.p@example.se"),
        ("alva(at)example.se", "alva(at)example.se"),
    ],
)
def test_addresses_of_mail(text, marked):
    assert found(text) == [(FindingKind.EMAIL, marked)]


@pytest.mark.parametrize(
    ("number", "certain"),
    [
        ("811228-9874", True),
        ("19811228-9874", True),
        ("198112289874", True),
        ("811228+9874", True),
        ("811228 9874", True),
        ("811228-9873", False),
        ("701063-2391", True),  # Coordination number: the day is 3 + 60.
    ],
)
def test_personal_numbers_and_coordination_numbers(number, certain):
    marks = find_personal_data(f"Mitt nummer är {number}.")
    assert [(one.kind, one.text, one.certain) for one in marks] == [
        (FindingKind.PERSONAL_NUMBER, number, certain)
    ]


@pytest.mark.parametrize(
    "number",
    ["070-174 06 05", "0701740605", "+46 70 174 06 05", "0046701740605", "08-465 004 04"],
)
def test_phone_numbers(number):
    assert found(f"Ring {number} i kväll") == [(FindingKind.PHONE, number)]


@pytest.mark.parametrize(
    "address", ["Storgatan 12 B", "Lilla Torget 3", "Norra Storgatan 7", "123 45 Granby"]
)
def test_addresses_best_effort(address):
    assert found(f"Jag bor på {address}.") == [(FindingKind.ADDRESS, address)]


def test_names_given_and_names_told():
    text = "Fråga Alva Påhittsson. Mvh Bo Exempelberg"
    assert found(text, names=["Alva Påhittsson"]) == [
        (FindingKind.NAME, "Alva Påhittsson"),
        (FindingKind.NAME, "Bo Exempelberg"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bussen går 07.15 och 16.45 från Storgatan.",
        "Det kostar 12 500 kronor och tog 3 veckor år 2024.",
        "Öppet 8–17, linje 312, diarienummer 2024/1234.",
        "Alla över 70 borde få broddar.",
    ],
)
def test_ordinary_figures_and_places_are_left_alone(text):
    assert found(text) == []


def test_taken_away_with_the_spaces_left_over():
    text = "Ring 070-174 06 05 , eller skriv."
    assert without(text, find_personal_data(text)) == "Ring, eller skriv."


@given(st.text(alphabet="aåA @.-+0123456789\n", max_size=200))
def test_marks_never_overlap_and_stand_where_they_say(text):
    marks = find_personal_data(text)
    assert all(text[one.start : one.end] == one.text for one in marks)
    assert all(a.end <= b.start for a, b in itertools.pairwise(marks))
