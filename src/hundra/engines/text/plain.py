"""Texts from outside, freed from what cannot be seen but does harm."""

from __future__ import annotations

import re
import unicodedata

# Control characters (but line breaks and tabs) and lone halves of surrogate pairs.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Overrides, embeddings and isolates can show a text in another order than it is written
# (https://trojansource.codes). The plain marks U+200E and U+200F stay: right-to-left needs them.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_MANY_BREAKS = re.compile(r"\n{3,}")
# More than four marks on one letter is no writing of any language, it only smears the page.
_PILED_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff]+"
)


def plain_text(text: str) -> str:
    """The text in NFC, without control characters, forced directions and piles of marks.

    Line breaks become `\\n`, at most one empty line in a row; nothing around it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _DIRECTIONS.sub("", _CONTROLS.sub("", text))
    text = _PILED_MARKS.sub(r"\1", unicodedata.normalize("NFC", text))
    return _MANY_BREAKS.sub("\n\n", text).strip()


def plain_letters(text: str) -> str:
    """Lower case without dots, rings and accents, so that "aldre" meets "äldre"."""
    split = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "a"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))
