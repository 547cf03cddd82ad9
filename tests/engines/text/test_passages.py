"""Texts cut into passages, and the passage shown."""

from __future__ import annotations

import pytest

from hundra.engines.text.passages import Excerpt, Passage, cut, excerpt, sentences


def test_a_sentence_ends_before_a_capital_letter() -> None:
    assert list(sentences("Du kan ansöka nu. Svar får du sen! Hur då? Ring.")) == [
        "Du kan ansöka nu.",
        "Svar får du sen!",
        "Hur då?",
        "Ring.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ring t.ex. Anna eller tel. 0980-319 000.",
        "Vi har öppet kl. 8 och ca. 300 platser.",
        "Enligt kap. 4 i lagen kan man t.o.m. 2026 söka.",
        "Det kostar 1.200 kr och tar 3.5 timmar.",
    ],
)
def test_abbreviations_and_numbers_end_no_sentence(text: str) -> None:
    assert list(sentences(text)) == [text]


def test_each_line_ends_a_sentence() -> None:
    assert list(sentences("Öppettider\nmåndag 8–16\n\ntisdag 9–17")) == [
        "Öppettider",
        "måndag 8–16",
        "tisdag 9–17",
    ]


def test_a_heading_begins_a_passage_and_stands_with_it() -> None:
    text = "Inledning.\n\n## Så ansöker du\nFyll i blanketten.\n\n## Avgift\nDet är gratis."

    assert cut(text) == [
        Passage("", "Inledning."),
        Passage("Så ansöker du", "Fyll i blanketten."),
        Passage("Avgift", "Det är gratis."),
    ]
    assert cut(text)[1].full == "Så ansöker du\nFyll i blanketten."


def test_no_passage_is_longer_than_asked_for_unless_a_sentence_is() -> None:
    text = "Ett två tre fyra. " * 10 + "Ord" + " ord" * 29 + " slut. Sist här."

    found = cut(text, most_words=12)

    assert [len(one.text.split()) for one in found] == [12, 12, 12, 4, 31, 2]
    assert " ".join(one.text for one in found).split() == text.split()


def test_list_marks_are_not_part_of_the_text() -> None:
    assert cut("- Ansök\n- Vänta\n1. Svar") == [Passage("", "Ansök Vänta Svar")]


def test_an_empty_text_has_no_passages() -> None:
    assert cut(" \n\n ") == []
    assert excerpt([], {"ord"}) is None


PASSAGES = [
    Passage("", "Bygglov söker du i e-tjänsten."),
    Passage("Avgift", "Avgiften för bygglov beror på ytan."),
    Passage("Tid", "Beslutet tar tio veckor."),
]


def test_the_passage_nearest_in_meaning_is_shown_with_the_words_marked() -> None:
    shown = excerpt(PASSAGES, {"bygglov", "avgiften"}, nearest=0)

    assert shown == Excerpt("", "Bygglov söker du i e-tjänsten.", ((0, 7),))


def test_without_meaning_the_passage_with_most_of_the_words_is_shown() -> None:
    shown = excerpt(PASSAGES, {"bygglov", "avgiften"})

    assert shown == Excerpt("Avgift", "Avgiften för bygglov beror på ytan.", ((0, 8), (13, 20)))


def test_a_passage_with_the_words_goes_before_a_near_one_without_any() -> None:
    shown = excerpt(PASSAGES, {"bygglov", "avgiften"}, nearest=2)

    assert shown is not None
    assert shown.heading == "Avgift"


def test_with_no_words_met_the_nearest_is_shown_unmarked() -> None:
    assert excerpt(PASSAGES, set(), nearest=2) == Excerpt("Tid", "Beslutet tar tio veckor.", ())
