"""From running text to the terms under which it is found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hundra.engines.text.compounds import CompoundSplitter
from hundra.engines.text.lexicon import Lexicon, swedish_lexicon
from hundra.engines.text.synonyms import Synonyms
from hundra.engines.text.tokens import words

PART_WEIGHT = 0.5
"""What a part of a compound counts against a word of its own."""
INNER_PART_WEIGHT = 0.35
"""The same for a part of a part ("lov" of "bygglov" in "bygglovshandläggare")."""
DERIVED_WEIGHT = 0.6
"""What the verb of a noun counts ("ansöka" of "ansökan")."""
_SEPARATED_WEIGHT = 0.8
_MOST_KNOWN = 30_000
_MOST_HEADWORDS = 3


class TermKind(StrEnum):
    WORD = "word"
    STEM = "stem"
    PART = "part"
    FOLDED = "folded"
    SYNONYM = "synonym"


@dataclass(frozen=True, slots=True)
class Term:
    """What a word is found under: a headword or a stem. `weight` is 1 for the word itself."""

    text: str
    weight: float
    kind: TermKind


@dataclass(frozen=True, slots=True)
class AnalyzedToken:
    """A word at `start`:`end` of the text, as it is compared, and the terms it stands for."""

    text: str
    start: int
    end: int
    terms: tuple[Term, ...]


class SwedishAnalyzer:
    """Headwords instead of inflected forms, and the parts of compounds beside them.

    A form is analyzed once and then remembered. Safe for many threads.
    """

    def __init__(self, lexicon: Lexicon | None = None, *, synonyms: Synonyms | None = None) -> None:
        self.lexicon = lexicon or swedish_lexicon()
        self.synonyms = synonyms or Synonyms()
        self._splitter = CompoundSplitter(self.lexicon)
        self._known: dict[str, tuple[Term, ...]] = {}
        self._known_parts: dict[str, list[str]] = {}

    def analyze(self, text: str) -> list[AnalyzedToken]:
        """The words of the text with their places and terms."""
        return [
            AnalyzedToken(word, start, end, self.terms(word)) for word, start, end in words(text)
        ]

    def terms(self, word: str) -> tuple[Term, ...]:
        """The terms of one word (as `tokens.normal` gives it), the strongest of each text."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = self._terms(word)
        return known

    def known(self, word: str) -> bool:
        """Is the word Swedish, by the dictionary or as a compound of its words?"""
        return not word.isalpha() or self.lexicon.knows(word) or len(self.terms(word)) > 1

    def parts(self, word: str) -> list[str]:
        """The headwords that a compound is made of, in order; nothing if it is none."""
        known = self._known_parts.get(word)
        if known is None:
            if len(self._known_parts) >= _MOST_KNOWN:
                self._known_parts.clear()
            known = self._known_parts[word] = self._parts(word)
        return known

    def _parts(self, word: str) -> list[str]:
        for whole in (word, *self.lexicon.headwords(word)[:1]):
            split = self._splitter.split(whole)
            if split is not None:
                return list(split.parts)
        return []

    def _terms(self, word: str) -> tuple[Term, ...]:
        found: dict[str, Term] = {}
        for term in self._all_terms(word):
            if term.text not in found or found[term.text].weight < term.weight:
                found[term.text] = term
        return tuple(found.values())

    def _all_terms(self, word: str) -> list[Term]:
        if not word.isalpha():
            return self._separated(word)
        heads = self.lexicon.headwords(word)[:_MOST_HEADWORDS]
        split = self._splitter.split(word)
        if split is None and heads and heads[0] != word:
            split = self._splitter.split(heads[0])
        if not heads:
            heads = [split.compound if split else self.lexicon.stem(word)]
        terms = [Term(head, 1.0, TermKind.WORD) for head in heads]
        if split is None:
            return terms + self._derived(heads)
        for part in split.parts:
            terms.append(Term(part, PART_WEIGHT, TermKind.PART))
            terms += self._inner(part)
        return terms

    def _derived(self, heads: list[str]) -> list[Term]:
        verbs = {self.lexicon.derivation(head) for head in heads} - {None}
        return [Term(verb, DERIVED_WEIGHT, TermKind.STEM) for verb in sorted(filter(None, verbs))]

    def _inner(self, part: str) -> list[Term]:
        inner = self._splitter.split(part)
        texts = list(inner.parts) if inner else []
        texts += [term.text for term in self._derived([part])]
        return [Term(text, INNER_PART_WEIGHT, TermKind.PART) for text in texts]

    def _separated(self, word: str) -> list[Term]:
        """ "covid-19", "e-tjänsten", "SMHI:s": the whole, and each part as a word of its own."""
        terms = [Term(word, 1.0, TermKind.WORD)]
        pieces = [piece for piece, _, _ in words(_spaced(word))]
        if len(pieces) > 1:
            for piece in pieces:
                terms += [
                    Term(term.text, term.weight * _SEPARATED_WEIGHT, TermKind.PART)
                    for term in self.terms(piece)
                    if len(piece) > 1
                ]
        return terms


def _spaced(word: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in word)
