"""Every read of knowledge, visibility included."""

from hundra.hear.knowledge.queries.article import (
    ReadArticle,
    Version,
    moved_to,
    read_article,
    readable_attachment,
    readable_film,
    was_here,
)
from hundra.hear.knowledge.queries.browsing import (
    Listed,
    TopicCount,
    answers_in,
    each_once,
    listed,
    most_used,
    newest,
    readable_topic,
    topics_with_answers,
)
from hundra.hear.knowledge.queries.reading import (
    is_behind,
    readable_articles,
    readable_films,
    readable_translations,
    shown_translation,
)

__all__ = [
    "Listed",
    "ReadArticle",
    "TopicCount",
    "Version",
    "answers_in",
    "each_once",
    "is_behind",
    "listed",
    "most_used",
    "moved_to",
    "newest",
    "read_article",
    "readable_articles",
    "readable_attachment",
    "readable_film",
    "readable_films",
    "readable_topic",
    "readable_translations",
    "shown_translation",
    "topics_with_answers",
    "was_here",
]
