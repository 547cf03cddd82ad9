"""Kept texts tell of nobody: whatever is typed, in capitals or not, numbers and addresses go."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.engines.text.analysis import SwedishAnalyzer
from hundra.engines.text.keys import question_key
from hundra.engines.text.masking import MASK, masked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bygglov storgatan 12", "bygglov •••"),
        ("Bygglov Storgatan 12 B", "•••"),
        ("skicka till anna@granby.se tack", "skicka till ••• tack"),
        ("skicka till anna @granby", "skicka till anna •••"),
        ("19900101-1234 inkomst", "••• inkomst"),
        ("900101+1234", "•••"),
        ("ring 070-123 45 67 nu", "ring ••• nu"),
        ("ring +46 (0)70 123 45 67 nu", "ring ••• nu"),
        ("faktura 123456789", "faktura •••"),
        ("faktura 1 2 3 4 5 6", "faktura •••"),
        ("jag heter anna svensson", "jag heter •••"),
        ("bygglov granby 3:14", "bygglov granby •••"),
        ("943 31 öjebyn sopor", "••• sopor"),
        ("070 123 45 67 anna@granby.se", "•••"),
    ],
)
def test_what_may_tell_of_a_person_is_covered(typed, kept):
    assert masked(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "när hämtas soporna",
        "terminstider 2025/2026",
        "läsår 2025–26",
        "parkering 14 dagar",
        "plan 3",
        "covid-19 vecka 12",
        "vad kostar bygglov 2026?",
    ],
)
def test_what_tells_of_nobody_stays(typed):
    assert masked(typed) == typed


SEPARATORS = st.sampled_from(["", "-", " ", " - ", "–", "+"])
WORDS = st.text(st.characters(categories=["L"]), max_size=8)


@st.composite
def personal_numbers(draw):
    century = draw(st.sampled_from(["", "19", "20"]))
    year, month = draw(st.integers(0, 99)), draw(st.integers(1, 12))
    day, last = draw(st.integers(1, 28)), draw(st.integers(0, 9999))
    return f"{century}{year:02}{month:02}{day:02}{draw(SEPARATORS)}{last:04}"


@st.composite
def phone_numbers(draw):
    first = draw(st.sampled_from(["0", "+46", "+46 (0)", "0046 "]))
    digits = draw(st.text("0123456789", min_size=7, max_size=9))
    separators = [draw(SEPARATORS) for _ in digits]
    return first + "".join(f"{gap}{digit}" for gap, digit in zip(separators, digits, strict=True))


@st.composite
def emails(draw):
    letters = st.text("abcdefghijklmnopqrstuvwxyzåäö0123456789.-_", min_size=1, max_size=10)
    return f"{draw(letters)}@{draw(letters)}.{draw(st.sampled_from(['se', 'com', 'nu']))}"


@st.composite
def streets(draw):
    name = draw(st.sampled_from(["stor", "skol", "björk", "Kyrk", "norra strand"]))
    end = draw(st.sampled_from(["gatan", "vägen", "gränd", "stigen", "torget"]))
    return f"{name}{end} {draw(st.integers(1, 999))}"


@given(before=WORDS, number=st.one_of(personal_numbers(), phone_numbers()), after=WORDS)
def test_no_personal_number_or_phone_number_survives(before, number, after):
    kept = masked(f"{before} {number} {after}")

    assert MASK in kept
    assert re.search(r"\d{3}", kept) is None


@given(before=WORDS, email=emails(), after=WORDS)
def test_no_email_survives(before, email, after):
    kept = masked(f"{before} {email} {after}")

    assert "@" not in kept
    assert email.split("@")[1] not in kept


@given(before=WORDS, street=streets(), after=WORDS)
def test_no_street_address_survives(before, street, after):
    assert street.split()[-1] not in masked(f"{before} {street} {after}")


@given(st.text(max_size=300))
def test_covering_twice_is_covering_once_and_nothing_is_too_odd(text):
    once = masked(text)

    assert masked(once) == once


# Keys ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def analyzer() -> SwedishAnalyzer:
    return SwedishAnalyzer()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("när hämtas soporna", "sopor hämtas när"),
        ("Hur ansöker jag om bygglov?", "bygglov ansökan"),
        ("öppettider tippen", "öppettiderna på tippen"),
        ("parkeringstillstånd", "parkeringstillståndet"),
    ],
)
def test_the_same_question_has_the_same_key(one, other, analyzer):
    assert question_key(one, analyzer) == question_key(other, analyzer)


@pytest.mark.parametrize(("one", "other"), [("sopor", "återvinning"), ("bygglov", "bygglov altan")])
def test_another_question_has_another_key(one, other, analyzer):
    assert question_key(one, analyzer) != question_key(other, analyzer)


def test_what_is_covered_is_no_part_of_the_key(analyzer):
    assert question_key(masked("070-123 45 67"), analyzer) == ""


def test_other_languages_keep_their_words():
    assert question_key("waste collection, Waste") == "collection waste"
