"""The letters to editors: what waits for them, what came back, what has been published."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation as languages
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.messages.services import Draft, send_many
from hundra.hear.knowledge.models import Revision
from hundra.hear.knowledge.queries.editing import editors_near

PURPOSE = "knowledge"


def sent_for_approval(revision: Revision, *, by: User) -> None:
    """To the nearest editors who may approve it."""
    unit = revision.translation.article.owner_unit
    subject = _("To approve: %(title)s") % {"title": revision.title}
    text = _(
        "%(who)s has sent the article “%(title)s” for approval. You have not written in it, so you"
        " can look through it and publish it, or send it back with a comment."
    ) % {"who": by, "title": revision.title}
    editors = editors_near(unit, but=[*revision.authors, by.pk])
    _send(editors, subject, [text], "editing_review", revision, event=f"sent-{_moment(revision)}")


def sent_back(revision: Revision, *, by: User) -> None:
    """To those who wrote in it, with what to change."""
    subject = _("To change: %(title)s") % {"title": revision.title}
    text = _("%(who)s has looked through “%(title)s” and asks you to change it:") % {
        "who": by,
        "title": revision.title,
    }
    paragraphs = [text, revision.review_comment]
    event = f"back-{_moment(revision)}"
    _send(_authors(revision, but=by), subject, paragraphs, "editing_text", revision, event=event)


def published(revision: Revision, *, by: User) -> None:
    """To those who wrote in it."""
    subject = _("Published: %(title)s") % {"title": revision.title}
    text = _("%(who)s has approved “%(title)s”, and readers see it now.") % {
        "who": by,
        "title": revision.title,
    }
    _send(_authors(revision, but=by), subject, [text], "editing_article", revision, event="shown")


def _authors(revision: Revision, *, but: User) -> Iterable[User]:
    return User.objects.filter(pk__in=revision.authors, is_active=True).exclude(pk=but.pk)


def _send(
    users: Iterable[User],
    subject: str,
    paragraphs: list[str],
    url_name: str,
    revision: Revision,
    *,
    event: str,
) -> None:
    url = page_url(url_name, revision)
    text = "\n\n".join([*paragraphs, url])
    key = f"knowledge-{revision.pk}-{event}"
    send_many(
        Draft(to=user.email, subject=subject, text=text, purpose=PURPOSE, key=f"{key}-{user.pk}")
        for user in users
    )


def page_url(url_name: str, revision: Revision) -> str:
    """The whole address of the article's page in the editors' part, in Swedish."""
    place: dict[str, object] = {"pk": revision.translation.article_id}
    if url_name != "editing_article":
        place["language"] = revision.translation.language
    with languages.override(settings.LANGUAGE_CODE):
        return settings.BASE_URL.rstrip("/") + reverse(url_name, kwargs=place)


def _moment(revision: Revision) -> int:
    """Tells one sending of a draft from the next."""
    return int(revision.submitted_at.timestamp()) if revision.submitted_at else 0
