"""How long those who suggest wait for a reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast

from django.core.cache import cache
from django.db.models import Aggregate, Count, F, FloatField, Q
from django.db.models.functions import Extract
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.core.accounts.rules import Actor
from hundra.hear.suggestions.queries.inbox import in_inbox

KEPT_SECONDS = 900


@dataclass(frozen=True, kw_only=True)
class ReplyTimes:
    """Days from receiving to the first official reply, among those received in the period.

    `median_days` is None without replies. `n` are replied, `waiting` not yet (or never).
    `within_days_set` of the `n` were replied by the day set.
    """

    median_days: float | None
    n: int
    waiting: int
    within_days_set: int


class Median(Aggregate):
    """PostgreSQL's percentile_cont(0.5), which interpolates between the middle two."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def reply_times(user: Actor, *, since: date) -> ReplyTimes:
    """For the suggestions that the user may answer."""
    start = timezone.make_aware(datetime.combine(since, time.min))
    found = in_inbox(user).filter(received_at__gte=start)
    replied = Q(replied_at__isnull=False)
    seconds = Extract(F("replied_at") - F("received_at"), "epoch")
    row = found.order_by().aggregate(
        median=Median(seconds, filter=replied),
        n=Count("pk", filter=replied),
        waiting=Count("pk", filter=~replied),
        within=Count("pk", filter=replied & Q(replied_at__date__lte=F("reply_due_on"))),
    )
    return ReplyTimes(
        median_days=None if row["median"] is None else round(row["median"] / 86_400, 1),
        n=row["n"],
        waiting=row["waiting"],
        within_days_set=row["within"],
    )


def reply_times_this_year(user: User) -> ReplyTimes:
    """The last twelve months; at most a quarter of an hour old."""
    since = timezone.localdate() - timedelta(days=365)
    key = f"suggestions.reply_times:{user.pk}:{since}"
    found = cache.get_or_set(key, lambda: reply_times(user, since=since), KEPT_SECONDS)
    return cast(ReplyTimes, found)
