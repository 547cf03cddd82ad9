"""Telephone numbers and moments as people read them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from hundra.core.ui.reading import as_dialled, told_when

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("+4619000100", "019-00 01 00"),
        ("+46701740605", "070-174 06 05"),
        ("+4684650044", "08-465 00 44"),
        ("+46850512345", "08-505 123 45"),
        ("+4691112345", "0911-123 45"),
        ("+4798765432", "+4798765432"),
        ("+4619", "+4619"),
        ("", ""),
    ],
)
def test_numbers_are_read_as_they_are_dialled_here(number, read):
    assert as_dialled(number) == read


@pytest.mark.parametrize(
    ("ago", "swedish", "english"),
    [
        (timedelta(hours=2), "i dag 11:00", "today 11:00"),
        (timedelta(days=1), "i går 13:00", "yesterday 13:00"),
        (timedelta(days=3), "fre 20 nov 13:00", "Fri 20 Nov 13:00"),
        (timedelta(days=-1), "tis 24 nov 13:00", "Tue 24 Nov 13:00"),
        (timedelta(days=400), "19 okt 2025", "19 Oct 2025"),
    ],
    ids=str,
)
def test_moments_are_told_as_near_as_they_are(ago, swedish, english):
    assert told_when(NOW - ago, now=NOW) == swedish
    with translation.override("en"):
        assert told_when(NOW - ago, now=NOW) == english
