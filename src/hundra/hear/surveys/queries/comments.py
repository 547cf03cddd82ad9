"""Own words, without who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet

from hundra.hear.surveys.models import Comment
from hundra.hear.surveys.queries.sums import under


def comments(
    *,
    since: dt.date,
    until: dt.date,
    paths: Collection[str],
    desk: str = "",
    kind: str = "",
    question_set: str = "service",
) -> QuerySet[Comment]:
    """Comments of the days (both included) at the units under the paths, the latest first.

    Within a day their order is by random keys. Each came out of a box with at least as many
    answers as may be shown, and tells neither the channel, the reason nor the language.
    """
    found = Comment.objects.filter(
        under(paths), question_set__slug=question_set, day__range=(since, until)
    )
    if desk:
        found = found.filter(desk=desk)
    if kind:
        found = found.filter(kind=kind)
    return found.select_related("unit", "passed_on_by")
