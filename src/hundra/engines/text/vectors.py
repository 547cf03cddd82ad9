"""An index in memory of what texts mean: the nearest texts, and token by token the best of them.

Two stages. First the texts whose vectors are nearest the question's. Then, for a few, late
interaction (Khattab & Zaharia 2020, ColBERT, arXiv:2004.12832): each token of the question looks
for the token of the text most like it, and rare tokens count most. The texts' tokens are bits,
the question's are numbers (asymmetric distance, Gordo et al. 2014).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from hundra.engines.text.meaning import Bytes, Floats, QueryMeaning, TextMeaning

Keys = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

EVERYONE = 1
# A token that stands in every text still counts a little: else "vad är det?" had no tokens.
_LEAST_IDF = 0.05
_NEXT_TO_NOTHING = 0.04
_FIRST_ROWS = 256
_FIRST_TOKENS = 1 << 18
_MOST_DEAD = 0.25
# From so many texts on, and by so many directions, a shortlist is made: on 10,000 articles it holds
# 98.5 of the 100 nearest. What the directions are is learnt from so many texts.
_MANY_TEXTS = 2_048
_DIRECTIONS = 64
_SHORTLIST = 800
_LEARNT_FROM = 4_096
# As many tokens as the processor's nearest memory holds when each is 384 numbers: eight times as
# quick as all at once.
_AT_ONCE = 128
# What each byte of signs means: eight numbers -1 or 1.
_NUMBERS_OF_BYTE = (
    np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float32) * 2 - 1
)


@dataclass(frozen=True, slots=True)
class TokenScore:
    """How well a text answers token by token, from -1 to 1, and which passage of it does best."""

    score: float
    passage: int


class VectorIndex(Protocol):
    """What a search needs of texts' vectors; another store may stand for the one in memory."""

    def nearest(
        self, question: QueryMeaning, *, audiences: int, limit: int
    ) -> list[tuple[int, float]]:
        """Keys of the texts nearest in meaning that the audiences may see, with their cosines."""
        ...

    def cosines(self, question: QueryMeaning, keys: Sequence[int]) -> Floats:
        """The cosine of each text; nan where the index does not have it."""
        ...

    def token_scores(self, question: QueryMeaning, keys: Sequence[int]) -> list[TokenScore | None]:
        """Late interaction with each text; None where the index does not have it."""
        ...


@dataclass(frozen=True, eq=False)
class _Snapshot:
    """Rows up to `count`; later rows may be under way and are never looked at.

    `shadows` are the vectors in the directions of `axes`; no columns where texts are few.
    """

    vectors: Floats
    axes: Floats
    shadows: Floats
    keys: Keys
    audiences: Keys
    alive: Bools
    count: int


class MeaningIndex:
    """The index in memory. Many threads may search while one puts: each search has a snapshot.

    Memory: 1.9 kB a text for its vector, and 52 bytes a token.
    """

    def __init__(self, dimensions: int) -> None:
        self._writing = threading.Lock()
        self._dimensions = dimensions
        self._rows: dict[int, int] = {}
        self._texts: dict[int, TextMeaning] = {}
        self._texts_with = np.zeros(_FIRST_TOKENS, np.int32)
        self._snapshot = _empty(_FIRST_ROWS, np.zeros((dimensions, 0), np.float32))

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: int) -> bool:
        return key in self._rows

    @property
    def nbytes(self) -> int:
        texts = sum(text.nbytes for text in list(self._texts.values()))
        rows = self._snapshot.vectors.nbytes + self._snapshot.shadows.nbytes
        return texts + rows + self._texts_with.nbytes

    def put(self, key: int, text: TextMeaning, audience: int = EVERYONE) -> None:
        """Add or replace a text. Raises ValueError for vectors of another size."""
        if text.vector.shape != (self._dimensions,):
            raise ValueError(f"{text.vector.shape} is not ({self._dimensions},)")
        with self._writing:
            self._discard(key)
            snapshot = self._with_room(self._snapshot)
            row = snapshot.count
            snapshot.vectors[row] = text.vector
            snapshot.shadows[row] = text.vector @ snapshot.axes
            snapshot.keys[row] = key
            snapshot.audiences[row] = audience
            snapshot.alive[row] = True
            self._rows[key] = row
            self._texts[key] = text
            self._count_tokens(text, 1)
            self._snapshot = replace(snapshot, count=row + 1)

    def remove(self, key: int) -> None:
        """Take a text away; nothing happens if it is not there."""
        with self._writing:
            self._discard(key)

    def nearest(
        self, question: QueryMeaning, *, audiences: int = EVERYONE, limit: int = 10
    ) -> list[tuple[int, float]]:
        now = self._snapshot
        rows = _shortlist(now, question.vector, audiences, max(_SHORTLIST, 8 * limit))
        cosines = now.vectors[rows] @ question.vector
        best = _largest(cosines, limit)
        best = best[np.lexsort((now.keys[rows[best]], -cosines[best]))]
        return list(zip(now.keys[rows[best]].tolist(), cosines[best].tolist(), strict=True))

    def cosines(self, question: QueryMeaning, keys: Sequence[int]) -> Floats:
        texts = [self._texts.get(key) for key in keys]
        cosines = np.full(len(texts), np.nan, np.float32)
        there = [place for place, text in enumerate(texts) if text is not None]
        if there:
            vectors = np.stack([text.vector for text in texts if text is not None])
            cosines[there] = vectors @ question.vector
        return cosines

    def token_scores(self, question: QueryMeaning, keys: Sequence[int]) -> list[TokenScore | None]:
        texts = [self._texts.get(key) for key in keys]
        there = [text for text in texts if text is not None and len(text.ids)]
        if not there or not len(question.ids):
            return [None] * len(keys)
        weights = self._weights(question)
        heavy = _heavy(weights)
        kept = weights[heavy] / weights[heavy].sum()
        scores = iter(_late_interaction(question.tokens[heavy], kept, there))
        return [next(scores) if text is not None and len(text.ids) else None for text in texts]

    def _weights(self, question: QueryMeaning) -> Floats:
        """Inverse document frequency (Spärck Jones 1972) of the question's tokens; sum 1."""
        texts_with = self._texts_with[np.minimum(question.ids, len(self._texts_with) - 1)]
        idf = np.log((len(self._rows) + 1) / (texts_with + 1))
        weights = np.maximum(idf, _LEAST_IDF)
        return np.asarray(weights / weights.sum(), np.float32)

    def _count_tokens(self, text: TextMeaning, change: int) -> None:
        self._texts_with[np.minimum(np.unique(text.ids), len(self._texts_with) - 1)] += change

    def _discard(self, key: int) -> None:
        row = self._rows.pop(key, None)
        if row is None:
            return
        self._count_tokens(self._texts.pop(key), -1)
        alive = self._snapshot.alive.copy()
        alive[row] = False
        self._snapshot = replace(self._snapshot, alive=alive)

    def _with_room(self, now: _Snapshot) -> _Snapshot:
        """Room for one more row: in the same arrays, or in new ones without what was removed."""
        if now.count < len(now.keys):
            return now
        kept = np.flatnonzero(now.alive[: now.count])
        rows = len(now.keys) if len(kept) < (1 - _MOST_DEAD) * now.count else 2 * len(now.keys)
        axes = _principal(now.vectors[kept]) if len(kept) >= _MANY_TEXTS else now.axes[:, :0]
        new = _empty(rows, axes)
        new.shadows[: len(kept)] = now.vectors[kept] @ axes
        for target, source in (
            (new.vectors, now.vectors),
            (new.keys, now.keys),
            (new.audiences, now.audiences),
            (new.alive, now.alive),
        ):
            target[: len(kept)] = source[kept]
        self._rows = {int(key): row for row, key in enumerate(now.keys[kept])}
        return replace(new, count=len(kept))


