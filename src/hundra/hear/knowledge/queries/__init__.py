"""Every read of knowledge, visibility included."""

from hundra.hear.knowledge.queries.reading import (
    is_behind,
    readable_articles,
    readable_films,
    readable_translations,
    shown_translation,
)

__all__ = [
    "is_behind",
    "readable_articles",
    "readable_films",
    "readable_translations",
    "shown_translation",
]
