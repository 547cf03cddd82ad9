"""From a query to what is looked up: slots with alternatives, each of weighted terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from hundra.engines.text.analysis import SwedishAnalyzer, TermKind
from hundra.engines.text.function_words import ENGLISH_FUNCTION_WORDS
from hundra.engines.text.spelling import Speller
from hundra.engines.text.tokens import words
from hundra.engines.text.vocabulary import Vocabulary

FOLDED_WEIGHT = 0.9
"""A word typed without its å, ä or ö, where the word as typed is unknown."""
FOLDED_KNOWN_WEIGHT = 0.5
"""The same where the word as typed is a word too ("mal" for "mål")."""
PREFIX_WEIGHT = 0.7
"""What goes on after the letters typed so far."""
PREFIX_KNOWN_WEIGHT = 0.4
"""The same where the letters typed so far are a word of the index already."""
PARTS_WEIGHT = 0.7
"""The parts of a compound in the query, found apart, against the compound itself."""
SYNONYM_WEIGHT = 0.9
SHORTEST_PREFIX = 2
_MOST_CONTINUATIONS = 40
_LOOKED_AT = 400
_SHORTEST_FOREIGN = 3


class How(StrEnum):
    """How a word of the query met a word of the text, the surest first."""

    EXACT = "exact"
    INFLECTED = "inflected"
    DERIVED = "derived"
    FOLDED = "folded"
    BEGINNING = "beginning"
    PART = "part"
    SYNONYM = "synonym"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term that is looked up: how much it counts, and how it came from the query."""

    term: int
    weight: float
    how: How


@dataclass(slots=True)
class Group:
    """Terms of which the best one in a document counts, as one word."""

    terms: dict[int, Wanted] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)
    summed: bool = False
    """Do the document frequencies of the terms add up (many words), or are they one word?"""

    def add(self, term: int | None, weight: float, how: How) -> None:
        if term is not None and (term not in self.terms or self.terms[term].weight < weight):
            self.terms[term] = Wanted(term, weight, how)


