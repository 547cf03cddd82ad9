"""Words of a running text, in any script, and the letters under which they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Letters and digits with their combining marks; joined by hyphen, apostrophe, point or colon
# between letters ("e-tjänst", "SMHI:s", "bl.a"), or by the Persian joiner.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_RUN = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_WORD = re.compile(rf"{_RUN}(?:[-\u2010\u2011'’:.]{_RUN})*")
_UNWRITTEN = re.compile("[\u064b-\u065f\u0670\u0640\u200c\u200d\u0591-\u05c7]")
_HYPHENS = str.maketrans("\u2010\u2011’", "--'")
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "a", "ß": "ss", "đ": "d", "ł": "l", "ı": "i", "ة": "ه", "ى": "ي", "ک": "ك"}
    | {"ی": "ي", "أ": "ا", "إ": "ا", "آ": "ا", "ё": "е"}
)
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("aa", "a"))
LONGEST_WORD = 80


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word as it is compared (lower case, NFC, without vowel marks), and its place."""
    for found in _WORD.finditer(text):
        if found.end() - found.start() <= LONGEST_WORD:
            yield normal(found.group()), found.start(), found.end()


def word_list(text: str) -> list[str]:
    """The words of a text as they are compared, without their places: the faster way."""
    return [normal(word) for word in _WORD.findall(text) if len(word) <= LONGEST_WORD]


def normal(word: str) -> str:
    """A word as it is compared."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFC", word.lower()).translate(_HYPHENS)
    return _UNWRITTEN.sub("", word) or word


def folded(word: str) -> str:
    """The word as a keyboard without å, ä and ö has it: "äldre", "aldre" and "aeldre" are one.

    Accents are taken off too, in any script that has them.
    """
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.translate(_LETTERS))
        word = "".join(letter for letter in word if not unicodedata.combining(letter))
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    return word
