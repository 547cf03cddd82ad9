"""Searches in a small collection of a municipality's answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hundra.engines.text.analysis import SwedishAnalyzer
from hundra.engines.text.lexical import LexicalIndex
from hundra.engines.text.planning import How
from hundra.engines.text.synonyms import Synonyms

CITIZENS, STAFF = 1, 2
TEXTS = {
    1: "Äldreomsorgens avgifter",
    2: "Äldreomsorgen i kommunen",
    3: "Parkering på gator och torg",
    4: "Parkeringstillstånd för rörelsehindrade",
    5: "Plats i förskolan",
    6: "Din altanbygge kräver bygglov",
    7: "Sophämtning varje vecka",
    8: "Hemtjänst i hemmet",
    9: "Böcker på biblioteket",
    10: "Ekonomiskt bistånd till hushållet",
    11: "Så ansöker du",
    12: "Kyrkogårdar och gatubelysning",
    13: "Kvinnojouren är öppen",
    14: "Bilar och semester",
    15: "Socialtjänsten tar emot dig",
    16: "Barnen fick en lärare",
}


@pytest.fixture(scope="module")
def analyzer() -> SwedishAnalyzer:
    return SwedishAnalyzer()


@pytest.fixture(scope="module")
def index(analyzer: SwedishAnalyzer) -> LexicalIndex:
    index = LexicalIndex(analyzer)
    index.put_many((key, {"body": text}, CITIZENS) for key, text in TEXTS.items())
    return index


def found(index: LexicalIndex, query: str, *, as_you_type: bool = False) -> list[int]:
    return [hit.key for hit in index.search(query, as_you_type=as_you_type)]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("omsorg", {1, 2}),
        ("äldreomsorg", {1, 2}),
        ("parkeringstillståndet", {3, 4}),
        ("parkering", {3, 4}),
        ("förskoleplats", {5}),
        ("gård", {12}),
        ("belysning", {12}),
        ("jour", {13}),
        ("tjänst", {8, 15}),
    ],
)
def test_compounds_are_found_by_their_parts_and_parts_by_compounds(
    index: LexicalIndex, query: str, keys: set[int]
) -> None:
    assert set(found(index, query)) == keys


def test_the_compound_itself_comes_before_its_parts(index: LexicalIndex) -> None:
    assert found(index, "parkeringstillståndet") == [4, 3]


def test_a_word_of_its_own_comes_before_a_part(index: LexicalIndex) -> None:
    assert found(index, "parkering")[0] == 3


def test_words_of_a_query_are_found_within_a_compound_too(index: LexicalIndex) -> None:
    assert found(index, "bygglov altan")[0] == 6


@pytest.mark.parametrize("query", ["bi", "mester", "kom", "ster", "era"])
def test_no_absurd_splits(index: LexicalIndex, query: str) -> None:
    assert found(index, query) == []


@pytest.mark.parametrize(
    ("query", "key"),
    [("bok", 9), ("boken", 9), ("barn", 16), ("får", 16), ("bil", 14), ("kvinnojourer", 13)],
)
def test_inflections_are_found(index: LexicalIndex, query: str, key: int) -> None:
    assert found(index, query) == [key]


def test_a_noun_finds_its_verb(index: LexicalIndex) -> None:
    assert found(index, "ansökan") == [11]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("förskolla", 5),
        ("sophämtnig", 7),
        ("bygglåv", 6),
        ("parkeringstillstond", 4),
        ("hemtjenst", 8),
        ("bibloteket", 9),
    ],
)
def test_misspellings_find_what_was_meant(index: LexicalIndex, query: str, key: int) -> None:
    hit = index.search(query)[0]
    assert hit.key == key
    assert How.CORRECTED in {match.how for match in hit.matches}


@pytest.mark.parametrize(
    ("query", "key"),
    [("aldreomsorg", 1), ("aeldreomsorg", 1), ("forskola", 5), ("bocker", 9), ("SOPHAMTNING", 7)],
)
def test_words_typed_without_swedish_letters_are_found(
    index: LexicalIndex, query: str, key: int
) -> None:
    assert key in found(index, query)


def test_a_text_written_without_swedish_letters_is_found(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    index.put(1, {"body": "aldreomsorg i var kommun"})
    assert found(index, "äldreomsorg") == [1]


@pytest.mark.parametrize("query", ["försörjningsstöd", "Försörjningsstödet", "ekonomiskt bistånd"])
def test_synonyms_of_several_words_go_both_ways(analyzer: SwedishAnalyzer, query: str) -> None:
    index = LexicalIndex(SwedishAnalyzer(analyzer.lexicon))
    index.put(1, {"body": "Ekonomiskt bistånd"})
    index.put(2, {"body": "Försörjningsstöd söker du här"})
    index.put(3, {"body": "Parkering"})
    index.use_synonyms(Synonyms.of(groups=[["försörjningsstöd", "ekonomiskt bistånd"]]))
    assert set(found(index, query)) == {1, 2}


def test_one_way_synonyms_go_one_way(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(SwedishAnalyzer(analyzer.lexicon))
    index.put(1, {"body": "Förskola"})
    index.put(2, {"body": "Dagis"})
    index.use_synonyms(Synonyms.of(one_way=[("dagis", ["förskola"])]))
    assert found(index, "dagis") == [2, 1]
    assert found(index, "förskolan") == [1]


def test_the_last_word_is_a_beginning_only_while_it_is_typed(index: LexicalIndex) -> None:
    assert 4 in found(index, "tillst", as_you_type=True)
    assert found(index, "tillst ", as_you_type=True) == []
    assert found(index, "tillst") == []


def test_the_typed_word_itself_comes_first(index: LexicalIndex) -> None:
    assert found(index, "parkering", as_you_type=True)[0] == 3


def test_only_what_the_audience_may_see_is_found(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    index.put(1, {"body": "Parkering"}, CITIZENS)
    index.put(2, {"body": "Parkering"}, STAFF)
    index.put(3, {"body": "Parkering"}, CITIZENS | STAFF)

    def seen(audiences: int) -> list[int]:
        return [hit.key for hit in index.search("parkering", audiences=audiences)]

    assert seen(CITIZENS) == [1, 3]
    assert seen(STAFF) == [2, 3]
    assert seen(CITIZENS | STAFF) == [1, 2, 3]
    assert seen(4) == []


def test_titles_weigh_more_than_bodies(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    index.put(1, {"title": "Avfall", "body": "Om parkering"})
    index.put(2, {"title": "Parkering", "body": "Om avfall"})
    assert found(index, "parkering") == [2, 1]


def test_question_words_weigh_little_also_among_few_answers(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    index.put(1, {"body": "Hur gör jag om jag är sjuk? Hur gör jag?"})
    index.put(2, {"body": "Bygglov söks hos nämnden"})
    assert found(index, "hur gör jag med bygglov") == [2, 1]


def test_a_replaced_document_is_found_by_its_new_words_only(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    index.put(1, {"body": "Parkering"})
    index.put(1, {"body": "Bygglov"})
    assert found(index, "parkering") == []
    assert found(index, "bygglov") == [1]
    index.remove(1)
    index.remove(1)
    assert found(index, "bygglov") == []
    assert len(index) == 0


@pytest.mark.parametrize(
    "query", ["", " ", "?!", "سلام", "برنامه", "Привет мир", "ñ", "a\u0301", "🙂"]
)
def test_what_is_not_swedish_passes_through(index: LexicalIndex, query: str) -> None:
    assert found(index, query, as_you_type=True) == []


def test_other_scripts_are_found_by_their_own_words(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    index.put(1, {"body": "كيف أجدد رخصة"})
    index.put(2, {"body": "Как подать заявление"})
    assert found(index, "رخصة") == [1]
    assert found(index, "ЗАЯВЛЕНИЕ") == [2]


WORDS = sorted({word for text in TEXTS.values() for word in text.split()})
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), texts, st.booleans()), max_size=12),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
)
def test_an_index_kept_up_equals_one_built_anew(
    changes: list[tuple[int, str, bool]], query: str
) -> None:
    analyzer = SwedishAnalyzer()
    kept = LexicalIndex(analyzer)
    now: dict[int, str] = {}
    for key, text, gone in changes:
        if gone:
            kept.remove(key)
            now.pop(key, None)
        else:
            kept.put(key, {"body": text})
            now[key] = text
    built = LexicalIndex(analyzer)
    built.put_many((key, {"body": text}, 1) for key, text in now.items())
    assert [(hit.key, round(hit.score, 3)) for hit in kept.search(query)] == [
        (hit.key, round(hit.score, 3)) for hit in built.search(query)
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.booleans())
def test_no_query_fails(index_text: str, typing: bool) -> None:
    index = LexicalIndex(SwedishAnalyzer())
    index.put(1, {"title": index_text, "body": "Parkering"})
    assert {hit.key for hit in index.search(index_text, as_you_type=typing)} <= {1}


def test_english_grammar_finds_no_english_text_by_itself() -> None:
    index = LexicalIndex()
    index.put(
        1, {"title": "Where to park when the snow is cleared", "body": "You can get a permit."}
    )
    index.put(2, {"title": "Garbage", "body": "It is collected every week."})

    assert [hit.key for hit in index.search("when will the garbage get collected")] == [2]
