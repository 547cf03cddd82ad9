"""The newest improvements for feed readers: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hundra.core.ui.publishing import absolute
from hundra.improve.improvements import queries as improvements
from hundra.improve.improvements.models import Improvement, Programme
from hundra.show.public.presenting import page_path

LENGTH = 30


def newest(programme: Programme) -> list[Improvement]:
    return list(improvements.numbered(programme)[:LENGTH])


def _title(improvement: Improvement) -> str:
    return f"{improvement.number}. {improvement.title}"


def _content(improvement: Improvement) -> str:
    stamp = absolute(
        reverse("public_card", kwargs={"number": improvement.number, "size": "1200x630"})
    )
    alt = _("Stamp of improvement %(number)d: %(title)s") % {
        "number": improvement.number,
        "title": improvement.title,
    }
    picture = format_html('<p><img src="{}" alt="{}" width="600" height="315"></p>', stamp, alt)
    said = f"{improvement.get_audience_display()}. {improvement.get_state_display()}."
    return picture + linebreaks(f"{improvement.summary}\n\n{said}", autoescape=True)


def _identity(improvement: Improvement) -> str:
    """The same for ever, in every language: the address in the default language."""
    return absolute(f"/forbattringar/{improvement.number}/")


def _latest(found: list[Improvement], programme: Programme) -> datetime:
    began = timezone.make_aware(datetime.combine(programme.starts_on, datetime.min.time()))
    return max((one.changed_at for one in found), default=began)


def atom(programme: Programme) -> bytes:
    """The feed as Atom."""
    found = newest(programme)
    feed = Atom1Feed(
        title=f"{programme.name} · {settings.MUNICIPALITY}",
        link=absolute(reverse("public_improvements")),
        description=programme.tagline,
        language=get_language(),
        subtitle=programme.tagline,
        author_name=settings.MUNICIPALITY,
        author_link=absolute(reverse("home")),
        feed_url=absolute(reverse("public_atom")),
        feed_guid=absolute(reverse("public_atom")),
    )
    feed.latest_post_date = lambda: _latest(found, programme)  # type: ignore[method-assign]
    for improvement in found:
        feed.add_item(
            title=_title(improvement),
            link=absolute(page_path(improvement)),
            description=_content(improvement),
            unique_id=_identity(improvement),
            pubdate=improvement.stamped_at,
            updateddate=improvement.changed_at,
            categories=[improvement.topic.name] if improvement.topic else [],
        )
    return feed.writeString("utf-8").encode()


def json_feed(programme: Programme) -> dict[str, Any]:
    """The feed as JSON Feed."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{programme.name} · {settings.MUNICIPALITY}",
        "home_page_url": absolute(reverse("public_improvements")),
        "feed_url": absolute(reverse("public_json_feed")),
        "description": programme.tagline,
        "language": get_language(),
        "authors": [{"name": settings.MUNICIPALITY, "url": absolute(reverse("home"))}],
        "items": [_item(improvement) for improvement in newest(programme)],
    }


def _item(improvement: Improvement) -> dict[str, Any]:
    image = reverse("public_card", kwargs={"number": improvement.number, "size": "1200x630"})
    return {
        "id": _identity(improvement),
        "url": absolute(page_path(improvement)),
        "title": _title(improvement),
        "summary": improvement.summary,
        "content_html": _content(improvement),
        "image": absolute(image),
        "date_published": _moment(improvement.stamped_at),
        "date_modified": _moment(improvement.changed_at),
        "tags": [improvement.topic.name] if improvement.topic else [],
    }


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
