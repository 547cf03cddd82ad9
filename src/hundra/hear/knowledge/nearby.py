"""Vectors beside the index, searched by PostgreSQL itself where it has pgvector.

The table is made after each migration if it can be, and holds nothing that `IndexedText` does
not: it is left out of backups, and made again where it is missing. Without it the processes
that search hold the vectors in memory (see `finding`).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, connection, transaction

from hundra.engines.text.meaning import TextMeaning
from hundra.hear.knowledge.models import IndexedText

logger = logging.getLogger(__name__)

DIMENSIONS = 384
# Recall of HNSW with its defaults is above 0.95 (Malkov & Yashunin 2018); wider costs little.
EF_SEARCH = 100

MAKE = f"""
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE IF NOT EXISTS knowledge_nearby (
    translation bigint PRIMARY KEY,
    audience varchar(10) NOT NULL,
    nearby vector({DIMENSIONS}) NOT NULL
);
CREATE INDEX IF NOT EXISTS knowledge_nearby_hnsw
    ON knowledge_nearby USING hnsw (nearby vector_ip_ops);
"""


def make(**_: Any) -> bool:
    """Makes the table where PostgreSQL has pgvector; says whether it is there."""
    if exists():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")
        if cursor.fetchone() is None:
            return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(MAKE)
            _fill()
    except DatabaseError as error:  # The database's user may not add extensions.
        logger.info("Meaning is searched in memory, since pgvector cannot be used: %s", error)
        return False
    return True


def _fill() -> None:
    """Puts there what is known already, as after a restored backup."""
    known = IndexedText.objects.filter(removed=False, meaning__isnull=False)
    for number, audience, meaning in known.values_list("pk", "audience", "meaning").iterator():
        vector = TextMeaning.from_bytes(bytes(meaning or b"")).vector
        keep(number, audience, vector.tolist())


def exists() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('knowledge_nearby') IS NOT NULL")
        row = cursor.fetchone()
    return bool(row and row[0])


def keep(translation: int, audience: str, vector: Sequence[float]) -> None:
    """Puts a text's vector there, or a new one in its place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO knowledge_nearby VALUES (%s, %s, %s::vector) ON CONFLICT (translation)"
            " DO UPDATE SET audience = excluded.audience, nearby = excluded.nearby",
            [translation, audience, _written(vector)],
        )


def drop(translation: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM knowledge_nearby WHERE translation = %s", [translation])


def nearest(
    vector: Sequence[float], *, audiences: Sequence[str], limit: int
) -> list[tuple[int, float]]:
    """The texts nearest in meaning: (translation, cosine), the nearest first."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL hnsw.ef_search = {max(EF_SEARCH, limit)}")
        cursor.execute(
            "SELECT translation, -(nearby <#> %s::vector) FROM knowledge_nearby"
            " WHERE audience = ANY(%s) ORDER BY nearby <#> %s::vector, translation LIMIT %s",
            [written := _written(vector), list(audiences), written, limit],
        )
        return [(int(key), float(score)) for key, score in cursor.fetchall()]


def _written(vector: Sequence[float]) -> str:
    return "[" + ",".join(f"{number:.7g}" for number in vector) + "]"
