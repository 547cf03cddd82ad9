"""What an article is, for whom and how long; not its words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person, Unit
from hundra.hear.knowledge.errors import IncompleteError, InvalidError, NotPossibleError
from hundra.hear.knowledge.models import (
    Address,
    Article,
    ArticleState,
    Audience,
    ContactReason,
    Topic,
)
from hundra.hear.knowledge.services.indexing import request_index

REVIEW_AFTER = timedelta(days=365)
OUT_OF_SIGHT_AFTER = timedelta(days=60)
"""How long after its review date an article that nobody looked through is still shown."""

WIDTH = {Audience.GUIDES: 1, Audience.EMPLOYEES: 2, Audience.EVERYONE: 3}


@dataclass(frozen=True, kw_only=True)
class Details:
    """Everything about an article but its words. Without dates they follow from publishing."""

    topic: Topic
    slug: str
    audience: str
    owner_unit: Unit
    responsible: Person | None = None
    reasons: Collection[ContactReason] = ()
    review_on: date | None = None
    expires_on: date | None = None


@transaction.atomic
def edit_details(*, by: User, article: Article, details: Details) -> Article:
    """Changes the details. A wider audience waits for a second person if readers see the article.

    Raises InvalidError if the address is taken or the days are in the wrong order.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    write_details(article, details, by=by)
    request_index(article)
    return article


def write_details(article: Article, details: Details, *, by: User | None) -> None:
    """Writes the details without asking for a new index; for a new article, and the above."""
    _keep_old_address(article, details)
    article.topic, article.slug = details.topic, details.slug
    article.owner_unit, article.responsible = details.owner_unit, details.responsible
    article.review_on = details.review_on or article.review_on
    article.expires_on = details.expires_on or article.expires_on
    if article.review_on and article.expires_on and article.expires_on <= article.review_on:
        raise InvalidError(_("Let the article go out of sight later than it is looked through."))
    _set_audience(article, details.audience, by=by)
    try:
        with transaction.atomic():
            article.save()
    except IntegrityError as error:
        raise InvalidError(
            _("There is an article with the address %(slug)s in that topic. Choose another.")
            % {"slug": details.slug}
        ) from error
    Address.objects.filter(topic_slug=article.topic.slug, slug=article.slug).delete()
    article.reasons.set(details.reasons)


@transaction.atomic
def look_through(*, by: User, article: Article, review_on: date | None = None) -> Article:
    """Notes that the article still is right, and when it is to be looked through next."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if review_on is not None and review_on <= timezone.localdate():
        raise InvalidError(_("Choose a day to come."))
    set_review(article, review_on)
    article.save()
    request_index(article)
    return article


def set_review(article: Article, review_on: date | None = None) -> None:
    """Sets the days of an article looked through today. The caller saves."""
    today = timezone.localdate()
    article.reviewed_on, article.reminded_on = today, None
    article.review_on = review_on or today + REVIEW_AFTER
    article.expires_on = article.review_on + OUT_OF_SIGHT_AFTER


@transaction.atomic
def withdraw(*, by: User, article: Article, reason: str) -> Article:
    """Takes the article out of everybody's sight, with why."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not reason.strip():
        raise IncompleteError(_("Write why the article is withdrawn."), ())
    article.state, article.withdrawal_reason = ArticleState.WITHDRAWN, reason.strip()
    article.save()
    request_index(article)
    return article


@transaction.atomic
def put_back(*, by: User, article: Article) -> Article:
    """Shows a withdrawn article again."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.state != ArticleState.WITHDRAWN:
        raise NotPossibleError(_("The article is not withdrawn."))
    article.state, article.withdrawal_reason = ArticleState.IN_USE, ""
    article.save()
    request_index(article)
    return article


def _set_audience(article: Article, audience: str, *, by: User | None) -> None:
    shown = article.first_published_at is not None
    if shown and WIDTH[Audience(audience)] > WIDTH[Audience(article.audience)]:
        article.wanted_audience, article.wanted_by = audience, by
        return
    article.audience, article.wanted_audience, article.wanted_by = audience, "", None


def _keep_old_address(article: Article, details: Details) -> None:
    if article.pk is None or article.first_published_at is None:
        return
    if (article.topic.slug, article.slug) != (details.topic.slug, details.slug):
        Address.objects.get_or_create(
            topic_slug=article.topic.slug, slug=article.slug, defaults={"article": article}
        )
