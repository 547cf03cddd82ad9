"""What a Swedish word is found under."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.engines.text.analysis import SwedishAnalyzer, TermKind
from hundra.engines.text.lexicon import swedish_lexicon
from hundra.engines.text.tokens import folded, normal, words


@pytest.fixture(scope="module")
def analyzer() -> SwedishAnalyzer:
    return SwedishAnalyzer()


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("äldreomsorgens", ["äldre", "omsorg"]),
        ("parkeringstillståndet", ["parkering", "tillstånd"]),
        ("förskoleplats", ["förskola", "plats"]),
        ("kyrkogård", ["kyrka", "gård"]),
        ("gatubelysning", ["gata", "belysning"]),
        ("kvinnojour", ["kvinna", "jour"]),
        ("bygglovshandläggare", ["bygglov", "handläggare"]),
        ("altanbygge", ["altan", "bygge"]),
        ("sophämtning", ["sop", "hämtning"]),
        ("skattillägg", ["skatt", "tillägg"]),
        ("toppolitiker", ["topp", "politiker"]),
        ("riksfärdtjänst", ["rike", "färdtjänst"]),
        ("föräldrapenning", ["förälder", "penning"]),
        ("läroböcker", ["lära", "bok"]),
        ("elavtalet", ["el", "avtal"]),
        ("felanmälan", ["fel", "anmälan"]),
        ("arbetsplatsen", ["arbete", "plats"]),
    ],
)
def test_compounds_are_split_into_their_words(
    analyzer: SwedishAnalyzer, word: str, parts: list[str]
) -> None:
    assert analyzer.parts(word) == parts


SIMPLE = """
bilar semester parkera kommun kontakt program protest student personal förskolan ansökan
underhåll restaurang vaccin information inkomst utbildning kostnad beslut ärende avgift
minister telefon faktura material kapital bibliotek verksamhet myndighet handling
"""


@pytest.mark.parametrize("word", SIMPLE.split())
def test_simple_words_are_not_split(analyzer: SwedishAnalyzer, word: str) -> None:
    assert analyzer.parts(word) == []


@pytest.mark.parametrize(
    ("form", "headword"),
    [
        ("böcker", "bok"),
        ("barnen", "barn"),
        ("fick", "få"),
        ("får", "få"),
        ("gick", "gå"),
        ("bostäderna", "bostad"),
        ("ledamöter", "ledamot"),
        ("sjuksköterskor", "sjuksköterska"),
        ("sökte", "söka"),
        ("kommunens", "kommun"),
        ("biståndshandläggarna", "biståndshandläggare"),
    ],
)
def test_forms_have_their_headword(analyzer: SwedishAnalyzer, form: str, headword: str) -> None:
    assert headword in [t.text for t in analyzer.terms(form) if t.kind is TermKind.WORD]


def test_parts_weigh_less_than_the_word_and_inner_parts_least(analyzer: SwedishAnalyzer) -> None:
    weights = {term.text: term.weight for term in analyzer.terms("bygglovshandläggare")}
    assert weights["bygglovshandläggare"] > weights["bygglov"] > weights["lov"] > 0


def test_tokens_keep_their_places(analyzer: SwedishAnalyzer) -> None:
    text = "Äldreomsorgen: e-tjänsten, 08-123 och A\u030angström."
    found = [(token.text, text[token.start : token.end]) for token in analyzer.analyze(text)]
    assert found == [
        ("äldreomsorgen", "Äldreomsorgen"),
        ("e-tjänsten", "e-tjänsten"),
        ("08-123", "08-123"),
        ("och", "och"),
        ("ångström", "A\u030angström"),
    ]


def test_hyphenated_words_are_found_by_their_pieces(analyzer: SwedishAnalyzer) -> None:
    assert {"e-tjänsten", "tjänst"} <= {term.text for term in analyzer.terms("e-tjänsten")}


def test_common_words_are_common_and_unknown_ones_are_not() -> None:
    lexicon = swedish_lexicon()
    assert lexicon.commonness("och") > lexicon.commonness("kommun") > lexicon.commonness("bygglov")
    assert lexicon.commonness("kommun") > lexicon.frequency("kommun")


@pytest.mark.parametrize("typed", ["aldreomsorg", "aeldreomsorg", "äldreomsorg"])
def test_words_typed_without_swedish_letters_are_the_same(typed: str) -> None:
    assert folded(typed) == "aldreomsorg"


@given(st.text(max_size=60))
def test_words_are_where_they_are_said_to_be(text: str) -> None:
    end_before = 0
    for word, start, end in words(text):
        assert end_before <= start < end <= len(text)
        assert word == normal(text[start:end])
        end_before = end


@given(st.text(alphabet="abcdefghijklmnoprstuvyåäö", min_size=1, max_size=30))
def test_every_word_has_terms_and_the_first_is_whole(text: str) -> None:
    terms = SwedishAnalyzer().terms(text)
    assert terms[0].kind is TermKind.WORD
    assert terms[0].weight == 1
    assert len({term.text for term in terms}) == len(terms)
    assert all(0 < term.weight <= 1 and term.text for term in terms)


HEADS = ["omsorg", "tillstånd", "plats", "handläggare", "avgift", "belysning", "taxa", "skola"]
FIRSTS = {"barn": "barn", "parkerings": "parkering", "vatten": "vatten", "bygglovs": "bygglov"}


@given(st.sampled_from(sorted(FIRSTS)), st.sampled_from(HEADS))
def test_what_is_joined_is_split_again(first: str, head: str) -> None:
    parts = SwedishAnalyzer().parts(first + head)
    assert parts == [FIRSTS[first], head]
