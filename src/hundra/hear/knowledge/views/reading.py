"""What the public pages and those inside have in common: what their templates are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hundra.hear.knowledge import presenting, queries
from hundra.hear.knowledge.addresses import shell_language, topic_path
from hundra.hear.knowledge.languages import language
from hundra.hear.knowledge.models import Door, Topic
from hundra.hear.knowledge.queries import Listed, ReadArticle

MOST_USED = 8
NEWEST = 6


@dataclass(frozen=True)
class Place:
    """From where someone reads: what they may see, and where links lead."""

    audiences: frozenset[str]
    door: str
    is_inside: bool

    @property
    def before_search(self) -> str:
        """What stands under the box before anything has been searched for."""
        return f"knowledge/parts/{'embedded_start' if self.is_embedded else 'start'}.html"

    @property
    def is_embedded(self) -> bool:
        return self.door == Door.EMBEDDED

    @property
    def start(self) -> str:
        return reverse("knowledge" if self.is_inside else "help")


@dataclass(frozen=True)
class Row:
    """An answer in a list, and where it is read."""

    answer: Listed
    path: str
    foreign: Any
    """The language of the answer where it is not the page's own."""


def rows(place: Place, answers: Iterable[Listed]) -> list[Row]:
    here = shell_language()
    return [
        Row(
            answer,
            presenting.listed_path(answer, inside=place.is_inside),
            language(answer.language) if answer.language != here else None,
        )
        for answer in answers
    ]


def common_context(place: Place) -> dict[str, Any]:
    return {
        "place": place,
        "search_url": place.start,
        "live_url": reverse("help_box") if place.is_embedded else place.start,
        "search_log": reverse("note_search_inside" if place.is_inside else "note_search"),
        "words": "",
        "is_too_often": False,
    }


def start_context(place: Place) -> dict[str, Any]:
    """Topics, what is used most, what is new. Six queries."""
    audiences, here = place.audiences, shell_language()
    used = queries.most_used(audiences=audiences, language=here, limit=MOST_USED)
    new = queries.newest(audiences=audiences, language=here, limit=NEWEST)
    return {
        **common_context(place),
        "topics": topics(place),
        "most_used": rows(place, used),
        "newest": rows(place, new),
    }


def topics(place: Place) -> list[dict[str, Any]]:
    return [
        {
            "topic": one.topic,
            "icon": presenting.topic_icon(one.topic),
            "count": one.count,
            "path": topic_path(one.topic.slug, inside=place.is_inside),
        }
        for one in queries.topics_with_answers(place.audiences)
    ]


def topic_context(place: Place, topic: Topic, page: str) -> dict[str, Any]:
    found = queries.answers_in(
        topic, audiences=place.audiences, language=shell_language(), page=page
    )
    return {
        **common_context(place),
        "topic": topic,
        "topic_icon": presenting.topic_icon(topic),
        "page": found,
        "rows": rows(place, found),
        "topic_path": topic_path(topic.slug, inside=place.is_inside),
        "crumbs": [*_first_crumbs(place), (topic.name, "")],
    }


def article_context(place: Place, found: ReadArticle) -> dict[str, Any]:
    inside = place.is_inside
    topic = found.article.topic
    links = presenting.links(found)
    return {
        **common_context(place),
        "found": found,
        "article": found.article,
        "translation": found.translation,
        "revision": found.revision,
        "language_of": language(found.language),
        "is_foreign": found.language != shell_language(),
        "versions": presenting.versions(found, inside=inside),
        "body": presenting.body(found, inside=inside),
        "actions": [link for link in links if link.is_action],
        "links": [link for link in links if not link.is_action],
        "films": presenting.films(found.films, inside=inside),
        "documents": [
            (one, presenting.document_path(one, inside=inside)) for one in found.documents
        ],
        "topic_path": topic_path(topic.slug, inside=inside),
        "crumbs": [
            *_first_crumbs(place),
            (topic.name, topic_path(topic.slug, inside=inside)),
        ],
    }


def missing_context(place: Place) -> dict[str, Any]:
    return {**common_context(place), "topics": topics(place)}


def _first_crumbs(place: Place) -> list[tuple[str, str]]:
    if place.is_inside:
        return [(_("Knowledge"), place.start)]
    return [(_("Start"), reverse("home")), (_("Help"), place.start)]
