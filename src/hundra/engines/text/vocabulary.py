"""All word forms and terms of an index, numbered; found by beginning or without å, ä and ö."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort

from hundra.engines.text.analysis import SwedishAnalyzer, Term
from hundra.engines.text.tokens import folded


class Vocabulary:
    """Grows only. One thread at a time may add; any number may look up meanwhile."""

    def __init__(self, analyzer: SwedishAnalyzer) -> None:
        self._analyzer = analyzer
        self.form_texts: list[str] = []
        self.term_texts: list[str] = []
        self._forms: dict[str, int] = {}
        self._terms: dict[str, int] = {}
        self._form_terms: list[array[int]] = []
        self._form_weights: list[array[float]] = []
        self._folded: dict[str, list[str]] = {}
        self._sorted: list[str] = []

    def __len__(self) -> int:
        return len(self.form_texts)

    def form_numbers(self, words: list[str]) -> list[int]:
        """The numbers of word forms; new ones are analyzed and added."""
        known = self._forms
        return [known[word] if word in known else self._added(word) for word in words]

    def form_terms(self, form: int) -> tuple[array[int], array[float]]:
        """The numbers of a form's terms, with their weights."""
        return self._form_terms[form], self._form_weights[form]

    def has_form(self, word: str) -> bool:
        return word in self._forms

    def term_number(self, text: str) -> int | None:
        return self._terms.get(text)

    def words_of_form(self, word: str) -> list[Term]:
        """The terms of a form that is in the index, or of nothing."""
        return list(self._analyzer.terms(word)) if word in self._forms else []

    def beginning_with(self, prefix: str, *, most: int) -> list[str]:
        """Forms and terms that begin so, in their order; at most `most`."""
        start = bisect_left(self._sorted, prefix)
        window = self._sorted[start : start + most]
        return [word for word in window if word.startswith(prefix)]

    def typed_as(self, word: str) -> list[str]:
        """Forms and terms that are `word` but for accents and å, ä, ö ("forskola" → förskola)."""
        key = folded(word)
        found = list(self._folded.get(key, ()))
        if key in self._forms or key in self._terms:
            found.append(key)
        return [other for other in found if other != word]

    def _added(self, word: str) -> int:
        terms = self._analyzer.terms(word)
        numbers = array("i", [self._term_added(term.text) for term in terms])
        number = len(self.form_texts)
        self._form_terms.append(numbers)
        self._form_weights.append(array("f", [term.weight for term in terms]))
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
