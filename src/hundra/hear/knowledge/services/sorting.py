"""Topics and contact reasons: what articles are sorted by. Kept by editors anywhere."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.knowledge.errors import InvalidError, NotPossibleError
from hundra.hear.knowledge.models import Address, Article, ContactReason, Topic
from hundra.hear.knowledge.services.indexing import request_index_of

STEP = 10


@transaction.atomic
def save_topic(
    *,
    by: User | None,
    slug: str,
    names: Mapping[str, str],
    descriptions: Mapping[str, str],
    icon: str,
    topic: Topic | None = None,
) -> Topic:
    """A new topic, placed last, or `topic` changed. Its articles' old addresses lead on.

    Raises InvalidError if the address is taken.
    """
    if topic is None:
        last = Topic.objects.order_by("-order").values_list("order", flat=True).first() or 0
        topic = Topic(order=last + STEP)
    former = topic.slug
    topic.slug, topic.icon = slug, icon
    topic.names = {language: name for language, name in names.items() if name}
    topic.descriptions = {language: text for language, text in descriptions.items() if text}
    try:
        with transaction.atomic():
            topic.save()
    except IntegrityError as error:
        raise InvalidError(
            _("There is a topic with the address %(slug)s. Choose another.") % {"slug": slug}
        ) from error
    if former and former != slug:
        _lead_on(topic, former)
    request_index_of(topic.articles.values_list("pk", flat=True))
    return topic


def _lead_on(topic: Topic, former: str) -> None:
    Address.objects.filter(topic_slug=topic.slug, article__topic=topic).delete()
    Address.objects.bulk_create(
        [
            Address(topic_slug=former, slug=article.slug, article=article)
            for article in topic.articles.filter(first_published_at__isnull=False)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def move_topic(*, by: User, topic: Topic, up: bool) -> None:
    """Lets the topic change places with its neighbour, and numbers all anew."""
    topics = list(Topic.objects.select_for_update())
    at = topics.index(topic)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(topics):
        return
    topics[at], topics[to] = topics[to], topics[at]
    for place, one in enumerate(topics, 1):
        if one.order != place * STEP:
            one.order = place * STEP
            one.save(update_fields=["order"])


@transaction.atomic
def remove_topic(*, by: User, topic: Topic) -> None:
    """Raises NotPossibleError while something is sorted under it."""
    try:
        with transaction.atomic():
            topic.delete()
    except ProtectedError as error:
        raise NotPossibleError(
            _("There are articles in the topic. Move them to another first.")
        ) from error


@transaction.atomic
def save_reason(
    *, by: User | None, name: str, reason: ContactReason | None = None
) -> ContactReason:
    """A new contact reason, or `reason` renamed. Raises InvalidError if it is there already."""
    reason = reason or ContactReason()
    reason.name = " ".join(name.split())
    same = ContactReason.objects.filter(name__iexact=reason.name).exclude(pk=reason.pk)
    if not reason.name or same.exists():
        raise InvalidError(_("The contact reason %(name)s is there already.") % {"name": name})
    reason.save()
    request_index_of(reason.articles.values_list("pk", flat=True))
    return reason


@transaction.atomic
def remove_reason(*, by: User, reason: ContactReason) -> None:
    """Raises NotPossibleError while an article answers it."""
    if Article.objects.filter(reasons=reason).exists():
        raise NotPossibleError(_("Articles answer this reason. Take it away from them first."))
    try:
        with transaction.atomic():
            reason.delete()
    except ProtectedError as error:
        raise NotPossibleError(_("The reason is used, so it stays.")) from error
