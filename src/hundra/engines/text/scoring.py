"""BM25F over the postings of a segment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hundra.engines.text.lexicon import Lexicon
from hundra.engines.text.planning import Group, Slot
from hundra.engines.text.segments import Floats, Ints, Segment

K1 = 1.2
"""How fast a repeated word stops counting (Robertson & Zaragoza 2009: 1.2 to 2)."""
PRIOR_DOCUMENTS = 100
"""So many imagined documents of ordinary Swedish stand beside the collection's own."""
_LEAST_PRIOR_LENGTH = 50


@dataclass(frozen=True, slots=True)
class WeighedGroup:
    idf: float
    terms: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class WeighedAlternative:
    weight: float
    groups: tuple[WeighedGroup, ...]


WeighedSlot = tuple[WeighedAlternative, ...]


class Statistics:
    """How many documents have a term, in the collection and in ordinary Swedish."""

    def __init__(
        self,
        segments: Sequence[Segment],
        lexicon: Lexicon,
        term_texts: list[str],
        mean_length: float,
    ) -> None:
        self._segments = segments
        self._lexicon = lexicon
        self._term_texts = term_texts
        self._mean_length = max(mean_length, _LEAST_PRIOR_LENGTH)
        self.documents = sum(map(len, segments))

    def document_frequencies(self, terms: Ints) -> Ints:
        """In how many documents each term is (those just removed included)."""
        total = np.zeros(len(terms), np.int32)
        for segment in self._segments:
            if not len(segment.terms):
                continue
            places = np.minimum(segment.terms.searchsorted(terms), len(segment.terms) - 1)
            sizes = segment.offsets[places + 1] - segment.offsets[places]
            total += np.where(segment.terms[places] == terms, sizes, 0).astype(np.int32)
        return total

    def most_common(self, terms: list[int]) -> list[int]:
        """The terms that the collection has, the most common first."""
        numbers = np.array(terms, np.int32)
        frequencies = self.document_frequencies(numbers)
        order = np.argsort(-frequencies, kind="stable")
        return [int(numbers[place]) for place in order if frequencies[place]]

    def idf(self, group: Group) -> float:
        """The inverse document frequency, smoothed by what is known of Swedish beforehand.

        ln(1 + (N - n + 1/2) / (n + 1/2)) (Robertson & Zaragoza 2009, eq. 3.3, kept positive as
        Lucene does), where to the N documents of the collection `PRIOR_DOCUMENTS` are added
        that have the word as often as texts of the same length in general have it. So "hur"
        weighs little also among four answers, and among 10,000 the collection decides.
        """
        terms = np.array([one.term for one in group.terms.values()], np.int32)
        found = self.document_frequencies(terms)
        expected = [self._expected(self._term_texts[term]) for term in terms.tolist()]
        frequencies = found + PRIOR_DOCUMENTS * np.array(expected)
        frequency = float(frequencies.sum() if group.summed else frequencies.max())
        documents = self.documents + PRIOR_DOCUMENTS
        frequency = min(frequency, documents)
        return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))

    def _expected(self, text: str) -> float:
        """The share of documents of the mean length that would have the word by chance."""
        return -math.expm1(-self._lexicon.commonness(text) * self._mean_length)


def weighed(slots: Sequence[Slot], statistics: Statistics) -> list[WeighedSlot]:
    """The slots with the idf of each group; groups without any term count as absent."""
    return [
        tuple(
            WeighedAlternative(
                alternative.weight,
                tuple(
                    WeighedGroup(
                        statistics.idf(group) if group.terms else 0.0,
                        tuple((one.term, one.weight) for one in group.terms.values()),
                    )
                    for group in alternative.groups
                ),
            )
            for alternative in slot.alternatives
        )
        for slot in slots
    ]


def scores(segment: Segment, slots: Sequence[WeighedSlot]) -> Floats:
    """The score of each document of the segment, 0 where nothing matches."""
    total = np.zeros(len(segment), np.float32)
    for slot in slots:
        if len(slot) == 1 and len(slot[0].groups) == 1:
            total += _group(segment, slot[0].groups[0]) * np.float32(slot[0].weight)
            continue
        best = np.zeros(len(segment), np.float32)
        for alternative in slot:
            np.maximum(best, _alternative(segment, alternative), out=best)
        total += best
    return total


def _alternative(segment: Segment, alternative: WeighedAlternative) -> Floats:
    """The sum of the groups, times the share of them that the document has."""
    if len(alternative.groups) == 1:
        return _group(segment, alternative.groups[0]) * np.float32(alternative.weight)
    total = np.zeros(len(segment), np.float32)
    present = np.zeros(len(segment), np.float32)
    for group in alternative.groups:
        found = _group(segment, group)
        total += found
        present += found > 0
    return total * present * np.float32(alternative.weight / len(alternative.groups))


def _group(segment: Segment, group: WeighedGroup) -> Floats:
    """idf · (k1 + 1) · tf / (k1 + tf), of the term that gives the document most."""
    frequencies = np.zeros(len(segment), np.float32)
    for term, weight in group.terms:
        where = segment.of_term(term)
        if where.stop == where.start:
            continue
        found = segment.postings[where]
        values = segment.frequencies[where] * np.float32(weight)
        if len(group.terms) > 1:
            values = np.maximum(values, frequencies[found])
        frequencies[found] = values
    return np.float32(group.idf * (K1 + 1)) * frequencies / (np.float32(K1) + frequencies)
