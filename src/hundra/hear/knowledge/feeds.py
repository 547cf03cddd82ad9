"""The newest and newly changed answers for feed readers: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from hundra.core.ui.publishing import absolute
from hundra.hear.knowledge.addresses import article_url, shell_language
from hundra.hear.knowledge.queries import Listed

BEGAN = "2026"


def _title() -> str:
    return f"{_('New and changed answers')} · {settings.MUNICIPALITY}"


def _identity(one: Listed) -> str:
    """The same for ever, also when the address changes (a tag as RFC 4151 has them)."""
    host = urlsplit(settings.BASE_URL).hostname
    return f"tag:{host},{BEGAN}:svar/{one.article}/{one.language}"


def _url(one: Listed) -> str:
    return article_url(one.topic, one.slug, one.language)


def atom(answers: Sequence[Listed]) -> bytes:
    """The answers as Atom, those changed last first."""
    feed = Atom1Feed(
        title=_title(),
        link=absolute(reverse("help")),
        description="",
        language=shell_language(),
        author_name=settings.MUNICIPALITY,
        author_link=absolute(reverse("home")),
        feed_url=absolute(reverse("help_atom")),
        feed_guid=absolute(reverse("help_atom")),
    )
    latest = answers[0].published_at if answers else timezone.make_aware(datetime(2026, 1, 1))  # noqa: DTZ001
    feed.latest_post_date = lambda: latest  # type: ignore[method-assign]
    for one in answers:
        feed.add_item(
            title=one.title,
            link=_url(one),
            description=linebreaks(one.short_answer, autoescape=True),
            unique_id=_identity(one),
            updateddate=one.published_at,
            categories=[one.topic_name],
        )
    return feed.writeString("utf-8").encode()


def json_feed(answers: Sequence[Listed]) -> dict[str, Any]:
    """The answers as JSON Feed."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(),
        "home_page_url": absolute(reverse("help")),
        "feed_url": absolute(reverse("help_json_feed")),
        "language": shell_language(),
        "authors": [{"name": settings.MUNICIPALITY, "url": absolute(reverse("home"))}],
        "items": [_item(one) for one in answers],
    }


def _item(one: Listed) -> dict[str, Any]:
    return {
        "id": _identity(one),
        "url": _url(one),
        "title": one.title,
        "content_text": one.short_answer,
        "date_modified": timezone.localtime(one.published_at).isoformat(timespec="seconds"),
        "language": one.language,
        "tags": [one.topic_name],
    }
