"""Improvements as a source of what already says the same as what someone types (suggestions)."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q
from django.urls import reverse

from hundra.engines.text import parts_of, plain_letters
from hundra.hear.suggestions.similar import Query, Similar
from hundra.improve.improvements.addresses import public_path
from hundra.improve.improvements.life import BEFORE_STAMP
from hundra.improve.improvements.models import Improvement, ImprovementState

MOST_WORDS = 12
MOST_LEXEMES = 60
SHORTEST_WORD, SHORTEST_PART, LONGEST_WORD = 4, 6, 40
LEAST_SCORE = 0.3
CANDIDATES = 60

_WORD = re.compile(r"[^\W\d_]+")
# So common in suggestions that they tell nothing of what one is about.
_EMPTY = frozenset(
    """
    alla annat borde bättre dessa eller finns ganska ibland inte kanske kommun kommunen mycket
    måste något någon också samma sedan själv skulle vilja under utan varje även önskar
    this that there would could should better with have from they
    """.split()  # noqa: SIM905  A list of forty lines reads worse.
)


def improvements(query: Query) -> list[Similar]:
    """Those of the shown programme that speak of the same, the likest first.

    Visitors get those that are public; employees get ideas and planned ones as well. Two queries'
    work for the database at most, and some sixty texts compared.
    """
    words = _words(query.text)
    if not words:
        return []
    scored = [(_score(row, words), row) for row in _candidates(words, inside=query.inside)]
    likely = sorted(
        ((score, row) for score, row in scored if score >= LEAST_SCORE),
        key=lambda one: (-one[0], one[1].pk),
    )
    return [_similar(row, score, inside=query.inside) for score, row in likely[: query.limit]]


def _words(text: str) -> list[str]:
    """The longest words, which say the most, without the empty ones."""
    found = dict.fromkeys(word.lower() for word in _WORD.findall(text))
    telling = [
        word for word in found if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word not in _EMPTY
    ]
    return sorted(telling, key=len, reverse=True)[:MOST_WORDS]


def _candidates(words: list[str], *, inside: bool) -> list[Improvement]:
    asked = [*words, *(part for word in words for part in parts_of(word))][:MOST_LEXEMES]
    # Letters only, quoted: none of them can be read as an operator.
    lexemes = " | ".join(f"'{word}'" for word in asked)
    wanted = SearchQuery(lexemes, config="swedish", search_type="raw")
    in_title = reduce(or_, (Q(title__icontains=_stem(word)) for word in words))
    rows = Improvement.objects.filter(in_title | Q(search=wanted), programme__is_shown=True)
    if not inside:
        rows = rows.filter(Q(number__isnull=False) | Q(show_as_coming=True, state__in=BEFORE_STAMP))
    return list(
        rows.exclude(state=ImprovementState.WITHDRAWN)
        .annotate(rank=SearchRank(F("search"), wanted))
        .only("number", "title", "summary", "state")
        .order_by("-rank", "-pk")[:CANDIDATES]
    )


def _score(row: Improvement, words: list[str]) -> float:
    """The share of the words, weighed by their length, that title and summary speak of."""
    spoken = plain_letters(f"{row.title} {row.summary}")
    weights = {word: len(word) for word in words}
    hit = sum(weight for word, weight in weights.items() if plain_letters(_stem(word)) in spoken)
    partly = sum(
        weight * 0.6
        for word, weight in weights.items()
        if plain_letters(_stem(word)) not in spoken
        and any(plain_letters(_stem(part)) in spoken for part in _telling_parts(word))
    )
    return (hit + partly) / sum(weights.values())


def _telling_parts(word: str) -> list[str]:
    """The parts of a compound that are long enough not to be found by chance."""
    return [part for part in parts_of(word) if len(part) >= SHORTEST_PART]


def _stem(word: str) -> str:
    """The word without what inflection mostly changes."""
    return word[: max(SHORTEST_WORD, len(word) - 2)]


def _similar(row: Improvement, score: float, *, inside: bool) -> Similar:
    page = reverse("improvement", kwargs={"pk": row.pk}) if inside else public_path(row)
    return Similar(
        kind="improvement",
        label=ImprovementState(row.state).label,
        title=str(row),
        text=row.summary,
        url=page,
        score=score,
        number=row.number,
        take_up_url=_taking_up(row) if inside else "",
    )


def _taking_up(row: Improvement) -> str:
    """The page where a suggestion becomes part of the improvement; none once it is delivered."""
    if row.state not in (*BEFORE_STAMP, ImprovementState.STAMPED):
        return ""
    return f"{reverse('improvement_from_suggestions')}?i={row.pk}"
