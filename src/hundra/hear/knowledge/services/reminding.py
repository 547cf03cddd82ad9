"""One letter a day, to each who has articles to look through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils import translation as languages
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hundra.core.messages.services import Draft, send_many
from hundra.core.organisation.models import Person
from hundra.core.organisation.queries import current_employments
from hundra.hear.knowledge.models import Article, ArticleState
from hundra.hear.knowledge.queries.editing import editors_near, with_work

LAST_REMINDER = timedelta(days=14)
"""How long before an article goes out of sight that its responsible are told once more."""


@dataclass(frozen=True)
class Line:
    title: str
    expires_on: date | None
    url: str


@transaction.atomic
def remind(today: date | None = None) -> int:
    """Tells those responsible what is to be looked through from today, and what soon goes out of
    sight; the unit's editors where nobody is responsible, or who was has left. How many letters.
    """
    today = today or timezone.localdate()
    due = list(to_remind(today))
    lines: dict[str, list[Line]] = defaultdict(list)
    with languages.override(settings.LANGUAGE_CODE):
        for article in due:
            for address in _addresses(article, today):
                lines[address].append(_line(article))
        send_many(_letter(address, mine, today) for address, mine in lines.items())
    Article.objects.filter(pk__in=[article.pk for article in due]).update(reminded_on=today)
    return len(lines)


def to_remind(today: date) -> QuerySet[Any]:
    """In use and shown, and not told of yet: neither that it is due, nor in the last two weeks."""
    soon = Q(expires_on__lte=today + LAST_REMINDER) & Q(
        reminded_on__lt=F("expires_on") - LAST_REMINDER
    )
    in_time = Q(expires_on=None) | Q(expires_on__gte=today)
    return (
        with_work(Article.objects.filter(in_time, state=ArticleState.IN_USE), today=today)
        .filter(Q(reminded_on=None) | soon, is_shown=True, review_on__lte=today)
        .select_related("owner_unit", "responsible__user")
        .select_for_update(of=("self",))
        .order_by("expires_on", "pk")
    )


def _addresses(article: Article, today: date) -> Iterable[str]:
    person = article.responsible
    if person is not None and (address := _address(person, today)):
        return [address]
    return [user.email for user in editors_near(article.owner_unit, but=[])]


def _address(person: Person, today: date) -> str:
    """Where the person gets mail, if they still work here."""
    if not current_employments(today).filter(person=person).exists():
        return ""
    user = person.user
    return user.email if user is not None and user.is_active else person.email


def _line(article: Article) -> Line:
    url = reverse("editing_article", kwargs={"pk": article.pk})
    title = getattr(article, "title", "") or article.slug
    return Line(title, article.expires_on, settings.BASE_URL.rstrip("/") + url)


def _letter(address: str, lines: list[Line], today: date) -> Draft:
    count = len(lines)
    subject = ngettext(
        "An article to look through", "%(count)d articles to look through", count
    ) % {"count": count}
    first = _(
        "Are these articles still right? Open each one, change what is no longer true, or choose"
        " “Looked through, still right”. What nobody looks through goes out of sight on its day."
    )
    return Draft(
        to=address,
        subject=subject,
        text="\n\n".join([first, *map(_paragraph, lines)]),
        purpose="knowledge",
        key=f"knowledge-review-{today.isoformat()}-{address}",
    )


def _paragraph(line: Line) -> str:
    if line.expires_on is None:
        return f"{line.title}\n{line.url}"
    day = date_format(line.expires_on, "j F Y")
    said = _("%(title)s (out of sight after %(day)s)") % {"title": line.title, "day": day}
    return f"{said}\n{line.url}"
