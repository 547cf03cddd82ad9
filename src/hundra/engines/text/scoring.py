"""BM25F over the postings of segments."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hundra.engines.text.lexicon import Lexicon
from hundra.engines.text.planning import Group, Slot
from hundra.engines.text.segments import Floats, Segment

K1 = 1.6
"""How fast a repeated word stops counting (Robertson & Zaragoza 2009: 1.2 to 2)."""
PRIOR_DOCUMENTS = 100
"""So many imagined documents of ordinary Swedish stand beside the collection's own."""
_LEAST_PRIOR_LENGTH = 50
_DENSE = 4


@dataclass(frozen=True, slots=True)
class WeighedGroup:
    """`wanted`: for each segment the places of the terms' postings, with their weights."""

    idf: float
    wanted: tuple[tuple[tuple[int, int, float], ...], ...]


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

    def most_common(self, terms: list[int]) -> list[int]:
        """The terms that the collection has, the most common first."""
        numbers = np.array(terms, np.int32)
        total = np.zeros(len(numbers), np.int64)
        for segment in self._segments:
            starts, stops = segment.ranges(numbers)
            total += stops - starts
        order = np.argsort(-total, kind="stable")
        return numbers[order[total[order] > 0]].tolist()  # type: ignore[no-any-return]

    def weighed(self, slots: Sequence[Slot]) -> list[WeighedSlot]:
        """The slots with the idf of each group and the places of its postings."""
        places = self._places(
            group for slot in slots for one in slot.alternatives for group in one.groups
        )
        return [
            tuple(
                WeighedAlternative(
                    alternative.weight,
                    tuple(self._weighed(group, places) for group in alternative.groups),
                )
                for alternative in slot.alternatives
            )
            for slot in slots
        ]

    def _places(self, groups: Iterable[Group]) -> list[dict[int, tuple[int, int]]]:
        """For each segment where the postings of all terms wanted are."""
        wanted = sorted({term for group in groups for term in group.terms})
        numbers = np.array(wanted, np.int32)
        found = []
        for segment in self._segments:
            starts, stops = segment.ranges(numbers)
            ranges = zip(starts.tolist(), stops.tolist(), strict=True)
            found.append(dict(zip(wanted, ranges, strict=True)))
        return found

    def _weighed(self, group: Group, places: list[dict[int, tuple[int, int]]]) -> WeighedGroup:
        wanted = tuple(
            tuple(
                (*ranges[one.term], one.weight)
                for one in group.terms.values()
                if ranges[one.term][0] < ranges[one.term][1]
            )
            for ranges in places
        )
        return WeighedGroup(self._idf(group, places), wanted)

    def _idf(self, group: Group, places: list[dict[int, tuple[int, int]]]) -> float:
        """The inverse document frequency, smoothed by what is known of Swedish beforehand.

        ln(1 + (N - n + 1/2) / (n + 1/2)) (Robertson & Zaragoza 2009, eq. 3.3, kept positive as
        Lucene does), where to the N documents of the collection `PRIOR_DOCUMENTS` are added
        that have the word as often as texts of the same length in general have it. So "hur"
        weighs little also among four answers, and among 10,000 the collection decides.
        """
        frequencies = [
            sum(ranges[term][1] - ranges[term][0] for ranges in places)
            + PRIOR_DOCUMENTS * self._expected(self._term_texts[term])
            for term in group.terms
        ]
        if not frequencies:
            return 0.0
        documents = self.documents + PRIOR_DOCUMENTS
        frequency = min(sum(frequencies) if group.summed else max(frequencies), documents)
        return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))

    def _expected(self, text: str) -> float:
        """The share of documents of the mean length that would have the word by chance."""
        return -math.expm1(-self._lexicon.commonness(text) * self._mean_length)


def scores(place: int, segment: Segment, slots: Sequence[WeighedSlot]) -> Floats:
    """The score of each document of the segment (the `place`-th), 0 where nothing matches."""
    total = np.zeros(len(segment), np.float32)
    for slot in slots:
        simple = len(slot) == 1 and len(slot[0].groups) == 1
        if simple and len(slot[0].groups[0].wanted[place]) <= 1:
            _add(total, segment, slot[0], place)
        elif simple:
            total += _alternative(segment, slot[0], place)
        elif slot:
            best = _alternative(segment, slot[0], place)
            for alternative in slot[1:]:
                np.maximum(best, _alternative(segment, alternative, place), out=best)
            total += best
    return total


def _add(total: Floats, segment: Segment, alternative: WeighedAlternative, place: int) -> None:
    """Add an alternative of one term to its documents: most words are of this kind."""
    group = alternative.groups[0]
    scale = group.idf * alternative.weight
    for start, stop, weight in group.wanted[place]:
        if (stop - start) * _DENSE > len(segment) and weight == 1:
            total += np.float32(scale) * _dense(segment, start, stop)
        else:
            values = segment.frequencies[start:stop] * np.float32(weight)
            total[segment.postings[start:stop]] += _saturated(values, scale)


def _dense(segment: Segment, start: int, stop: int) -> Floats:
    """The saturated frequency of a very common term in all documents, kept: "och", "att"."""
    known = segment.dense.get(start)
    if known is None:
        known = np.zeros(len(segment), np.float32)
        known[segment.postings[start:stop]] = _saturated(segment.frequencies[start:stop], 1.0)
        segment.dense[start] = known
    return known


def _alternative(segment: Segment, alternative: WeighedAlternative, place: int) -> Floats:
    """The sum of the groups, times the share of them that the document has."""
    groups = alternative.groups
    if len(groups) == 1:
        return _group(segment, groups[0], place, alternative.weight)
    total = np.zeros(len(segment), np.float32)
    present = np.zeros(len(segment), np.float32)
    for group in groups:
        if group.wanted[place]:
            found = _group(segment, group, place, alternative.weight / len(groups))
            total += found
            present += found > 0
    total *= present
    return total


def _group(segment: Segment, group: WeighedGroup, place: int, weight: float) -> Floats:
    """The score of the term that gives each document most."""
    frequencies = np.zeros(len(segment), np.float32)
    wanted = group.wanted[place]
    for start, stop, share in wanted:
        found = segment.postings[start:stop]
        values = segment.frequencies[start:stop] * np.float32(share)
        if len(wanted) > 1:
            values = np.maximum(values, frequencies[found])
        frequencies[found] = values
    return _saturated(frequencies, group.idf * weight)


def _saturated(frequencies: npt.NDArray[np.float32], weight: float) -> Floats:
    """weight · (k1 + 1) · tf / (k1 + tf)."""
    return np.float32(weight * (K1 + 1)) * frequencies / (np.float32(K1) + frequencies)
