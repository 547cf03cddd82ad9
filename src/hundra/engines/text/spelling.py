"""Misspelt words of a query, corrected to words that the index has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from hundra.engines.text.lexicon import Lexicon
from hundra.engines.text.vocabulary import Vocabulary

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
        self._letters: npt.NDArray[np.uint32] = np.empty(0, np.uint32)
        self._lengths: npt.NDArray[np.uint8] = np.empty(0, np.uint8)

    def corrections(self, word: str) -> list[Correction]:
        """The best corrections of a word that is unknown, the surest first."""
        if len(word) < SHORTEST_CORRECTED or not word.isalpha():
            return []
        allowed = 2 if len(word) >= _LONG else 1
        letters, lengths = self._tables()
        near = np.bitwise_count(letters ^ np.uint32(_letters(word))) <= 2 * allowed
        near &= np.abs(lengths.astype(np.int16) - len(word)) <= allowed
        texts = self._vocabulary.form_texts
        ranked = []
        for place in np.flatnonzero(near).tolist():
            other = texts[place]
            distance = OSA.distance(word, other, score_cutoff=allowed)
            if distance <= allowed:
                ranked.append((self._unlikeness(word, other, distance), other))
        ranked.sort()
        if not ranked:
            return []
        best = ranked[0][0]
        return [
            Correction(other, max(0.3, 0.9 - 0.2 * unlikeness))
            for unlikeness, other in ranked[:_MOST_CORRECTIONS]
            if unlikeness <= best + _CLOSE
        ]

    def _unlikeness(self, word: str, other: str, distance: int) -> float:
        """The distance; less for the slips that sound alike, and for common words."""
        return (
            distance
            - _SOUND * (sounding(word) == sounding(other))
            + _FIRST_LETTER * (word[0] != other[0])
            - _COMMON * float(np.log10(self._lexicon.frequency(other) * 1e8))
        )

    def _tables(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
        """Sets of letters and lengths of all forms, brought up to date."""
        letters, lengths = self._letters, self._lengths
        known = min(len(letters), len(lengths))
        texts = self._vocabulary.form_texts
        size = len(texts)
        if known < size:
            new = texts[known:size]
            letters = np.append(letters[:known], np.array([_letters(w) for w in new], np.uint32))
            lengths = np.append(
                lengths[:known], np.array([min(len(w), 255) for w in new], np.uint8)
            )
            self._letters, self._lengths = letters, lengths
        size = min(len(letters), len(lengths))
        return letters[:size], lengths[:size]


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


def _letters(word: str) -> int:
    """The set of the word's letters as 32 bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 32 if letter.isascii() else 26 + ord(letter) % 6)
    return bits
