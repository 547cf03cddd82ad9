"""Keeps the index that search reads. Saving never waits for it: a job does the work."""

from __future__ import annotations

from collections.abc import Iterable

from hundra.hear.knowledge.models import Article

MOST_AT_ONCE = 200


def request_index(*articles: Article) -> None:
    """Has the articles' texts indexed anew once the caller's transaction has committed."""
    request_index_of(article.pk for article in articles)


def request_index_of(articles: Iterable[int]) -> None:
    """The same by number, in jobs that take a few seconds each."""
    from hundra.hear.knowledge.jobs import index

    numbers = list(articles)
    for start in range(0, len(numbers), MOST_AT_ONCE):
        index.defer(articles=numbers[start : start + MOST_AT_ONCE])
