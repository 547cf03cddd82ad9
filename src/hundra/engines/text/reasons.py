"""Which of some reasons the words typed speak of: by given words, by names, by what came before.

What is learned is a naive Bayes estimate in its simplest form: how much more often a word stood
with the reason than with all (Manning, Raghavan & Schütze, Introduction to Information
Retrieval, ch. 13, https://nlp.stanford.edu/IR-book/), smoothed, and capped so that no single
word decides against what someone has written down.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from hundra.engines.text.analysis import SwedishAnalyzer, TermKind

GIVEN, NAMED = 4.0, 3.0
"""What a word counts that was given for the reason, and one of its name."""
MOST_LEARNED = 2.5
"""What one learned word counts at most."""
SEEN_OFTEN = 3
"""A word seen with a reason fewer times than this tells of a person rather than of a reason."""
ENOUGH = 1.0
SHORTEST = 3
BEGINNING = 4
"""So many letters may be the beginning of a word that is still being typed."""
UNFINISHED = 0.7
MOST_WORDS = 40
"""Words of a text that are looked at, from its end: what was typed last."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A reason. `learned` is how often each word stood with it among its `seen` registrations."""

    key: int
    name: str
    words: Sequence[str] = ()
    learned: Mapping[str, int] = field(default_factory=dict)
    seen: int = 0


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """`because` is the typed word that spoke most for the reason."""

    key: int
    score: float
    because: str


@cache
def analyzer() -> SwedishAnalyzer:
    """One for the process: it remembers the forms that it has analyzed."""
    return SwedishAnalyzer()


def typed_terms(text: str) -> dict[str, tuple[float, str]]:
    """The terms of the text: of each its weight, and the word that was typed."""
    found: dict[str, tuple[float, str]] = {}
    for token in analyzer().analyze(text)[-MOST_WORDS:]:
        if len(token.text) < SHORTEST:
            continue
        for term in token.terms:
            if term.weight > found.get(term.text, (0.0, ""))[0]:
                found[term.text] = (term.weight, token.text)
    return found


def words_to_learn(text: str) -> list[str]:
    """The words of the text that say something of its matter and nothing of a person.

    Headwords in the dictionary; names, numbers and what is no Swedish word are left out.
    """
    known = analyzer()
    heads = {
        term.text
        for token in known.analyze(text)[-MOST_WORDS:]
        if len(token.text) >= SHORTEST and token.text.isalpha() and known.known(token.text)
        for term in token.terms
        if term.kind == TermKind.WORD
    }
    return sorted(head for head in heads if not known.lexicon.is_name(head))


def suggest(text: str, candidates: Iterable[Candidate], *, most: int = 3) -> list[Suggested]:
    """The reasons that the text speaks of, the likeliest first; none where nothing does."""
    typed = typed_terms(text)
    if not typed:
        return []
    among = list(candidates)
    seen = sum(one.seen for one in among)
    often = {term: sum(one.learned.get(term, 0) for one in among) for term in typed}
    scored = (_scored(typed, one, often, seen) for one in among)
    enough = [one for one in scored if one.score >= ENOUGH]
    return sorted(enough, key=lambda one: (-one.score, one.key))[:most]


def _scored(
    typed: Mapping[str, tuple[float, str]], reason: Candidate, often: Mapping[str, int], seen: int
) -> Suggested:
    said = _said(reason)
    shares: dict[str, float] = {}
    for term, (weight, word) in typed.items():
        share = weight * max(_worth(said, term), _learned(reason, term, often[term], seen))
        shares[word] = max(shares.get(word, 0.0), share)
    best = max(shares, key=lambda word: (shares[word], word))
    return Suggested(key=reason.key, score=round(sum(shares.values()), 3), because=best)


def _worth(said: Mapping[str, float], term: str) -> float:
    """What a typed term counts; one that is still being typed nearly as much as the whole."""
    whole = said.get(term, 0.0)
    if whole or len(term) < BEGINNING:
        return whole
    return UNFINISHED * max((said[one] for one in said if one.startswith(term)), default=0.0)


def _said(reason: Candidate) -> dict[str, float]:
    """What each term of the given words and of the name counts."""
    said: dict[str, float] = {}
    for worth, texts in ((NAMED, (reason.name,)), (GIVEN, reason.words)):
        for text in texts:
            for token in analyzer().analyze(text):
                for term in token.terms:
                    said[term.text] = max(said.get(term.text, 0.0), worth * term.weight)
    return said


def _learned(reason: Candidate, term: str, often: int, seen: int) -> float:
    count = reason.learned.get(term, 0)
    if count < SEEN_OFTEN:
        return 0.0
    here = (count + 0.5) / (reason.seen + 1)
    anywhere = (often + 0.5) / (seen + 1)
    return min(MOST_LEARNED, max(0.0, math.log(here / anywhere)))
