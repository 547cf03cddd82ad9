"""Misspelt words of a query, corrected to words that the index has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from hundra.engines.text.lexicon import Lexicon
from hundra.engines.text.vocabulary import Vocabulary, letters_of

SHORTEST_CORRECTED = 4
_LONG = 8
_MOST_CORRECTIONS = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """What was probably meant; `confidence` between 0 and 1."""

    text: str
    confidence: float


class Speller:
    """Looks through all forms of the index: first by the letters they have, then by distance.

    One edit (a letter more, less or other, or two changed about: optimal string alignment,
    Damerau 1964) changes at most two bits of a word's set of letters, so that a count of bits
    over the whole vocabulary leaves few words to compare letter by letter.
    """

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon

    def corrections(self, word: str) -> list[Correction]:
        """The best corrections of a word that is unknown, the surest first."""
        if len(word) < SHORTEST_CORRECTED or not word.isalpha():
            return []
        allowed = 2 if len(word) >= _LONG else 1
        near = self._near(word, allowed)
        # Typed without å, ä and ö: what is missing there is no misspelling.
        texts = self._vocabulary.form_texts
        written = self._vocabulary.plain_texts if word.isascii() else texts
        found = process.extract_iter(
            word, [written[place] for place in near], scorer=OSA.distance, score_cutoff=allowed
        )
        ranked = []
        for _, distance, place in found:
            other = texts[near[place]]
            ranked.append((self._unlikeness(word, other, int(distance)), other))
        ranked.sort()
        if not ranked:
            return []
        best = ranked[0][0]
        return [
            Correction(other, max(0.3, 0.9 - 0.2 * unlikeness))
            for unlikeness, other in ranked[:_MOST_CORRECTIONS]
            if unlikeness <= best + _CLOSE
        ]

    def _near(self, word: str, allowed: int) -> list[int]:
        """The forms of the index that may be so near, by their letters and length."""
        letters, sizes = self._vocabulary.letters.values, self._vocabulary.sizes.values
        # Another thread may be adding a form just now.
        size = min(len(letters), len(sizes), len(self._vocabulary))
        near = np.bitwise_count(letters[:size] ^ np.uint32(letters_of(word))) <= 2 * allowed
        near &= np.abs(sizes[:size] - len(word)) <= allowed
        return np.flatnonzero(near).tolist()

    def _unlikeness(self, word: str, other: str, distance: int) -> float:
        """The distance; less for the slips that sound alike, and for common words."""
        return (
            distance
            - _SOUND * (sounding(word) == sounding(other))
            + _FIRST_LETTER * (word[0] != other[0])
            - _COMMON * float(np.log10(self._lexicon.frequency(other) * 1e8))
        )


_CLOSE = 0.3
_SOUND = 0.5
_FIRST_LETTER = 0.5
_COMMON = 0.05
_SOUNDS = (
    *(("stj", "sj"), ("skj", "sj"), ("sch", "sj"), ("ch", "sj"), ("tj", "kj"), ("dj", "j")),
    *(("gj", "j"), ("hj", "j"), ("lj", "j"), ("ck", "k"), ("c", "s"), ("z", "s"), ("w", "v")),
    *(("q", "k"), ("x", "ks"), ("å", "o"), ("ä", "e"), ("gn", "ngn")),
)


def sounding(word: str) -> str:
    """The word as it sounds, roughly: single consonants, å as o, ä as e, sj and tj as one."""
    for written, spoken in _SOUNDS:
        word = word.replace(written, spoken)
    return "".join(
        letter for before, letter in zip(" " + word, word, strict=False) if letter != before
    )
