"""A search index in memory over Swedish texts: BM25F with compounds, typos and synonyms.

Many threads search while one puts: what a search sees is an immutable snapshot. Documents just
put form a small segment that is built anew each time; it is frozen when full, and frozen
segments are merged by a thread beside (as in log-structured merge trees).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from hundra.engines.text.analysis import SwedishAnalyzer
from hundra.engines.text.matching import Asked, Match, matches_in, words_met
from hundra.engines.text.planning import Planner
from hundra.engines.text.scoring import Statistics, scores
from hundra.engines.text.segments import (
    Bools,
    Document,
    FieldWeights,
    Segment,
    build_segment,
)
from hundra.engines.text.spelling import Speller
from hundra.engines.text.synonyms import Synonyms
from hundra.engines.text.tokens import word_list
from hundra.engines.text.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """`weight`: what a word in the field counts; `b`: how far a long field is held against it."""

    weight: float
    b: float


# A word in a title tells more than one in the body; short fields vary little in length. Of the
# order used in BM25F's first trials (Zaragoza et al. 2004, TREC-13: title 2 to 10 times the body).
FIELDS: Mapping[str, FieldWeight] = {
    "title": FieldWeight(3.0, 0.4),
    "question": FieldWeight(3.0, 0.4),
    "keywords": FieldWeight(3.0, 0.4),
    "short": FieldWeight(2.0, 0.5),
    "body": FieldWeight(1.0, 0.75),
}
EVERYONE = 1
FRESH_DOCUMENTS = 64
MOST_SEGMENTS = 3
_MOST_DRIFT = 0.1
_MOST_DEAD = 0.2


@dataclass(frozen=True, eq=False)
class _View:
    """A segment and which of its documents are still there."""

    segment: Segment
    alive: Bools


@dataclass(frozen=True, eq=False)
class _Snapshot:
    views: tuple[_View, ...] = ()
    mean_length: float = 0.0


@dataclass(eq=False)
class LexicalHit:
    """A document that was found. `matches` is worked out when it is asked for.

    Not frozen: a search makes a hundred, and a frozen one takes three times as long to make.
    """

    key: int
    score: float
    _document: Document = field(repr=False)
    _asked: Asked = field(repr=False)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """Which word of the query met which words of the text, and how."""
        return tuple(matches_in(self._document, self._asked))

    @cached_property
    def words_met(self) -> frozenset[str]:
        """The words of the query that met any; known sooner than what they met."""
        return words_met(self._document, self._asked)


class LexicalIndex:
    """An index of documents with named fields; each is seen by the audiences of its bit mask."""

    def __init__(
        self,
        analyzer: SwedishAnalyzer | None = None,
        *,
        fields: Mapping[str, FieldWeight] = FIELDS,
    ) -> None:
        self.analyzer = analyzer or SwedishAnalyzer()
        self.vocabulary = Vocabulary(self.analyzer)
        self._fields = {name: place for place, name in enumerate(fields)}
        self._weights = FieldWeights(
            weights=np.array([one.weight for one in fields.values()], np.float32),
            b=np.array([one.b for one in fields.values()], np.float32),
        )
        self._speller = Speller(self.vocabulary, self.analyzer.lexicon)
        self._planner = Planner(self.analyzer, self.vocabulary, self._speller)
        self._writing = threading.RLock()
        self._merging = threading.Lock()
        self._documents: dict[int, Document] = {}
        self._fresh: dict[int, Document] = {}
        self._frozen: list[_View] = []
        self._rows: dict[int, tuple[Segment, int]] = {}
        self._snapshot = _Snapshot()
        self._lengths = np.zeros(len(fields), np.float64)

    def __len__(self) -> int:
        return len(self._documents)

    def __contains__(self, key: int) -> bool:
        return key in self._documents

    def use_synonyms(self, synonyms: Synonyms) -> None:
        """Take other synonyms from the next search on."""
        self.analyzer.synonyms = synonyms

    def put(self, key: int, fields: Mapping[str, str], audience: int = EVERYONE) -> None:
        """Add or replace a document. Raises KeyError for a field the index does not have."""
        with self._writing:
            document = self._document(key, fields, audience)
            self._discard(key)
            self._documents[key] = self._fresh[key] = document
            self._lengths += document.lengths
            if len(self._fresh) > FRESH_DOCUMENTS:
                self._freeze()
            self._publish()
        self._merge_beside()

    def put_many(self, documents: Iterable[tuple[int, Mapping[str, str], int]]) -> None:
        """Add or replace many documents (key, fields, audience) at once, merged into one."""
        with self._merging, self._writing:
            for key, fields, audience in documents:
                self._discard(key)
                self._documents[key] = self._document(key, fields, audience)
                self._lengths += self._documents[key].lengths
            self._adopt(self._built(list(self._documents.values())), self._frozen)
            self._fresh.clear()
            self._publish()

    def remove(self, key: int) -> None:
        """Take a document away; nothing happens if it is not there."""
        with self._writing:
            if key in self._documents:
                self._discard(key)
                self._publish()
        self._merge_beside()

    def compact(self) -> None:
        """Merge all frozen segments into one. Searches and puts go on meanwhile."""
        with self._merging:
            self._merge(list(self._frozen))

    def search(
        self,
        query: str,
        *,
        audiences: int = EVERYONE,
        limit: int = 10,
        as_you_type: bool = False,
    ) -> list[LexicalHit]:
        """The best documents that any of the audiences may see, best first.

        With `as_you_type` a query that ends in a word (no space after it) also finds what goes
        on after the letters typed so far. Equal scores: the lower key first.
        """
        snapshot = self._snapshot
        statistics = Statistics(
            [view.segment for view in snapshot.views],
            self.analyzer.lexicon,
            self.vocabulary.term_texts,
            snapshot.mean_length,
        )
        slots = self._planner.plan(query, as_you_type=as_you_type, common=statistics.most_common)
        asked = Asked(slots, self.vocabulary)
        wanted = statistics.weighed(slots)
        best = [
            _best(view, scores(place, view.segment, wanted), audiences, limit)
            for place, view in enumerate(snapshot.views)
        ]
        return [
            LexicalHit(key, score, segment.documents[row], asked)
            for score, key, segment, row in _merged(best, limit)
        ]

    @property
    def nbytes(self) -> int:
        """The memory of the postings and documents, without the vocabulary and lexicon."""
        return sum(view.segment.nbytes for view in self._snapshot.views)

    def _document(self, key: int, fields: Mapping[str, str], audience: int) -> Document:
        columns = [(self._fields[name], text) for name, text in fields.items()]
        numbers: list[int] = []
        places: list[int] = []
        lengths = np.zeros(len(self._fields), np.float32)
        for place, text in columns:
            forms = self.vocabulary.form_numbers(word_list(text))
            numbers += forms
            places += [place] * len(forms)
            lengths[place] = len(forms)
        forms_there, inverse = np.unique(np.array(numbers, np.int32), return_inverse=True)
        counts = np.zeros((len(forms_there), len(self._fields)), np.uint16)
        np.add.at(counts, (inverse, np.array(places, np.intp)), 1)
        return Document(
            key,
            audience,
            forms_there.astype(np.int32),
            np.minimum(counts, 255).astype(np.uint8),
            lengths,
        )

    def _discard(self, key: int) -> None:
        old = self._documents.pop(key, None)
        if old is None:
            return
        self._lengths -= old.lengths
        self._fresh.pop(key, None)
        where = self._rows.pop(key, None)
        if where is not None:
            segment, row = where
            for place, view in enumerate(self._frozen):
                if view.segment is segment:
                    alive = view.alive.copy()
                    alive[row] = False
                    self._frozen[place] = replace(view, alive=alive)

    def _freeze(self) -> None:
        segment = self._built(list(self._fresh.values()))
        self._frozen.append(_View(segment, np.ones(len(segment), bool)))
        self._rows |= {
            document.key: (segment, row) for row, document in enumerate(segment.documents)
        }
        self._fresh.clear()

    def _merge(self, views: list[_View]) -> None:
        """Merge segments; only at the end is there anything for others to wait for."""
        documents = [
            document
            for view in views
            for document in view.segment.documents
            if self._documents.get(document.key) is document
        ]
        segment = self._built(documents)
        with self._writing:
            self._adopt(segment, views)
            self._publish()

    def _adopt(self, segment: Segment, instead: list[_View]) -> None:
        """Let a merged segment take the place of others; what was removed meanwhile is dead."""
        gone = {id(view.segment) for view in instead}
        documents = enumerate(segment.documents)
        rows = {
            document.key: (segment, row)
            for row, document in documents
            if self._documents.get(document.key) is document
        }
        alive = np.zeros(len(segment), bool)
        alive[[row for _, row in rows.values()]] = True
        self._rows |= rows
        kept = [view for view in self._frozen if id(view.segment) not in gone]
        self._frozen = [*kept, _View(segment, alive)] if rows else kept

    def _built(self, documents: list[Document]) -> Segment:
        return build_segment(documents, self.vocabulary, self._weights, self._averages())

    def _averages(self) -> npt.NDArray[np.float32]:
        return np.maximum(self._lengths / max(len(self._documents), 1), 1.0).astype(np.float32)

    def _publish(self) -> None:
        views = list(self._frozen)
        if self._fresh:
            segment = self._built(list(self._fresh.values()))
            views.append(_View(segment, np.ones(len(segment), bool)))
        mean = float(self._lengths.sum()) / max(len(self._documents), 1)
        self._snapshot = _Snapshot(tuple(views), mean)

    def _merge_beside(self) -> None:
        """Begin to merge in a thread of its own when there is reason to, unless one is at it."""
        if self._to_merge() and not self._merging.locked():
            threading.Thread(target=self._tidy, name="index-merge", daemon=True).start()

    def _tidy(self) -> None:
        with self._merging:
            views = self._to_merge()
            if views:
                self._merge(views)

    def _to_merge(self) -> list[_View]:
        """All, if one has many dead documents or its fields' mean lengths are no longer true;
        else, when there are many, those that are small beside the others."""
        views = sorted(self._frozen, key=lambda view: len(view.segment))
        averages = self._averages()
        if any(_stale(view, averages) for view in views):
            return views
        if len(views) <= MOST_SEGMENTS:
            return []
        chosen = views[:2]
        for view in views[2:]:
            if len(view.segment) > 2 * sum(len(one.segment) for one in chosen):
                break
            chosen.append(view)
        return chosen


def _stale(view: _View, averages: npt.NDArray[np.float32]) -> bool:
    drift = np.abs(view.segment.average_lengths / averages - 1).max()
    return bool(drift > _MOST_DRIFT or view.alive.mean() < 1 - _MOST_DEAD)


_Best = tuple[Segment, npt.NDArray[np.intp], npt.NDArray[np.float32]]


def _best(view: _View, found: npt.NDArray[np.float32], audiences: int, limit: int) -> _Best:
    """The rows of the best documents of one segment, at least `limit` if so many match."""
    segment = view.segment
    found *= view.alive & segment.seen_by(audiences)
    rows = np.flatnonzero(found)
    values = found[rows]
    if len(rows) > limit:
        least = np.partition(values, len(values) - limit)[len(values) - limit]
        kept = values >= least
        rows, values = rows[kept], values[kept]
    return segment, rows, values


def _merged(best: list[_Best], limit: int) -> Iterator[tuple[float, int, Segment, int]]:
    """The best of all segments: score, key and place; equal scores by key."""
    if not best:
        return
    keys = np.concatenate([segment.keys[rows] for segment, rows, _ in best])
    values = np.concatenate([values for _, _, values in best])
    owners = np.repeat(np.arange(len(best)), [len(rows) for _, rows, _ in best])
    rows = np.concatenate([rows for _, rows, _ in best])
    order = np.lexsort((keys, -values))[:limit]
    segments = [best[owner][0] for owner in owners[order].tolist()]
    yield from zip(
        values[order].tolist(), keys[order].tolist(), segments, rows[order].tolist(), strict=True
    )
