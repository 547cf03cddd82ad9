"""The one search: by words and by meaning, either of which may be missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np

from hundra.engines.text.fusion import fuse
from hundra.engines.text.lexical import LexicalHit
from hundra.engines.text.matching import Match
from hundra.engines.text.meaning import Embedder, QueryMeaning
from hundra.engines.text.tokens import word_list
from hundra.engines.text.turns import InTurn
from hundra.engines.text.vectors import EVERYONE, TokenScore, VectorIndex

# How many texts each way may propose, and how many of them are then compared token by token.
PROPOSED = 64
COMPARED = 24
# Half of the score is by tokens, which see both words and context; the rest is shared by the two
# that see only one of them. No figure is learnt; other shares near these do as well (0015).
WEIGHTS: Mapping[str, float] = {"words": 1.0, "text": 1.0, "tokens": 2.0}
# One or two letters mean nothing yet; they only begin words.
SHORTEST_QUESTION = 3
# Set by eye on the twenty articles of the tests: nonsense and questions of other things came to
# 0.22–0.29 with the best of them, 28 of 33 questions in six languages to 0.3 and more (the others,
# two of them Somali, to 0.24–0.29). A larger collection has more to be near by accident.
LEAST_NEARNESS = 0.3
# "i", "på", "och": a word so short, met alone, is no reason to show a text.
LONGEST_TELLING_NOTHING = 3
_REMEMBERED_QUESTIONS = 256
_COVERING_HITS = 5


class Lexical(Protocol):
    """What a search needs of an index of words (`LexicalIndex`)."""

    def search(
        self, query: str, *, audiences: int, limit: int, as_you_type: bool
    ) -> list[LexicalHit]: ...


@dataclass(frozen=True, eq=False, kw_only=True)
class Why:
    """Why a text was found: the words met, and how near in meaning it is (None: not compared).

    `nearness` is the weighted mean of the question's tokens' best cosines in the text, -1 to 1.
    """

    hit: LexicalHit | None = None
    nearness: float | None = None

    @property
    def matches(self) -> tuple[Match, ...]:
        """Which words met which; worked out when first asked for, since few hits are shown."""
        return self.hit.matches if self.hit else ()

    @property
    def doubtful(self) -> bool:
        """Is the text only the nearest there is, with nothing that tells that it answers?

        A search by meaning always has a nearest text, also to what nobody has written about.
        """
        met = any(len(match.query) > LONGEST_TELLING_NOTHING for match in self.matches)
        return not met and (self.nearness is None or self.nearness < LEAST_NEARNESS)

    @property
    def words(self) -> frozenset[str]:
        """The words of the text that were met, as they are compared, to be marked."""
        return frozenset(match.found for match in self.matches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A hit. `passage` is the number of the passage nearest in meaning, if it was compared."""

    key: int
    score: float
    passage: int | None
    why: Why


class _Candidate(NamedTuple):
    key: int
    hit: LexicalHit | None
    cosine: float


class Searcher:
    """Searches by words, and by meaning where `vectors` and `embedder` are given."""

    def __init__(
        self,
        lexical: Lexical,
        vectors: VectorIndex | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder
        self._turns = InTurn()
        self._understood = lru_cache(_REMEMBERED_QUESTIONS)(self._understand)

    def search(
        self,
        query: str,
        *,
        audiences: int = EVERYONE,
        limit: int = 10,
        as_you_type: bool = False,
        by_meaning: bool = True,
    ) -> list[Ranked]:
        """The best texts that any of the audiences may see, best first.

        `by_meaning=False` spares the time it takes (some ms), as between two keystrokes. Scores
        tell the order within one search, nothing more. Safe for many threads, which are served in
        turn.
        """
        with self._turns:
            return self._search(" ".join(query.split()), audiences, limit, as_you_type, by_meaning)

    def _search(
        self, query: str, audiences: int, limit: int, as_you_type: bool, by_meaning: bool
    ) -> list[Ranked]:
        hits = self._lexical.search(
            query, audiences=audiences, limit=max(limit, PROPOSED), as_you_type=as_you_type
        )
        vectors = self._vectors
        if vectors is None or not by_meaning or len(query) < SHORTEST_QUESTION:
            return [_by_words(hit) for hit in hits[:limit]]
        question = self._understood(query)
        if question is None:
            return [_by_words(hit) for hit in hits[:limit]]
        near = vectors.nearest(question, audiences=audiences, limit=max(limit, PROPOSED))
        candidates = _joined(vectors, question, hits, near)
        words_weight = coverage(query, hits)
        first = _first_order(candidates, words_weight)
        compared = [candidates[place] for place in first[: max(limit, COMPARED)]]
        return _compared(vectors, question, compared, words_weight, limit)

    def _understand(self, query: str) -> QueryMeaning | None:
        if self._embedder is None or not query:
            return None
        return self._embedder.query(query)


def coverage(query: str, hits: Sequence[LexicalHit]) -> float:
    """The share of the question's words that the best hits have in any form, 0 to 1.

    It is how much the words' scores count. A Swedish question has nearly all; one in another
    language meets a name, or a word by accident, and then the meaning decides.
    """
    asked = set(word_list(query))
    if not asked:
        return 0.0
    typed = {text for hit in hits[:_COVERING_HITS] for text in hit.words_met}
    met = {word for text in typed for word in word_list(text)}
    return len(asked & met) / len(asked)


def _joined(
    vectors: VectorIndex,
    question: QueryMeaning,
    hits: Sequence[LexicalHit],
    near: Sequence[tuple[int, float]],
) -> list[_Candidate]:
    by_key = {hit.key: hit for hit in hits}
    cosines = dict(near)
    missing = [key for key in by_key if key not in cosines]
    cosines |= zip(missing, vectors.cosines(question, missing).tolist(), strict=True)
    return [_Candidate(key, by_key.get(key), cosine) for key, cosine in cosines.items()]


def _signals(candidates: Sequence[_Candidate]) -> dict[str, list[float]]:
    return {
        "words": [one.hit.score if one.hit else 0.0 for one in candidates],
        "text": [one.cosine for one in candidates],
    }


def _weights(words_weight: float) -> dict[str, float]:
    return {**WEIGHTS, "words": WEIGHTS["words"] * words_weight}


def _first_order(candidates: Sequence[_Candidate], words_weight: float) -> list[int]:
    """The places of the candidates by words and whole texts' meaning, best first."""
    scores = fuse(_signals(candidates), _weights(words_weight))
    return sorted(range(len(candidates)), key=lambda place: (-scores[place], candidates[place].key))


def _compared(
    vectors: VectorIndex,
    question: QueryMeaning,
    candidates: Sequence[_Candidate],
    words_weight: float,
    limit: int,
) -> list[Ranked]:
    tokens = vectors.token_scores(question, [one.key for one in candidates])
    signals = _signals(candidates) | {"tokens": [one.score if one else np.nan for one in tokens]}
    scores = fuse(signals, _weights(words_weight)).tolist()
    order = sorted(
        range(len(candidates)), key=lambda place: (-scores[place], candidates[place].key)
    )
    return [_ranked(candidates[n], scores[n], tokens[n]) for n in order[:limit]]


def _ranked(candidate: _Candidate, score: float, near: TokenScore | None) -> Ranked:
    return Ranked(
        key=candidate.key,
        score=score,
        passage=near.passage if near else None,
        why=Why(hit=candidate.hit, nearness=near.score if near else None),
    )


def _by_words(hit: LexicalHit) -> Ranked:
    return Ranked(key=hit.key, score=hit.score, passage=None, why=Why(hit=hit))
