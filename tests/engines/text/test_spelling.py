"""Misspelt words, and which of them are corrected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from hundra.engines.text.analysis import SwedishAnalyzer
from hundra.engines.text.lexical import LexicalIndex
from hundra.engines.text.spelling import Speller, sounding
from hundra.engines.text.vocabulary import Vocabulary, letters_of

WORDS = ["förskola", "förskolan", "bygglov", "hemtjänst", "parkeringstillstånd", "avfall", "taxa"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    analyzer = SwedishAnalyzer()
    vocabulary = Vocabulary(analyzer)
    vocabulary.form_numbers(WORDS)
    return Speller(vocabulary, analyzer.lexicon)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("förskolla", "förskola"),
        ("forskolla", "förskola"),
        ("bygglåv", "bygglov"),
        ("hemtjenst", "hemtjänst"),
        ("parkeringstillstond", "parkeringstillstånd"),
        ("avfal", "avfall"),
        ("afvall", "avfall"),
    ],
)
def test_the_nearest_word_comes_first(speller: Speller, typed: str, meant: str) -> None:
    assert speller.corrections(typed)[0].text == meant


@pytest.mark.parametrize("typed", ["", "tax", "2024", "سلام", "xyzzy", "a-b"])
def test_what_is_short_or_far_from_all_is_left(speller: Speller, typed: str) -> None:
    assert speller.corrections(typed) == []


def test_confidence_falls_with_distance(speller: Speller) -> None:
    one, two = (speller.corrections(typed)[0] for typed in ("hemtjänzt", "hemtjönzt"))
    assert 1 > one.confidence > two.confidence > 0


@pytest.mark.parametrize(("one", "other"), [("bygglåv", "bygglov"), ("sjukhus", "skjukhus")])
def test_words_that_sound_alike_do(one: str, other: str) -> None:
    assert sounding(one) == sounding(other)


letters = st.text(alphabet="abcdefåäö", min_size=1, max_size=12)


@given(letters, letters)
def test_letters_never_rule_out_a_near_word(one: str, other: str) -> None:
    bits = (letters_of(one) ^ letters_of(other)).bit_count()
    assert bits <= 2 * OSA.distance(one, other)


def test_a_query_in_another_language_is_not_corrected() -> None:
    index = LexicalIndex()
    index.put(1, {"body": "Parkering"})
    assert index.search("waar kan ik parkerink betalen") == []
    assert [hit.key for hit in index.search("var betalar jag parkerink")] == [1]


def test_a_correct_word_is_not_corrected_to_another() -> None:
    index = LexicalIndex()
    index.put(1, {"body": "Bilen"})
    assert index.search("vilen") == [] or index.analyzer.known("vilen") is False
    assert index.search("filen") == []