@dataclass(frozen=True, slots=True)
class Alternative:
    """All groups are wanted together; those present count as far as they are all there."""

    groups: tuple[Group, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Slot:
    """One word (or phrase) of the query; the best alternative in a document counts."""

    text: str
    start: int
    end: int
    alternatives: tuple[Alternative, ...]


def _telling(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The words without English function words, unless there are no others."""
    telling = [one for one in found if one[0] not in ENGLISH_FUNCTION_WORDS]
    return telling or found


class Planner:
    """Plans one query after the other; holds nothing of them."""

    def __init__(self, analyzer: SwedishAnalyzer, vocabulary: Vocabulary, speller: Speller) -> None:
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._speller = speller

    def plan(
        self, query: str, *, as_you_type: bool, common: Callable[[list[int]], list[int]]
    ) -> list[Slot]:
        """The slots of a query. `common` picks the most common of many terms."""
        found = list(words(query))
        typing = as_you_type and bool(found) and found[-1][2] == len(query)
        has_swedish_letters = any(letter in query.lower() for letter in "åäö")
        correct = not self._foreign([word for word, _, _ in found])
        found = _telling(found)
        slots = []
        place = 0
        while place < len(found):
            taken, alternatives = self._phrase(found, place)
            word, start, _ = found[place]
            end = found[place + taken - 1][2]
            last = typing and place + taken == len(found) and taken == 1
            if taken == 1:
                alternatives += self._word(
                    word,
                    fold=not has_swedish_letters,
                    correct=correct,
                    common=common if last else None,
                )
            else:
                alternatives += [self._conjunction([w for w, _, _ in found[place : place + taken]])]
            text = query[start:end]
            wanted = tuple(one for one in alternatives if any(g.terms for g in one.groups))
            slots.append(Slot(text, start, end, wanted))
            place += taken
        return slots

    def _foreign(self, found: list[str]) -> bool:
        """Are most words of a longer query unknown? Then it is in another language, and what
        looks like misspelt Swedish in it is not."""
        if len(found) < _SHORTEST_FOREIGN:
            return False
        unknown = sum(
            not self._analyzer.known(word)
            and self._vocabulary.term_number(word) is None
            and not self._vocabulary.typed_as(word)
            for word in found
        )
        return 2 * unknown > len(found)

    def _phrase(
        self, found: list[tuple[str, int, int]], place: int
    ) -> tuple[int, list[Alternative]]:
        """The longest phrase with synonyms that begins here: its length, and the synonyms."""
        synonyms = self._analyzer.synonyms
        for size in range(min(synonyms.longest, len(found) - place), 0, -1):
            phrase = tuple(word for word, _, _ in found[place : place + size])
            targets = self._synonyms_of(phrase)
            if targets:
                return size, [
                    self._conjunction(target, How.SYNONYM, SYNONYM_WEIGHT) for target in targets
                ]
        return 1, []

    def _synonyms_of(self, phrase: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        also = self._analyzer.synonyms.also
        return also.get(phrase) or also.get(self._lemmas(phrase)) or ()

    def _lemmas(self, phrase: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._analyzer.terms(word)[0].text for word in phrase)

    def _conjunction(
        self, phrase: tuple[str, ...] | list[str], how: How | None = None, weight: float = 1.0
    ) -> Alternative:
        groups = []
        for word in phrase:
            group = Group()
            self._add_word(group, word, how=how)
            groups.append(group)
        return Alternative(tuple(groups), weight)

    def _word(
        self,
        word: str,
        *,
        fold: bool,
        correct: bool,
        common: Callable[[list[int]], list[int]] | None,
    ) -> list[Alternative]:
        group = Group()
        self._add_word(group, word)
        known = bool(group.terms)
        if fold or not known:
            self._add_folded(group, word, known=known)
        if common is not None:
            self._add_continuations(group, word, common)
        alternatives = [Alternative((group,), 1.0), *self._parts(word, How.PART)]
        found = any(group.terms for one in alternatives for group in one.groups)
        if correct and not found and not self._analyzer.lexicon.knows(word):
            alternatives += self._corrected(word)
        return alternatives

    def _add_word(
        self, group: Group, word: str, *, how: How | None = None, weight: float = 1.0
    ) -> None:
        for term in self._analyzer.terms(word):
            if term.kind is TermKind.WORD:
                group.texts[term.text] = None
                group.add(
                    self._vocabulary.term_number(term.text),
                    weight,
                    how or (How.EXACT if term.text == word else How.INFLECTED),
                )
            elif term.kind is TermKind.STEM:
                group.add(
                    self._vocabulary.term_number(term.text),
                    weight * term.weight,
                    how or How.DERIVED,
                )

    def _add_folded(self, group: Group, word: str, *, known: bool) -> None:
        weight = FOLDED_KNOWN_WEIGHT if known else FOLDED_WEIGHT
        for other in self._vocabulary.typed_as(word):
            self._add_word(group, other, how=How.FOLDED, weight=weight)

    def _add_continuations(
        self, group: Group, word: str, common: Callable[[list[int]], list[int]]
    ) -> None:
        if len(word) < SHORTEST_PREFIX:
            return
        numbers = self._vocabulary.beginning_with(word, most=_LOOKED_AT)
        weight = PREFIX_KNOWN_WEIGHT if group.terms else PREFIX_WEIGHT
        group.summed = not group.terms
        for number in common(numbers)[:_MOST_CONTINUATIONS]:
            group.add(number, weight, How.BEGINNING)

    def _parts(self, word: str, how: How) -> list[Alternative]:
        parts = self._analyzer.parts(word)
        groups = []
        for part in parts:
            group = Group()
            self._add_word(group, part, how=how)
            for target in self._analyzer.synonyms.also.get((part,), ()):
                if len(target) == 1:
                    self._add_word(group, target[0], how=How.SYNONYM, weight=SYNONYM_WEIGHT)
            groups.append(group)
        return [Alternative(tuple(groups), PARTS_WEIGHT)] if groups else []

    def _corrected(self, word: str) -> Iterator[Alternative]:
        for correction in self._speller.corrections(word):
            group = Group()
            weight = correction.confidence
            self._add_word(group, correction.text, how=How.CORRECTED, weight=weight)
            if group.terms:
                yield Alternative((group,), 1.0)
            for parts in self._parts(correction.text, How.CORRECTED):
                yield Alternative(parts.groups, parts.weight * weight)
