"""Counting closed days together, so that pages need not count contacts one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from hundra.hear.contacts.models import Desk
from hundra.measure.channels.counts import NUMBERS, WAITS, Counts, Group, total
from hundra.measure.channels.models import Change, DayCount, Dimension, Span, Tally
from hundra.measure.channels.queries.contacts import count_days
from hundra.measure.channels.queries.counted import (
    FREEZE_AFTER,
    frozen_days,
    month_days,
    month_of,
    uncounted_days,
)
from hundra.measure.channels.services.case_counting import count_cases
from hundra.measure.channels.times import local_day
from hundra.measure.channels.waits import Waits, packed_together


def count_up(*, now: dt.datetime | None = None) -> int:
    """Brings what is kept up to date; the number of days counted. Made to be run often."""
    now = now or timezone.now()
    today = local_day(now)
    days = 0
    for desk in Desk.objects.order_by("pk"):
        _freeze(desk, today)
        days += _count(desk, uncounted_days(desk, today=today) | _other_window(desk), today)
    return days + count_cases(today=today)


def count_anew(*, now: dt.datetime | None = None, thinned: bool = False) -> int:
    """Counts everything from the first contact on; `thinned`: frozen days too, as they are now."""
    with transaction.atomic():
        for desk in Desk.objects.all():
            _freeze(desk, local_day(now or timezone.now()))
        if thinned:
            DayCount.objects.all().delete()
        else:
            DayCount.objects.filter(is_frozen=False).delete()
        _note_everything()
    return count_up(now=now)


def _note_everything() -> None:
    """Every day that has a contact or a count is to be counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO channels_change (desk_id, day, is_thinned)"
            " SELECT DISTINCT desk_id, (received_at AT TIME ZONE 'Europe/Stockholm')::date, false"
            " FROM contacts_contact UNION SELECT desk_id, since, false FROM channels_tally"
            " WHERE span = 'day' UNION"
            " SELECT NULL, (closed_at AT TIME ZONE 'Europe/Stockholm')::date, false"
            " FROM cases_case WHERE closed_at IS NOT NULL"
            " UNION SELECT NULL, day, false FROM channels_casetally"
        )


@transaction.atomic
def _freeze(desk: Desk, today: dt.date) -> None:
    """Days that persons were taken out of stay as they were counted, if they are old enough."""
    noted = Change.objects.filter(desk_id=desk.pk)
    thinned = noted.filter(is_thinned=True, day__lt=today - FREEZE_AFTER)
    days = set(thinned.values_list("day", flat=True))
    DayCount.objects.filter(desk=desk, day__in=days).update(is_frozen=True)
    noted.filter(day__in=frozen_days(desk, set(noted.values_list("day", flat=True)))).delete()


def _other_window(desk: Desk) -> set[dt.date]:
    """Days counted while the desk had another time to come back in."""
    others = DayCount.objects.filter(desk=desk, is_frozen=False).filter(
        ~Q(return_days=desk.return_days)
    )
    return set(others.values_list("day", flat=True))


def _count(desk: Desk, days: Iterable[dt.date], today: dt.date) -> int:
    """Month by month, each in a transaction of its own."""
    wanted = sorted(day for day in days if day < today)
    for month, part in groupby(wanted, month_of):
        _count_within(desk, month, list(part), today)
    return len(wanted)


@transaction.atomic
def _count_within(desk: Desk, month: dt.date, days: list[dt.date], today: dt.date) -> None:
    """First forgets that the days have changed and then counts: what changes while we count is
    noted again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('channels.count'), %s)", [desk.pk])
    Change.objects.filter(desk_id=desk.pk, day__in=days).delete()
    Tally.objects.filter(desk=desk, span=Span.DAY, since__in=days).delete()
    counted = count_days(desk, days)
    for day, groups in counted.items():
        _keep(desk, Span.DAY, day, groups)
    DayCount.objects.bulk_create(
        [DayCount(desk=desk, day=day, return_days=desk.return_days) for day in days],
        update_conflicts=True,
        unique_fields=["desk", "day"],
        update_fields=["return_days"],
    )
    Tally.objects.filter(desk=desk, span=Span.MONTH, since=month).delete()
    if month_days(month)[-1] < today:
        _keep(desk, Span.MONTH, month, _month(desk, month))


def _month(desk: Desk, month: dt.date) -> dict[Group, Counts]:
    """The month's days together."""
    rows = Tally.objects.filter(desk=desk, span=Span.DAY, since__in=month_days(month))
    parts: dict[Group, list[Counts]] = {}
    names = ("channel", "dimension", "key", *NUMBERS, *WAITS)
    for channel, dimension, key, *values in rows.values_list(*names).iterator():
        numbers, waits = values[: len(NUMBERS)], values[len(NUMBERS) :]
        counts = Counts(*numbers, *(Waits(bytes(kept)) for kept in waits))
        parts.setdefault(Group(channel, dimension, key), []).append(counts)
    return {group: total(each) for group, each in parts.items()}


def _keep(desk: Desk, span: Span, since: dt.date, groups: Mapping[Group, Counts]) -> None:
    Tally.objects.bulk_create(
        Tally(
            desk=desk,
            span=span,
            since=since,
            channel=group.channel,
            dimension=Dimension(group.dimension),
            key=group.key,
            **{name: getattr(counts, name) for name in NUMBERS},
            **{name: packed_together(getattr(counts, name)) for name in WAITS},
        )
        for group, counts in groups.items()
    )
