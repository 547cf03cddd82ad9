"""What has been counted, and which days have changed since or are not closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from hundra.hear.contacts.models import Contact, Desk
from hundra.measure.channels.counts import NUMBERS, Counts, Group, counts_of
from hundra.measure.channels.models import Change, DayCount, Dimension, Span
from hundra.measure.channels.times import days_between, local_day

ONE_DAY = dt.timedelta(days=1)
FREEZE_AFTER = dt.timedelta(days=60)
"""Days older than this are not counted again when persons have been taken out of them."""
RETURNS = ("judged", "held")


def uncounted_days(desk: Desk, *, today: dt.date) -> set[dt.date]:
    """Closed days whose kept figures are missing or behind.

    A contact that changes also changes whether those before it came back, so the days that its
    day closes the window of are behind with it. Frozen days are as they will be.
    """
    noted = Change.objects.filter(desk_id=desk.pk, day__lt=today)
    noted = noted.exclude(is_thinned=True, day__lt=today - FREEZE_AFTER)
    changed = set(noted.values_list("day", flat=True)) | _not_counted(desk, today)
    before = {day - n * ONE_DAY for day in changed for n in range(desk.return_days + 1)}
    return before - frozen_days(desk, before) if before else set()


def frozen_days(desk: Desk, days: Collection[dt.date]) -> set[dt.date]:
    found = DayCount.objects.filter(desk=desk, is_frozen=True, day__in=days)
    return set(found.values_list("day", flat=True))


def _not_counted(desk: Desk, today: dt.date) -> set[dt.date]:
    """Days that have closed since the last count."""
    last = DayCount.objects.filter(desk=desk).aggregate(last=Max("day"))["last"]
    if last is not None:
        return set(days_between(last + ONE_DAY, today - ONE_DAY))
    first = _first_contact(desk)
    return set(days_between(first, today - ONE_DAY)) if first else set()


def first_day(desk: Desk) -> dt.date | None:
    """The first that there are figures of: counted, when its contacts may be gone, or to be."""
    counted = DayCount.objects.filter(desk=desk).aggregate(first=Min("day"))["first"]
    return min((day for day in (counted, _first_contact(desk)) if day), default=None)


def _first_contact(desk: Desk) -> dt.date | None:
    first = Contact.objects.filter(desk=desk).aggregate(first=Min("received_at"))["first"]
    return local_day(first) if first else None


@dataclass(frozen=True)
class Kept:
    """Which kept rows make up a period: whole months, and days."""

    months: tuple[dt.date, ...]
    days: tuple[dt.date, ...]


def month_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def month_days(month: dt.date) -> list[dt.date]:
    after = (month.replace(day=28) + 4 * ONE_DAY).replace(day=1)
    return days_between(month, after - ONE_DAY)


def kept_for(
    days: Collection[dt.date], *, behind: Collection[dt.date], ripe_through: dt.date
) -> Kept:
    """Months for what they cover whole, days for the rest; what is behind is left out.

    Months count who came back for all their days, so they serve only when all are ripe.
    """
    left = set(days) - set(behind)
    months = []
    for month in sorted({month_of(day) for day in left}):
        covered = set(month_days(month))
        if covered <= left and max(covered) <= ripe_through:
            months.append(month)
            left -= covered
    return Kept(tuple(months), tuple(sorted(left)))


_SUMS = ", ".join(
    f"coalesce(sum({name}) FILTER (WHERE since <= %(ripe_through)s), 0)"
    if name in RETURNS
    else f"sum({name})"
    for name in NUMBERS
)
_READ = f"""
SELECT channel, dimension, key, {_SUMS},
       coalesce(string_agg(answer_waits, ''), ''), coalesce(string_agg(abandon_waits, ''), '')
FROM channels_tally
WHERE desk_id = %(desk)s AND dimension = ANY(%(dimensions)s)
  AND ((span = %(month)s AND since = ANY(%(months)s)) OR (span = %(day)s AND since = ANY(%(days)s)))
GROUP BY channel, dimension, key
"""  # noqa: S608 - names of the model's own columns


def kept_counts(
    desk: Desk, kept: Kept, *, ripe_through: dt.date, dimensions: Collection[str] = Dimension.values
) -> dict[Group, Counts]:
    """What the kept rows come to. Returns are those of days up to `ripe_through`."""
    if not (kept.months or kept.days):
        return {}
    given: dict[str, Any] = {
        "desk": desk.pk,
        "dimensions": list(dimensions),
        "month": Span.MONTH.value,
        "day": Span.DAY.value,
        "months": list(kept.months),
        "days": list(kept.days),
        "ripe_through": ripe_through,
    }
    with connection.cursor() as cursor:
        cursor.execute(_READ, given)
        return {
            Group(channel, dimension, key): counts_of(numbers, bytes(answers), bytes(abandons))
            for channel, dimension, key, *numbers, answers, abandons in cursor
        }
