"""The index of meanings, against plain calculation of the same."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from hundra.engines.text.meaning import QueryMeaning, TextMeaning, sign_bits
from hundra.engines.text.vectors import MeaningIndex, TokenScore, signs_as_numbers

WIDTH = 16


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def _text(rng: np.random.Generator, passages: tuple[int, ...] = (3, 2)) -> TextMeaning:
    count = sum(passages)
    return TextMeaning(
        vector=_unit(rng.standard_normal(WIDTH)),
        signs=sign_bits(rng.standard_normal((count, WIDTH)).astype(np.float32)),
        ids=rng.integers(5, 40, count).astype(np.int32),
        passage_tokens=np.array(passages, np.int32),
    )


def _question(rng: np.random.Generator, tokens: int = 4) -> QueryMeaning:
    return QueryMeaning(
        vector=_unit(rng.standard_normal(WIDTH)),
        tokens=_unit(rng.standard_normal((tokens, WIDTH))),
        ids=rng.integers(5, 40, tokens).astype(np.int32),
    )


def _filled(count: int, seed: int = 1) -> tuple[MeaningIndex, dict[int, TextMeaning]]:
    rng = np.random.default_rng(seed)
    index = MeaningIndex(WIDTH)
    texts = {key: _text(rng) for key in range(count)}
    for key, text in texts.items():
        index.put(key, text, audience=1 + key % 2)
    return index, texts


def test_the_nearest_are_those_of_an_exhaustive_search() -> None:
    index, texts = _filled(700)
    question = _question(np.random.default_rng(2))

    found = index.nearest(question, audiences=3, limit=20)

    cosines = {key: float(text.vector @ question.vector) for key, text in texts.items()}
    expected = sorted(cosines, key=lambda key: -cosines[key])[:20]
    assert [key for key, _ in found] == expected
    assert [cosine for _, cosine in found] == pytest.approx([cosines[key] for key in expected])


@pytest.mark.parametrize("removed", [0, 500])
def test_among_many_texts_the_nearest_are_found_by_the_directions_they_differ_in(
    removed: int,
) -> None:
    width, rng = 384, np.random.default_rng(5)
    spread = np.geomspace(1, 0.05, width)  # As texts' vectors: some directions tell much more.
    vectors = _unit(rng.standard_normal((5_000, width)) * spread + 1)
    index, no_tokens = MeaningIndex(width), np.zeros((0, width), np.float32)
    nothing = np.zeros(0, np.int32)
    for key, vector in enumerate(vectors):
        text = TextMeaning(
            vector=vector, signs=sign_bits(no_tokens), ids=nothing, passage_tokens=nothing
        )
        index.put(key, text, audience=1 + key % 2)
    for key in range(removed):
        index.remove(key)
    vector = _unit(rng.standard_normal(width) * spread + 1)
    question = QueryMeaning(vector=vector, tokens=no_tokens, ids=nothing)

    found = [key for key, _ in index.nearest(question, audiences=2, limit=50)]

    may_be_seen = [key for key in range(removed, 5_000) if key % 2]
    nearest = sorted(may_be_seen, key=lambda key: -float(vectors[key] @ question.vector))[:50]
    assert found[:10] == nearest[:10]
    assert len(set(found) & set(nearest)) >= 48


def test_only_the_audiences_texts_are_found() -> None:
    index, _ = _filled(50)
    question = _question(np.random.default_rng(2))

    assert {key % 2 for key, _ in index.nearest(question, audiences=1, limit=50)} == {0}
    assert {key % 2 for key, _ in index.nearest(question, audiences=2, limit=50)} == {1}
    assert index.nearest(question, audiences=4, limit=50) == []


def test_a_text_put_again_is_replaced_and_one_removed_is_gone() -> None:
    index, texts = _filled(300)
    question = _question(np.random.default_rng(2))
    for key in range(0, 300, 3):
        index.remove(key)
    for key in range(1, 300, 3):
        index.put(key, texts[key - 1], audience=1)
    index.remove(12345)

    found = dict(index.nearest(question, audiences=3, limit=300))

    assert len(index) == len(found) == 200
    assert {key % 3 for key in found} == {1, 2}
    assert found[4] == pytest.approx(float(texts[3].vector @ question.vector))
    assert 3 not in index
    assert 4 in index


def test_token_scores_are_the_weighted_mean_of_best_cosines() -> None:
    index, texts = _filled(40)
    question = _question(np.random.default_rng(3))

    found = index.token_scores(question, [7, 8])

    with_token = {
        token: sum(token in text.ids for text in texts.values()) for token in question.ids
    }
    weights = np.array([max(np.log(41 / (with_token[token] + 1)), 0.05) for token in question.ids])
    weights /= weights.sum()
    expected = []
    for key in (7, 8):
        numbers = signs_as_numbers(texts[key].signs) / np.sqrt(WIDTH)
        cosines = question.tokens @ numbers.T
        passages = [weights @ cosines[:, :3].max(axis=1), weights @ cosines[:, 3:].max(axis=1)]
        score = float(weights @ cosines.max(axis=1))
        expected.append(TokenScore(pytest.approx(score, abs=1e-5), int(np.argmax(passages))))
    assert found == expected


def test_a_text_that_is_missing_or_empty_has_no_scores() -> None:
    index, _ = _filled(3)
    rng = np.random.default_rng(4)
    index.put(9, _text(rng, passages=()))
    question = _question(rng)

    scores = index.token_scores(question, [9, 77, 1])

    assert scores[:2] == [None, None]
    assert scores[2] is not None
    assert np.isnan(index.cosines(question, [77, 1])).tolist() == [True, False]


def test_a_question_without_tokens_has_no_token_scores() -> None:
    index, _ = _filled(3)

    assert index.token_scores(_question(np.random.default_rng(4), tokens=0), [1, 2]) == [None] * 2


def test_an_empty_passage_is_never_the_best() -> None:
    index = MeaningIndex(WIDTH)
    rng = np.random.default_rng(5)
    index.put(1, _text(rng, passages=(0, 2, 0)))

    (score,) = index.token_scores(_question(rng), [1])

    assert score is not None
    assert score.passage == 1


def test_an_index_without_texts_finds_nothing() -> None:
    assert MeaningIndex(WIDTH).nearest(_question(np.random.default_rng(1))) == []


def test_vectors_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="16"):
        MeaningIndex(8).put(1, _text(np.random.default_rng(1)))


def test_a_meaning_is_the_same_after_being_stored() -> None:
    text = _text(np.random.default_rng(1), passages=(2, 0, 4))

    again = TextMeaning.from_bytes(text.to_bytes())

    for name in ("vector", "signs", "ids", "passage_tokens"):
        assert getattr(again, name).tolist() == getattr(text, name).tolist()


def test_bytes_that_are_no_meaning_are_refused() -> None:
    stored = _text(np.random.default_rng(1)).to_bytes()

    with pytest.raises(ValueError, match="bytes"):
        TextMeaning.from_bytes(stored[:-1])


def test_searches_see_a_whole_index_while_others_put() -> None:
    index, texts = _filled(50)
    question = _question(np.random.default_rng(6))
    stop = threading.Event()
    faults: list[str] = []

    def look() -> None:
        while not stop.is_set():
            found = index.nearest(question, audiences=3, limit=2000)
            index.token_scores(question, [key for key, _ in found[:10]])
            if len({key for key, _ in found}) != len(found):
                faults.append("a text twice")

    searchers = [threading.Thread(target=look) for _ in range(3)]
    for searcher in searchers:
        searcher.start()
    for key in range(50, 1000):
        index.put(key, texts[key % 50], audience=3)
        if key % 4 == 0:
            index.remove(key - 20)
    stop.set()
    for searcher in searchers:
        searcher.join()

    assert faults == []
