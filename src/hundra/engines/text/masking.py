"""Texts that are kept without who: what may tell of a person is covered, wherever it stands.

Wider than what a person is asked to judge (`personal_data`): nobody looks at these before they
are kept, people search in small letters, and a number too many covered costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hundra.engines.text.personal_data import FindingKind, find_personal_data

MASK = "•••"
_BETWEEN = r"[ \t\u00a0\u2007\u202f.,/()+\u2010-\u2015\u2212-]{0,6}"
# Anything with an at sign in it, and six digits or more however they are grouped.
_AT = re.compile(r"\S*[@\uff20]\S*")
_DIGITS = re.compile(rf"\+?\d(?:{_BETWEEN}\d){{5,}}")
# "2025/2026" and "2025–26" tell of nobody.
_SCHOOL_YEAR = re.compile(r"20\d\d ?[-/\u2013] ?(?:20)?\d\d")
# "Granby 3:14" is a property with an owner.
_PROPERTY = re.compile(r"\d+:\d+")
_JOINED = re.compile(rf"{MASK}(?:\s*{MASK})+")


def masked(text: str) -> str:
    """The text with e-mail addresses, personal numbers, phone numbers, other long numbers,
    addresses and said names ("jag heter …") covered by `MASK`, in capital or small letters.
    """
    covered = bytearray(len(text))
    for start, end in _found(text):
        covered[start:end] = b"\1" * (end - start)
    shown = []
    for place, letter in enumerate(text):
        if not covered[place]:
            shown.append(letter)
        elif place == 0 or not covered[place - 1]:
            shown.append(MASK)
    return _JOINED.sub(MASK, "".join(shown)).strip()


def _found(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_AT, _DIGITS, _PROPERTY):
        for found in pattern.finditer(text):
            if not _SCHOOL_YEAR.fullmatch(found.group()):
                yield found.span()
    for finding in find_personal_data(text):
        yield finding.start, finding.end
    capitalised = _capitalised(text)
    for finding in find_personal_data(capitalised):
        start = finding.start
        if finding.kind == FindingKind.ADDRESS:
            start += _street_place(finding.text)
        yield start, finding.end


def _street_place(address: str) -> int:
    """Where the street's last word begins: capitals of our own made the words before it names."""
    words = list(re.finditer(r"[^\W\d]\S*", address))
    first = re.match(r"\d", address)
    return 0 if first or not words else _last_name(words)


def _last_name(words: list[re.Match[str]]) -> int:
    """The last word that is more than the letter of an entrance."""
    names = [word for word in words if len(word.group()) > 1]
    return (names or words)[-1].start()


def _capitalised(text: str) -> str:
    """Each word with a capital first letter, every letter in its place."""
    letters = list(text)
    for place, letter in enumerate(letters):
        first = place == 0 or not letters[place - 1].isalnum()
        if first and len(letter.upper()) == 1:
            letters[place] = letter.upper()
    return "".join(letters)
