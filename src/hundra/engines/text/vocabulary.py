"""All word forms and terms of an index, numbered; found by beginning or without å, ä and ö."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from hundra.engines.text.analysis import SwedishAnalyzer
from hundra.engines.text.tokens import folded

_PLAIN = str.maketrans("åäöé", "aaoe")
_Number = TypeVar("_Number", np.int32, np.uint32, np.float32)


class Growing(Generic[_Number]):
    """An array that grows at its end. What was seen of it once never changes."""

    def __init__(self, kind: type[_Number]) -> None:
        self._room: npt.NDArray[_Number] = np.empty(1024, kind)
        self._size = 0

    def extend(self, numbers: list[int] | list[float]) -> None:
        size = self._size + len(numbers)
        if size > len(self._room):
            room = np.empty(size * 2, self._room.dtype)
            room[: self._size] = self._room[: self._size]
            self._room = room
        self._room[self._size : size] = numbers
        self._size = size

    @property
    def values(self) -> npt.NDArray[_Number]:
        return self._room[: self._size]

    def __len__(self) -> int:
        return self._size


class Vocabulary:
    """Grows only. One thread at a time may add; any number may look up meanwhile."""

    def __init__(self, analyzer: SwedishAnalyzer) -> None:
        self._analyzer = analyzer
        self.form_texts: list[str] = []
        self.plain_texts: list[str] = []
        self.term_texts: list[str] = []
        self._forms: dict[str, int] = {}
        self._terms: dict[str, int] = {}
        # The terms of form n are ends[n]:ends[n + 1] of the terms, as are their weights.
        self._form_terms = Growing(np.int32)
        self._form_weights = Growing(np.float32)
        self._headwords: list[int] = []
        self._ends = Growing(np.int32)
        self._ends.extend([0])
        # For the speller: the set of each form's letters, as bits, and its length.
        self.letters = Growing(np.uint32)
        self.sizes = Growing(np.int32)
        self._folded: dict[str, list[str]] = {}
        self._sorted: list[str] = []

    def __len__(self) -> int:
        return len(self.form_texts)

    def form_numbers(self, words: list[str]) -> list[int]:
        """The numbers of word forms; new ones are analyzed and added."""
        known = self._forms
        return [known[word] if word in known else self._added(word) for word in words]

    def terms_of(
        self, forms: npt.NDArray[np.int32]
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """All terms of many forms: the place in `forms` they belong to, the term, its weight."""
        ends = self._ends.values
        starts = ends[forms].astype(np.intp)
        sizes = ends[forms + 1] - starts
        places = np.repeat(np.arange(len(forms)), sizes)
        # The n-th term of each form: the running number less that at which the form began.
        began = np.cumsum(sizes) - sizes
        chosen = np.arange(len(places)) + np.repeat(starts - began, sizes)
        return places, self._form_terms.values[chosen], self._form_weights.values[chosen]

    def term_number(self, text: str) -> int | None:
        return self._terms.get(text)

    def beginning_with(self, prefix: str, *, most: int) -> list[int]:
        """The headwords of the forms and terms that begin so; of `most` of them at most."""
        start = bisect_left(self._sorted, prefix)
        found: dict[int, None] = {}
        for word in self._sorted[start : start + most]:
            if not word.startswith(prefix):
                break
            form = self._forms.get(word)
            found[self._terms[word] if form is None else self._headwords[form]] = None
        return list(found)

    def typed_as(self, word: str) -> list[str]:
        """Forms and terms that are `word` but for accents and å, ä, ö ("forskola" → förskola)."""
        key = folded(word)
        found = list(self._folded.get(key, ()))
        if key in self._forms or key in self._terms:
            found.append(key)
        return [other for other in found if other != word]

    def _added(self, word: str) -> int:
        terms = self._analyzer.terms(word)
        number = len(self.form_texts)
        numbers = [self._term_added(term.text) for term in terms]
        self._headwords.append(numbers[0])
        self._form_terms.extend(numbers)
        self._form_weights.extend([term.weight for term in terms])
        self._ends.extend([len(self._form_terms)])
        self.letters.extend([letters_of(word)])
        self.sizes.extend([len(word)])
        self.plain_texts.append(folded(word))
        self.form_texts.append(word)
        if word not in self._terms:
            self._filed(word)
        self._forms[word] = number
        return number

    def _term_added(self, text: str) -> int:
        number = self._terms.get(text)
        if number is None:
            number = len(self.term_texts)
            self.term_texts.append(text)
            if text not in self._forms:
                self._filed(text)
            self._terms[text] = number
        return number

    def _filed(self, word: str) -> None:
        insort(self._sorted, word)
        key = folded(word)
        if key != word:
            self._folded.setdefault(key, []).append(word)


def letters_of(word: str) -> int:
    """The set of the word's letters as 32 bits; å, ä and ö as a and o."""
    bits = 0
    for letter in word.translate(_PLAIN):
        bits |= 1 << (ord(letter) % 32)
    return bits
