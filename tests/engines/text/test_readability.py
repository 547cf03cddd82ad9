"""LIX as Björnsson counts it."""

import pytest

from hundra.engines.text.readability import Ease, readability


def test_lix_is_words_per_sentence_and_percent_of_long_words():
    found = readability("Kommunen hjälper dig. Ansök i dag!")

    assert (found.words, found.sentences, found.long_words) == (6, 2, 2)
    assert found.lix == pytest.approx(6 / 2 + 100 * 2 / 6)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [("Ett. Två? Tre!", 3), ("Rubrik\n\nText.", 2), ("- ett\n- två", 2), ("Kl. 8.30 på dagen", 2)],
)
def test_headings_and_items_are_sentences(text, sentences):
    assert readability(text).sentences == sentences


@pytest.mark.parametrize(
    ("text", "ease"),
    [
        ("Du får hjälp. Ring oss.", Ease.VERY_EASY),
        ("Kommunstyrelsens förvaltningsövergripande samordningsfunktion", Ease.VERY_HEAVY),
        ("", Ease.VERY_EASY),
    ],
)
def test_the_steps_of_ease(text, ease):
    assert readability(text).ease is ease
