"""Searches, noted when they are done, and which hit was chosen."""

from __future__ import annotations

import uuid
from functools import cache

from django.db import transaction

from hundra.engines.text.analysis import SwedishAnalyzer
from hundra.engines.text.keys import question_key
from hundra.engines.text.masking import masked
from hundra.hear.knowledge.models import Article, Search

LONGEST = 200
MOST_HITS = 1000
SWEDISH = "sv"


@transaction.atomic
def note_search(
    words: str,
    *,
    door: str,
    language: str,
    hits: int,
    secret: uuid.UUID | None = None,
    watched: bool = True,
) -> uuid.UUID:
    """Keeps what was searched for, cleaned of personal data, with the day and nothing of who.

    A search with the same `secret` is a refinement: it takes the earlier one's place, unless a
    hit has been chosen. `watched` says that the page can tell which hit is chosen. Nothing is
    kept of a search with nothing but personal data in it. Returns the secret for `note_choice`.
    """
    secret = secret or uuid.uuid4()
    cleaned = masked(" ".join(words.split()))[:LONGEST]
    key = search_key(cleaned, language)
    if not key:
        return secret
    said = {"words": cleaned, "key": key, "language": language, "hits": min(hits, MOST_HITS)}
    if not Search.objects.filter(secret=secret, chosen_rank=None).update(**said):
        made = Search(secret=secret, door=door, watched=watched, **said)
        Search.objects.bulk_create([made], ignore_conflicts=True)
    return secret


def note_choice(secret: uuid.UUID, article: Article, rank: int) -> None:
    """Keeps which hit was chosen in the search, and its place in the list; the first one counts."""
    found = Search.objects.filter(secret=secret, chosen_rank=None)
    found.update(chosen=article, chosen_rank=rank)


def search_key(words: str, language: str) -> str:
    """The same for searches that ask for the same thing; "" if there are no words."""
    return question_key(words, _analyzer() if language == SWEDISH else None)[:LONGEST]


@cache
def _analyzer() -> SwedishAnalyzer:
    """Without synonyms: what an editor adds shall not make old searches another question."""
    return SwedishAnalyzer()
