"""The one search: words and meaning together, and either without the other."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from hundra.engines.text import passages
from hundra.engines.text.e5 import E5Embedder
from hundra.engines.text.lexical import LexicalIndex
from hundra.engines.text.meaning import Embedder, QueryMeaning, TextMeaning, sign_bits
from hundra.engines.text.planning import How
from hundra.engines.text.searching import Ranked, Searcher, coverage
from hundra.engines.text.synonyms import Synonyms
from hundra.engines.text.tokens import word_list
from hundra.engines.text.vectors import MeaningIndex

ANSWERS = tomllib.loads(Path(__file__).with_name("municipal_answers.toml").read_text("utf-8"))
ARTICLES: list[dict[str, str]] = ANSWERS["article"]
# A search shows ten; five are seen without scrolling far, on a phone too.
SEEN = 5


class ConceptEmbedder:
    """Meaning by a small table: words of one concept have one direction, others one of their own.

    Held against the real embedder by `test_embedders_behave_alike`.
    """

    name = "concepts"
    dimensions = 64
    _concepts = ({"hund", "hundar", "dog", "koira"}, {"avgift", "kostar", "price", "hinta"})

    def query(self, text: str) -> QueryMeaning:
        ids, tokens = self._tokens(text)
        return QueryMeaning(vector=_mean(tokens, self.dimensions), tokens=tokens, ids=ids)

    def text(self, passages: Sequence[str]) -> TextMeaning:
        parts = [self._tokens(passage) for passage in passages]
        tokens = np.concatenate(
            [np.zeros((0, self.dimensions), np.float32), *(part for _, part in parts)]
        )
        return TextMeaning(
            vector=_mean(tokens, self.dimensions),
            signs=sign_bits(tokens),
            ids=np.concatenate([np.zeros(0, np.int32), *(ids for ids, _ in parts)]),
            passage_tokens=np.array([len(ids) for ids, _ in parts], np.int32),
        )

    def _tokens(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        words = word_list(text)
        ids = np.array([sum(map(ord, word)) % 1000 for word in words], np.int32)
        rows = [self._direction(word) for word in words]
        return ids, np.array(rows, np.float32).reshape(-1, self.dimensions)

    def _direction(self, word: str) -> np.ndarray:
        concept = next((sorted(of)[0] for of in self._concepts if word in of), word)
        rng = np.random.default_rng(list(concept.encode()))
        return rng.choice([-1.0, 1.0], self.dimensions) / np.sqrt(self.dimensions)


def _mean(tokens: np.ndarray, width: int) -> np.ndarray:
    total = tokens.sum(axis=0) if len(tokens) else np.ones(width)
    return (total / np.linalg.norm(total)).astype(np.float32)


@pytest.fixture(scope="module")
def e5() -> E5Embedder:
    return E5Embedder()


@pytest.fixture(scope="module")
def town(e5: E5Embedder) -> Searcher:
    return _searcher([(one["title"], one["body"]) for one in ARTICLES], e5)


def _searcher(texts: Sequence[tuple[str, str]], embedder: Embedder | None) -> Searcher:
    words = LexicalIndex()
    vectors = MeaningIndex(embedder.dimensions) if embedder else None
    for key, (title, body) in enumerate(texts):
        words.put(key, {"title": title, "body": body})
        if embedder and vectors is not None:
            parts = [title, *(one.full for one in passages.cut(body))]
            vectors.put(key, embedder.text(parts))
    return Searcher(words, vectors, embedder)


def _names(hits: Sequence[Ranked]) -> list[str]:
    return [ARTICLES[hit.key]["name"] for hit in hits]


@pytest.mark.parametrize("language", ["sv", "en", "fi", "fa", "ar", "so"])
def test_questions_in_many_languages_find_the_swedish_answer(language: str, town: Searcher) -> None:
    found = {
        question: ANSWERS[language][question] in _names(town.search(question, limit=SEEN))
        for question in ANSWERS[language]
    }

    assert found == dict.fromkeys(ANSWERS[language], True)


def test_a_word_that_the_model_does_not_know_is_found_by_a_synonym(e5: E5Embedder) -> None:
    words = LexicalIndex()
    words.use_synonyms(Synonyms.of(groups=[("turjubaan", "tolk")]))
    vectors = MeaningIndex(e5.dimensions)
    for key, one in enumerate(ARTICLES):
        words.put(key, {"title": one["title"], "body": one["body"]})
        vectors.put(key, e5.text([one["title"], one["body"]]))
    searcher = Searcher(words, vectors, e5)

    hits = searcher.search("turjubaan", limit=SEEN)

    assert "interpreter" in _names(hits)
    assert How.SYNONYM in {match.how for hit in hits for match in hit.why.matches}


@pytest.mark.parametrize(
    ("question", "doubtful"),
    [
        ("how do I get a building permit", False),
        ("simhallens priser", False),
        ("ansöka bygglov", False),
        ("asdfgh", True),
        ("recept på pannkakor", True),
        ("vem vann VM i fotboll 1994", True),
    ],
)
def test_a_hit_that_is_only_the_nearest_there_is_says_so(
    question: str, doubtful: bool, town: Searcher
) -> None:
    assert town.search(question)[0].why.doubtful is doubtful


def test_the_passage_nearest_in_meaning_is_told(e5: E5Embedder) -> None:
    body = (
        "## Avgift\nDet kostar 200 kronor i månaden.\n\n"
        "## Överklaga\nÄr du missnöjd med beslutet kan du vända dig till domstolen."
    )
    searcher = _searcher([("Hemtjänst", body), ("Skolmat", "Alla elever får lunch.")], e5)

    (hit, *_) = searcher.search("jag tycker att ni bestämde fel")

    assert (hit.key, hit.passage) == (0, 2)


@pytest.fixture
def dogs() -> list[tuple[str, str]]:
    return [
        ("Hundar i parken", "Hundar ska vara kopplade."),
        ("Avgift för parkering", "Avgiften betalas i automaten."),
        ("Bibliotek", "Böcker lånas ut."),
    ]


@pytest.mark.parametrize("embedder", [ConceptEmbedder(), None])
def test_words_are_found_with_and_without_meaning(
    dogs: list[tuple[str, str]], embedder: Embedder | None
) -> None:
    hits = _searcher(dogs, embedder).search("hund")

    assert hits[0].key == 0
    assert [match.found for match in hits[0].why.matches] == ["hundar"]
    assert hits[0].why.words == {"hundar"}


def test_meaning_finds_what_no_word_does_and_says_so(dogs: list[tuple[str, str]]) -> None:
    searcher = _searcher(dogs, ConceptEmbedder())

    hit = searcher.search("koira")[0]

    assert (hit.key, hit.why.matches) == (0, ())
    assert hit.why.nearness == pytest.approx(1, abs=1e-5)
    assert searcher.search("koira", by_meaning=False) == []


def test_one_or_two_letters_are_searched_by_words_alone(dogs: list[tuple[str, str]]) -> None:
    hits = _searcher(dogs, ConceptEmbedder()).search("bi", as_you_type=True)

    assert [(hit.key, hit.why.nearness) for hit in hits] == [(2, None)]


def test_texts_without_a_meaning_yet_are_found_by_their_words(
    dogs: list[tuple[str, str]],
) -> None:
    words = LexicalIndex()
    for key, (title, body) in enumerate(dogs):
        words.put(key, {"title": title, "body": body})
    embedder = ConceptEmbedder()
    vectors = MeaningIndex(embedder.dimensions)
    vectors.put(2, embedder.text(["Bibliotek"]))

    hit = Searcher(words, vectors, embedder).search("hundar")[0]

    assert (hit.key, hit.passage, hit.why.nearness) == (0, None, None)


def test_only_the_audiences_texts_are_found_by_either_way() -> None:
    words, embedder = LexicalIndex(), ConceptEmbedder()
    vectors = MeaningIndex(embedder.dimensions)
    for key, audience in ((1, 1), (2, 2), (3, 3)):
        words.put(key, {"body": "Hundar ska vara kopplade."}, audience)
        vectors.put(key, embedder.text(["Hundar ska vara kopplade."]), audience)
    searcher = Searcher(words, vectors, embedder)

    for question in ("hundar", "koira"):
        assert {hit.key for hit in searcher.search(question, audiences=1)} == {1, 3}
        assert {hit.key for hit in searcher.search(question, audiences=2)} == {2, 3}
        assert searcher.search(question, audiences=4) == []


def test_no_more_hits_than_asked_for_and_the_same_ones_first(town: Searcher) -> None:
    ten = town.search("vad kostar det", limit=10)

    assert len(ten) == 10
    assert [hit.key for hit in town.search("vad kostar det", limit=4)] == [
        hit.key for hit in ten[:4]
    ]


@pytest.mark.parametrize("query", ["", "   ", "?", "\x00", "a" * 5_000, "😀😀😀😀"])
def test_odd_questions_do_no_harm(query: str, town: Searcher) -> None:
    assert len(town.search(query, as_you_type=True)) <= 10


def test_an_empty_index_finds_nothing() -> None:
    assert _searcher([], ConceptEmbedder()).search("hund") == []
    assert _searcher([], None).search("hund") == []


def test_coverage_is_the_share_of_words_that_the_best_hits_have(
    dogs: list[tuple[str, str]],
) -> None:
    words = LexicalIndex()
    for key, (title, body) in enumerate(dogs):
        words.put(key, {"title": title, "body": body})

    def share(query: str) -> float:
        return coverage(query, words.search(query, limit=10))

    assert share("böcker och hundar kopplade qwxz") == pytest.approx(3 / 5)
    assert share("koira") == 0
    assert share("") == 0


@pytest.mark.parametrize("kind", ["fake", "real"])
def test_embedders_behave_alike(kind: str, e5: E5Embedder) -> None:
    embedder: Embedder = ConceptEmbedder() if kind == "fake" else e5
    question, text = embedder.query("price dog"), embedder.text(["Hundar och hund", "Vad kostar?"])
    far = embedder.text(["Gatubelysning"])

    assert question.vector.shape == text.vector.shape == (embedder.dimensions,)
    assert question.tokens.shape == (len(question.ids), embedder.dimensions)
    assert text.signs.shape == (len(text.ids), embedder.dimensions // 8)
    assert text.passage_tokens.sum() == len(text.ids)
    assert question.vector @ text.vector > question.vector @ far.vector
    assert np.linalg.norm(question.vector) == pytest.approx(1, abs=1e-5)
    assert embedder.text([]).signs.shape == (0, embedder.dimensions // 8)
    assert embedder.query("").tokens.shape == (0, embedder.dimensions)
