"""Counting the cases that came from a desk, by the day when they were closed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Sum

from hundra.hear.contacts.models import Desk
from hundra.measure.channels.models import CaseTally, Change
from hundra.measure.channels.times import day_bounds


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """Closed cases; those with a promise, and of them in time; reopened; people met, in all."""

    closed: int = 0
    promised: int = 0
    in_time: int = 0
    reopened: int = 0
    people: int = 0

    def __add__(self, other: CaseCounts) -> CaseCounts:
        return CaseCounts(*(getattr(self, name) + getattr(other, name) for name in CASE_NUMBERS))


CASE_NUMBERS = tuple(field.name for field in fields(CaseCounts))

_COUNT = """
SELECT first.desk_id, (k.closed_at AT TIME ZONE %(zone)s)::date AS day,
       coalesce(k.reason_id::text, '') AS key,
       count(*), count(k.due_at), count(*) FILTER (WHERE k.closed_at <= k.due_at),
       count(*) FILTER (WHERE again.was), coalesce(sum(met.people), 0)
FROM cases_case k
CROSS JOIN LATERAL (
    SELECT c.desk_id FROM contacts_contact c WHERE c.case_id = k.id ORDER BY c.id LIMIT 1
) first
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM cases_spell s
        WHERE s.case_id = k.id AND s.state = 'closed' AND s.until IS NOT NULL
    ) AS was
) again
CROSS JOIN LATERAL (
    SELECT count(*) AS people FROM (
        SELECT g.user_id FROM contacts_contact c JOIN contacts_guide g ON g.id = c.guide_id
        WHERE c.case_id = k.id
        UNION SELECT g.user_id FROM contacts_contact c
        JOIN contacts_contactevent e ON e.contact_id = c.id AND e.kind = 'answered'
        JOIN contacts_guide g ON g.id = e.guide_id
        WHERE c.case_id = k.id
        UNION SELECT s.handler_id FROM cases_spell s
        WHERE s.case_id = k.id AND s.handler_id IS NOT NULL
        UNION SELECT k.handler_id WHERE k.handler_id IS NOT NULL
    ) persons
) met
WHERE k.state = 'closed' AND k.closed_at >= %(start)s AND k.closed_at < %(end)s
  AND (k.closed_at AT TIME ZONE %(zone)s)::date = ANY(%(days)s)
GROUP BY 1, 2, 3
"""

CountedCases = dict[tuple[int, dt.date, str], CaseCounts]


def count_case_days(days: Iterable[dt.date]) -> CountedCases:
    """By desk, day and reason, what the cases closed on the days come to as they are now."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    start, end = day_bounds(wanted[0], wanted[-1])
    given: dict[str, Any] = {"zone": settings.TIME_ZONE, "start": start, "end": end, "days": wanted}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, given)
        return {
            (desk, day, key): CaseCounts(*(int(number) for number in numbers))
            for desk, day, key, *numbers in cursor.fetchall()
        }


def changed_case_days() -> set[dt.date]:
    """Days of which the kept figures are missing or behind."""
    return set(Change.objects.filter(desk_id=None).values_list("day", flat=True).distinct())


def closed_cases(
    desk: Desk, days: Collection[dt.date], *, behind: Collection[dt.date]
) -> dict[str, CaseCounts]:
    """By reason, what the desk's cases closed on the days come to; `behind` are counted anew."""
    found: dict[str, CaseCounts] = defaultdict(CaseCounts)
    kept = CaseTally.objects.filter(desk=desk, day__in=set(days) - set(behind))
    sums = {f"all_{name}": Sum(name) for name in CASE_NUMBERS}
    rows = kept.order_by().values("key").annotate(**sums).values_list("key", *sums)
    for key, *numbers in rows:
        found[key] += CaseCounts(*numbers)
    for (where, _day, key), counts in count_case_days(set(days) & set(behind)).items():
        if where == desk.pk:
            found[key] += counts
    return dict(found)
