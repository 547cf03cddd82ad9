"""How many were asked and how many answers came, by day and by one dimension at a time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db import connection

from hundra.hear.surveys.about import About
from hundra.hear.surveys.models import Dimension

ADD = """
    INSERT INTO surveys_tally AS kept
        (slug, kind, desk, unit_id, day, dimension, value, asked, answered)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (slug, day, dimension, value, kind, desk, unit_id) DO UPDATE
        SET asked = kept.asked + excluded.asked, answered = kept.answered + excluded.answered
"""


def count_asked(*, slug: str, abouts: Iterable[About], day: dt.date) -> None:
    """Counts people who were asked."""
    _count(slug, abouts, day, asked=1, answered=0)


def count_answered(*, slug: str, abouts: Iterable[About], day: dt.date) -> None:
    """Counts answers that came out of a box."""
    _count(slug, abouts, day, asked=0, answered=1)


def _count(slug: str, abouts: Iterable[About], day: dt.date, *, asked: int, answered: int) -> None:
    rows: Counter[tuple[str, str, int, str, str]] = Counter()
    for about in abouts:
        for dimension, value in (
            (Dimension.ALL, ""),
            (Dimension.CHANNEL, about.channel),
            (Dimension.REASON, about.reason_text),
            (Dimension.LANGUAGE, about.language),
        ):
            rows[about.kind, about.desk, about.unit, str(dimension), value] += 1
    with connection.cursor() as cursor:
        # In one order for everybody, so that two who count at once never wait for each other.
        for (kind, desk, unit, by, value), n in sorted(rows.items()):
            cursor.execute(ADD, [slug, kind, desk, unit, day, by, value, n * asked, n * answered])