def _empty(rows: int, axes: Floats) -> _Snapshot:
    return _Snapshot(
        np.zeros((rows, len(axes)), np.float32),
        axes,
        np.zeros((rows, axes.shape[1]), np.float32),
        np.zeros(rows, np.int64),
        np.zeros(rows, np.int64),
        np.zeros(rows, bool),
        0,
    )


def _principal(vectors: Floats) -> Floats:
    """The directions in which the vectors differ most, as columns (Pearson 1901)."""
    some = vectors[:: max(1, len(vectors) // _LEARNT_FROM)]
    _, directions = np.linalg.eigh(np.cov(some - some.mean(axis=0), rowvar=False))
    return np.ascontiguousarray(directions[:, -_DIRECTIONS:], np.float32)


def _shortlist(now: _Snapshot, question: Floats, audiences: int, size: int) -> Keys:
    """Rows that the audiences may see: all where texts are few, else the nearest at a glance."""
    seen = now.alive[: now.count] & ((now.audiences[: now.count] & audiences) != 0)
    if not now.axes.shape[1]:
        return np.flatnonzero(seen)
    rough = now.shadows[: now.count] @ (question @ now.axes)
    rough[~seen] = -np.inf
    return np.sort(_largest(rough, min(size, int(np.count_nonzero(seen)))))


def _largest(values: Floats, count: int) -> Keys:
    """The places of the largest, in any order."""
    if count >= len(values):
        return np.arange(len(values))
    return np.argpartition(values, len(values) - count)[len(values) - count :]


def _heavy(weights: Floats) -> Bools:
    """All tokens but the lightest, that together weigh next to nothing."""
    order = np.argsort(weights)
    light = np.cumsum(weights[order]) <= _NEXT_TO_NOTHING
    heavy = np.ones(len(weights), bool)
    heavy[order[light]] = False
    return heavy


def _late_interaction(
    question: Floats, weights: Floats, texts: Sequence[TextMeaning]
) -> list[TokenScore]:
    """The weighted mean of the question's tokens' best cosines, of whole texts and passages."""
    cosines = _cosines(np.concatenate([text.signs for text in texts]), question)
    lengths = [text.passage_tokens[text.passage_tokens > 0] for text in texts]
    best = np.maximum.reduceat(cosines, _starts(np.concatenate(lengths)), axis=0)
    of_passages = best @ weights
    firsts = _starts(np.array([len(own) for own in lengths]))
    of_texts = np.maximum.reduceat(best, firsts, axis=0) @ weights
    scores = []
    for text, own, first, score in zip(texts, lengths, firsts, of_texts, strict=True):
        place = int(of_passages[first : first + len(own)].argmax())
        passage = int(np.flatnonzero(text.passage_tokens > 0)[place])
        scores.append(TokenScore(float(score), passage))
    return scores


def _cosines(signs: Bytes, question: Floats) -> Floats:
    """Of each of the texts' tokens with each of the question's: (texts' tokens, question's)."""
    columns = np.ascontiguousarray(question.T) / np.sqrt(question.shape[1])
    cosines = np.empty((len(signs), len(question)), np.float32)
    for start in range(0, len(signs), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        np.matmul(signs_as_numbers(signs[part]), columns, out=cosines[part])
    return cosines


def signs_as_numbers(signs: Bytes) -> Floats:
    """The reverse of `sign_bits`, as far as it can be: each number is -1 or 1."""
    return _NUMBERS_OF_BYTE.take(signs, axis=0, mode="clip").reshape(len(signs), -1)


def _starts(lengths: npt.NDArray[np.int32] | npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
