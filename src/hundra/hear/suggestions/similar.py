"""What already says the same as what someone types: asked of every source that has registered.

Apps above (improvements) register theirs in AppConfig.ready, so that nothing here knows of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise

from hundra.engines.text import parts_of, plain_letters, plain_text
from hundra.hear.suggestions.models import Suggestion, SuggestionState
from hundra.hear.suggestions.queries.counting import with_supporters

SHORTEST = 8  # Characters typed before it is worth looking.
LONGEST = 1000
MOST_WORDS = 12
MOST_SHOWN = 5
CANDIDATES = 60  # Compared word by word.
LEAST_SCORE = 0.3
SHORTEST_INSIDE = 4  # Letters of a word that is looked for inside others.


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is looked for. `inside`: the reader is signed in, and sees what is only inside."""

    text: str
    inside: bool = False
    limit: int = MOST_SHOWN
    leave_out: int | None = None  # The suggestion that is being compared with the others.


@dataclass(frozen=True, kw_only=True)
class Similar:
    """Something that exists. `score` is between 0 and 1: the share of the words it speaks of."""

    kind: str  # "suggestion" or what the source calls its own.
    label: str | Promise  # What it is and where it stands, such as "Suggestion · Accepted".
    title: str
    text: str
    url: str
    score: float
    number: int | None = None
    supporters: int | None = None
    join_url: str = ""  # Where one joins in, if one can.
    # Where a suggestion (`&forslag=12`) becomes part of it, if it still can: for those who sort.
    take_up_url: str = ""


Source = Callable[[Query], list[Similar]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Adds a source of things that exist; it answers within some milliseconds. Never twice."""
    if source not in _sources:
        _sources.append(source)


def unregister(source: Source) -> None:
    if source in _sources:
        _sources.remove(source)


def find(
    text: str, *, inside: bool = False, limit: int = MOST_SHOWN, leave_out: int | None = None
) -> list[Similar]:
    """The likest things from all sources, the likest first; none for a text of a few letters."""
    cleaned = plain_text(text)[:LONGEST]
    if len(cleaned) < SHORTEST:
        return []
    query = Query(text=cleaned, inside=inside, limit=limit, leave_out=leave_out)
    found = [one for source in _sources for one in source(query)]
    return sorted(found, key=lambda one: one.score, reverse=True)[:limit]


def published_suggestions(query: Query) -> list[Similar]:
    """The source of this app: suggestions that the reader may see."""
    shown = Q(published_at__isnull=False)
    if not query.inside:
        shown &= Q(inside_only=False)
    ranked = ranking(query.text, most=query.limit, inside=query.inside, leave_out=query.leave_out)
    rows = with_supporters(Suggestion.objects.filter(shown, pk__in=ranked))
    return sorted(
        (_as_similar(row, ranked[row.pk], inside=query.inside) for row in rows),
        key=lambda one: one.score,
        reverse=True,
    )


def _as_similar(row: Suggestion, score: float, *, inside: bool) -> Similar:
    page = "suggestion_inside" if inside else "suggestion_public"
    url = reverse(page, kwargs={"number": row.pk})
    return Similar(
        kind="suggestion",
        label=SuggestionState(row.state).label,
        title=row.public_title,
        text=row.public_text,
        url=url,
        score=score,
        number=row.pk,
        supporters=getattr(row, "supporters", 1),
        join_url=f"{url}#hall-med",
    )


# A word counts fully where the index has it, nearly as much inside a longer one ("omsorg" in
# "äldreomsorgens"), less where only a part of it is there or it is misspelt. Longer words say
# more, so they weigh more.
RANKED = """
WITH wanted AS (
    SELECT plain, length(plain) AS weight, whole::tsquery AS whole, parts::tsquery AS parts
    FROM unnest(%(plain)s::text[], %(whole)s::text[], %(parts)s::text[]) AS t(plain, whole, parts)
), near AS MATERIALIZED (
    SELECT id, public_search AS vector, public_plain AS plain
    FROM suggestions_suggestion
    WHERE published_at IS NOT NULL AND (%(inside)s OR NOT inside_only) AND id <> %(leave_out)s
      AND (public_search @@ %(any)s::tsquery OR public_plain LIKE ANY (%(like)s))
    ORDER BY ts_rank(public_search, %(any)s::tsquery) DESC, id DESC
    LIMIT %(candidates)s
), scored AS (
    SELECT near.id, sum(wanted.weight * CASE
            WHEN near.vector @@ wanted.whole THEN 1.0
            WHEN strpos(near.plain, wanted.plain) > 0 THEN 0.9
            WHEN near.vector @@ wanted.parts THEN 0.6
            WHEN word_similarity(wanted.plain, near.plain) > 0.6 THEN 0.5
            ELSE 0 END) / sum(wanted.weight) AS score
    FROM near CROSS JOIN wanted
    GROUP BY near.id
)
SELECT id, score::float FROM scored WHERE score >= %(least)s
ORDER BY score DESC, id DESC LIMIT %(most)s
"""


def ranking(
    text: str, *, most: int, inside: bool = False, leave_out: int | None = None
) -> dict[int, float]:
    """The published suggestions that speak most of the same: id → score, the best first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lexeme FROM unnest(to_tsvector('swedish', %s)) WHERE length(lexeme) >= 3"
            " ORDER BY length(lexeme) DESC, lexeme LIMIT %s",
            [text, MOST_WORDS],
        )
        words = [word for (word,) in cursor.fetchall()]
        if not words:
            return {}
        parts = [_telling_parts(word) for word in words]
        cursor.execute(
            RANKED,
            {
                "plain": [plain_letters(word) for word in words],
                "whole": [_any_of([word]) for word in words],
                "parts": [_any_of(some or [word]) for word, some in zip(words, parts, strict=True)],
                "any": _any_of(words + [part for some in parts for part in some]),
                "like": [
                    f"%{_literally(plain_letters(word))}%"
                    for word in words
                    if len(word) >= SHORTEST_INSIDE
                ],
                "inside": inside,
                "leave_out": leave_out or 0,
                "candidates": CANDIDATES,
                "least": LEAST_SCORE,
                "most": most,
            },
        )
        return dict(cursor.fetchall())


def _telling_parts(word: str) -> list[str]:
    """Those that make up at least half of the word: "plats" says too little of "busshållplats"."""
    return [part for part in parts_of(word) if 2 * len(part) >= len(word)]


def _any_of(words: list[str]) -> str:
    """A tsquery for any of the lexemes, quoted so that none can be read as an operator."""
    quoted = (word.replace("\\", "\\\\").replace("'", "''") for word in words)
    return " | ".join(f"'{word}'" for word in quoted)


def _literally(text: str) -> str:
    """For LIKE: the text and nothing but."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
