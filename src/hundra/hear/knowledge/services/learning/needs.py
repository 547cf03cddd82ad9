"""What is decided on searches that were not answered, and where an answer would belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.hear.knowledge.models import (
    ALL_DOORS,
    Article,
    Audience,
    SearchCount,
    SearchGroup,
    SearchNeed,
)
from hundra.hear.knowledge.queries.finding import Hit, search
from hundra.hear.knowledge.services.learning.counting import DECIDED_WEEKS

NEAREST = 5
PLACED_AT_ONCE = 300
PLACED_AGAIN_AFTER = timedelta(days=1)


@transaction.atomic
def decide(
    *, by: User, group: SearchGroup, decision: str, article: Article | None = None
) -> SearchNeed:
    """Takes the group off the work list, until twice as many have searched in vain again."""
    count = SearchCount.objects.filter(group=group, weeks=DECIDED_WEEKS, door=ALL_DOORS)
    unanswered = count.values_list("unanswered", flat=True).first() or 1
    SearchGroup.objects.filter(pk=group.pk).update(since=0)
    need, _made = SearchNeed.objects.update_or_create(
        key=group.key,
        defaults={
            "words": group.words,
            "decision": decision,
            "topic": group.topic,
            "article": article,
            "returns_at": 2 * unanswered,
            "decided_on": timezone.localdate(),
            "decided_by": by,
        },
    )
    return need


@transaction.atomic
def undo_decision(*, by: User, need: SearchNeed) -> None:
    """Puts what was decided on back on the work list."""
    need.delete()


def place_groups(*, limit: int = PLACED_AT_ONCE) -> int:
    """Finds the articles nearest to groups, the most asked first; how many groups it did."""
    old = timezone.now() - PLACED_AGAIN_AFTER
    found = (
        SearchGroup.objects.filter(Q(placed_at=None) | Q(placed_at__lt=old))
        .annotate(number=Sum("counts__unanswered"))
        .order_by(F("placed_at").asc(nulls_first=True), "-number", "pk")[:limit]
    )
    groups = list(found)
    for group in groups:
        _place(group)
    return len(groups)


def _place(group: SearchGroup) -> None:
    hits = search(
        group.words, audiences=Audience.values, language=group.language, limit=NEAREST
    ).hits
    group.nearest = [hit.translation.article_id for hit in hits]
    group.topic_id = _topic_of(hits)
    group.placed_at = timezone.now()
    group.save(update_fields=["nearest", "topic", "placed_at"])


def _topic_of(hits: Sequence[Hit]) -> int | None:
    """The topic of most of the nearest articles, the first counting most."""
    weights: dict[int, float] = defaultdict(float)
    for hit in hits:
        weights[hit.translation.article.topic_id] += 1 / hit.rank
    return max(weights, key=lambda topic: weights[topic], default=None)
