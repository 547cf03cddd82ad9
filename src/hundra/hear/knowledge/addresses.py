"""Where articles are read. Swedish and English by the /en/ prefix, other languages by a last part.

Addresses under /hjalp/ show what is for everyone, whoever asks; those under /arbete/kunskap/ show
what the reader's audiences may see.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from hundra.core.ui.publishing import absolute

SHELLS = frozenset(code for code, _name in settings.LANGUAGES)
"""Languages that whole pages come in, not only answers."""


def shell_language() -> str:
    """The language of the page that is being made."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def article_path(topic: str, slug: str, language: str, *, inside: bool = False) -> str:
    """The article in the language, on a page in the reader's own.

    Without a last part the page chooses the reader's language, else the one written in.
    """
    name = "knowledge_article" if inside else "help_article"
    place = {"topic": topic, "slug": slug}
    if language == shell_language() or (not inside and language in SHELLS):
        return reverse(name, kwargs=place)
    return reverse(f"{name}_in", kwargs={**place, "language": language})


def topic_path(topic: str, *, inside: bool = False) -> str:
    return reverse("knowledge_topic" if inside else "help_topic", kwargs={"topic": topic})


def article_url(topic: str, slug: str, language: str) -> str:
    """The one address of the article in the language, for the world outside."""
    shell = language if language in SHELLS else settings.LANGUAGE_CODE
    with translation.override(shell):
        return absolute(article_path(topic, slug, language))


def topic_url(topic: str, language: str) -> str:
    with translation.override(language):
        return absolute(topic_path(topic))
