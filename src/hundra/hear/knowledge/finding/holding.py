"""The index of one process: filled at the first search, then brought up to date before each.

PostgreSQL holds the truth (`IndexedText`). What a search is told here is checked against it once
more by whoever shows the hits, so an index that lags shows too little for a moment, never too much.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from django.db import connection

from hundra.engines.text.lexical import LexicalIndex
from hundra.engines.text.meaning import TextMeaning
from hundra.engines.text.searching import Searcher
from hundra.engines.text.synonyms import Synonyms
from hundra.engines.text.vectors import MeaningIndex
from hundra.hear.knowledge import nearby
from hundra.hear.knowledge.finding import meaning
from hundra.hear.knowledge.finding.audiences import BITS
from hundra.hear.knowledge.finding.vectors import NearbyIndex
from hundra.hear.knowledge.models import Audience, IndexedText, Synonym

NEWEST = """
SELECT coalesce((SELECT max(version) FROM knowledge_indexedtext), 0),
       coalesce((SELECT max(pgh_id) FROM knowledge_synonymevent), 0)
"""
ALL_AT_ONCE = 200
"""From how many changed texts on the index is filled as one, which is quicker."""


class Held:
    """The words, the meanings and the synonyms that this process searches with."""

    def __init__(self) -> None:
        self.lexical = LexicalIndex()
        self.vectors: MeaningIndex | None = _vectors() if meaning.is_on() else None
        embedder = meaning.embedder() if meaning.is_on() else None
        self.searcher = Searcher(self.lexical, self.vectors, embedder)
        self.version = 0
        self._synonyms_version = -1

    def catch_up(self, version: int, synonyms_version: int) -> None:
        """Takes in what is newer than it has."""
        if version > self.version:
            rows = list(IndexedText.objects.filter(version__gt=self.version, version__lte=version))
            self._take_words(rows)
            self._take_meaning(rows)
            self.version = version
        if synonyms_version != self._synonyms_version:
            self.lexical.use_synonyms(_synonyms())
            self._synonyms_version = synonyms_version

    def is_ahead_of(self, version: int) -> bool:
        """The database was restored from a backup, or is another."""
        return self.version > version

    def is_at(self, version: int, synonyms_version: int) -> bool:
        return (self.version, self._synonyms_version) == (version, synonyms_version)

    def _take_words(self, rows: Iterable[IndexedText]) -> None:
        shown = [
            (row.translation, row.fields, BITS[Audience(row.audience)])
            for row in rows
            if not row.removed
        ]
        for row in rows:
            if row.removed:
                self.lexical.remove(row.translation)
        if len(shown) >= ALL_AT_ONCE:
            self.lexical.put_many(shown)
            return
        for key, fields, audience in shown:
            self.lexical.put(key, fields, audience)

    def _take_meaning(self, rows: Iterable[IndexedText]) -> None:
        if self.vectors is None:
            return
        known = meaning.embedder().name
        for row in rows:
            if row.meaning is None or row.meaning_of != known:
                self.vectors.remove(row.translation)
                continue
            text = TextMeaning.from_bytes(bytes(row.meaning))
            self.vectors.put(row.translation, text, BITS[Audience(row.audience)])


class Holder:
    """Lets all threads of the process share one index."""

    def __init__(self) -> None:
        self._held: Held | None = None
        self._lock = Lock()

    def up_to_date(self) -> Held:
        """The index. While one thread brings it up to date the others use it as it is."""
        newest = _newest()
        now = self._held
        if now is not None and now.is_at(*newest):
            return now
        if now is not None and not now.is_ahead_of(newest[0]) and self._lock.locked():
            return now
        with self._lock:
            return self._caught_up(*newest)

    def forget(self) -> None:
        """Lets go of the index: the next search fills it anew."""
        with self._lock:
            self._held = None

    def _caught_up(self, version: int, synonyms_version: int) -> Held:
        now = self._held
        if now is None or now.is_ahead_of(version):
            now = Held()
        now.catch_up(version, synonyms_version)
        self._held = now
        return now


_holder = Holder()
held = _holder.up_to_date
forget = _holder.forget


def _newest() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        version, synonyms_version = cursor.fetchone() or (0, 0)
    return int(version), int(synonyms_version)


def _vectors() -> MeaningIndex:
    dimensions = meaning.embedder().dimensions
    return NearbyIndex(dimensions) if nearby.exists() else MeaningIndex(dimensions)


def _synonyms() -> Synonyms:
    one_way = [
        (said, [means])
        for synonym in Synonym.objects.all()
        for said, means in (
            [(synonym.said, synonym.means), (synonym.means, synonym.said)]
            if synonym.both_ways
            else [(synonym.said, synonym.means)]
        )
    ]
    return Synonyms.of(one_way=one_way)
