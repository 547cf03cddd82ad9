"""How often articles are opened."""

from __future__ import annotations

import logging
from datetime import date

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from hundra.hear.knowledge.models import Article

logger = logging.getLogger(__name__)

COUNT_ONE = """
    INSERT INTO knowledge_articleuse AS kept (article_id, day, door, language, count)
    VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (article_id, day, door, language) DO UPDATE SET count = kept.count + 1
"""


def note_use(article: Article, *, door: str, language: str, day: date | None = None) -> None:
    """Counts that the article was opened. A count that cannot be kept fails nothing else."""
    values: list[int | date | str] = [article.pk, day or timezone.localdate(), door, language]
    try:
        if connection.in_atomic_block:  # Only there would a failure take others with it.
            with transaction.atomic():
                _count(values)
        else:
            _count(values)
    except DatabaseError:
        logger.exception("An opened article could not be counted")


def _count(values: list[int | date | str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, values)
