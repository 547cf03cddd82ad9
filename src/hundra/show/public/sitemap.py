"""Every public page for search engines, in each language (sitemaps.org, with xhtml:link)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from html import escape
from itertools import groupby, islice
from operator import itemgetter

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from hundra.core.ui.publishing import absolute
from hundra.hear.knowledge import queries as knowledge
from hundra.hear.knowledge.addresses import article_url
from hundra.hear.knowledge.models import Audience as Readers
from hundra.improve.improvements import queries as improvements
from hundra.improve.improvements.models import Programme

MOST = 20_000
"""Pages of improvements; times the languages, below the format's 50,000."""
MOST_IN_ALL = 50_000
"""What the format allows in one file."""
FIXED = (
    "home",
    "help",
    "public_improvements",
    "suggestions",
    "suggest",
    "public_follow",
    "public_service",
    "public_accessibility",
    "public_privacy",
)


@dataclass(frozen=True)
class Place:
    """One page in one language, and the same page in all."""

    url: str
    changed_at: datetime | None
    alternates: tuple[tuple[str, str], ...]


def places(programme: Programme | None) -> list[Place]:
    """All pages. Four queries."""
    found = [place for name in FIXED for place in _in_each_language(reverse_in_all(name), None)]
    found += _improvements(programme) if programme else []
    found += _topics()
    return found + list(islice(_answers(), MOST_IN_ALL - len(found)))


def _improvements(programme: Programme) -> list[Place]:
    found = []
    rows = improvements.numbered(programme).values_list("number", "changed_at")[:MOST]
    pattern = reverse_in_all("public_improvement", number=999_999_999)
    for number, changed_at in rows:
        paths = [(code, path.replace("999999999", str(number))) for code, path in pattern]
        found += _in_each_language(paths, changed_at)
    return found


def _topics() -> list[Place]:
    slugs = [one.topic.slug for one in knowledge.topics_with_answers({Readers.EVERYONE})]
    paths = [reverse_in_all("help_topic", topic=slug) for slug in slugs]
    return [place for one in paths for place in _in_each_language(one, None)]


def _answers() -> Iterator[Place]:
    """Each answer in each of its languages, with the others beside."""
    rows = (
        knowledge.readable_translations({Readers.EVERYONE})
        .select_related(None)
        .order_by("article_id", "language")
        .values_list(
            "article_id",
            "article__topic__slug",
            "article__slug",
            "language",
            "published__approved_at",
        )
    )
    # Filling in is a hundred times quicker than making each address anew.
    pattern = cache(partial(article_url, "-topic-", "-slug-"))
    for _article, versions in groupby(rows.iterator(), key=itemgetter(0)):
        made = [
            (code, pattern(code).replace("-topic-", topic).replace("-slug-", slug), at)
            for _, topic, slug, code, at in versions
        ]
        alternates = tuple((code, url) for code, url, _ in made)
        yield from (Place(url, at, alternates) for _, url, at in made)


def written(found: list[Place]) -> str:
    """The map as XML. By hand: a template takes seconds for ten thousand improvements."""
    urls = "\n".join(_url(place) for place in found)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{urls}\n</urlset>\n'
    )


def _url(place: Place) -> str:
    changed = place.changed_at
    lastmod = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(url)}"/>'
        for code, url in place.alternates
    )
    return f"<url><loc>{escape(place.url)}</loc>{lastmod}{links}</url>"


def reverse_in_all(name: str, **kwargs: object) -> list[tuple[str, str]]:
    """The page's path in each language."""
    paths = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths.append((code, reverse(name, kwargs=kwargs or None)))
    return paths


def _in_each_language(paths: list[tuple[str, str]], changed_at: datetime | None) -> list[Place]:
    alternates = tuple((code, absolute(path)) for code, path in paths)
    return [Place(url, changed_at, alternates) for _code, url in alternates]
