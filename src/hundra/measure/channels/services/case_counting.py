"""Counting the cases that were closed on closed days."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hundra.measure.channels.models import CaseTally, Change
from hundra.measure.channels.queries.cases import CASE_NUMBERS, count_case_days
from hundra.measure.channels.queries.counted import FREEZE_AFTER

AT_A_TIME = 31


def count_cases(*, today: dt.date) -> int:
    """Brings the days up to date whose cases have changed; how many they were."""
    noted = Change.objects.filter(desk_id=None, day__lt=today)
    noted.filter(is_thinned=True, day__lt=today - FREEZE_AFTER).delete()
    days = sorted(set(noted.values_list("day", flat=True)))
    for start in range(0, len(days), AT_A_TIME):
        _count(days[start : start + AT_A_TIME])
    return len(days)


@transaction.atomic
def _count(days: list[dt.date]) -> None:
    """First forgets that the days have changed: what changes while we count is noted again."""
    Change.objects.filter(desk_id=None, day__in=days).delete()
    CaseTally.objects.filter(day__in=days).delete()
    CaseTally.objects.bulk_create(
        CaseTally(
            desk_id=desk,
            day=day,
            key=key,
            **{name: getattr(counts, name) for name in CASE_NUMBERS},
        )
        for (desk, day, key), counts in count_case_days(days).items()
    )
