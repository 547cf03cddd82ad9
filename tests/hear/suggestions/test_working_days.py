"""Swedish working days."""

from datetime import date

import pytest

from hundra.hear.suggestions.working_days import (
    add_working_days,
    is_working_day,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 6, 19), False),  # Midsummer's eve
        (date(2026, 12, 24), False),
        (date(2026, 5, 14), False),  # Ascension
    ],
)
def test_weekends_holidays_and_eves_are_off(day, works):
    assert is_working_day(day) is works


def test_days_are_counted_past_christmas():
    assert add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 30)
    assert working_days_between(date(2026, 12, 23), date(2026, 12, 30)) == 3


def test_nothing_added_is_the_same_day():
    assert add_working_days(date(2026, 11, 22), 0) == date(2026, 11, 22)
    assert working_days_between(date(2026, 11, 24), date(2026, 11, 23)) == 0
