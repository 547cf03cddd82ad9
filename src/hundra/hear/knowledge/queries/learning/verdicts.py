"""What readers answered, for editors of the articles' units."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from hundra.core.accounts.rules import Actor
from hundra.hear.knowledge.models import Article, Verdict
from hundra.hear.knowledge.queries.learning.seeing import at_own_units, titled

OPEN_FOR = timedelta(days=1)


def open_verdict(secret: uuid.UUID) -> Verdict | None:
    """A verdict that its giver still can explain: given today or yesterday."""
    since = timezone.localdate() - OPEN_FOR
    return (
        Verdict.objects.select_related("article__topic")
        .filter(secret=secret, given_on__gte=since)
        .first()
    )


def verdicts(user: Actor) -> QuerySet[Verdict]:
    """All verdicts on articles at the user's units, with the article's title."""
    found = Verdict.objects.filter(article__in=Article.objects.filter(at_own_units(user)))
    return found.select_related("article__topic", "handled_by__person").annotate(
        title=titled("article")
    )


def to_handle(user: Actor) -> QuerySet[Verdict]:
    """What readers were not helped by and nobody has seen to."""
    return verdicts(user).filter(helped=False, handled=False)


def to_handle_count(user: Actor) -> int:
    return to_handle(user).count()
