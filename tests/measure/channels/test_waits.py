"""Waits kept to the second."""

import math

from hypothesis import given
from hypothesis import strategies as st

from hundra.measure.channels.waits import Waits, packed, packed_together

SECONDS = st.lists(st.integers(0, 100_000))


@given(SECONDS, st.floats(0.01, 1))
def test_a_quantile_is_the_nearest_rank(seconds, share):
    expected = (
        sorted(seconds)[max(1, math.ceil(share * len(seconds) - 1e-9)) - 1] if seconds else None
    )
    assert Waits(packed(seconds)).quantile(share) == expected


@given(SECONDS, st.integers(-1, 100_001))
def test_within_counts_those_who_waited_no_longer(seconds, limit):
    waits = Waits(packed(seconds))
    assert (waits.within(limit), waits.n) == (sum(s <= limit for s in seconds), len(seconds))


@given(SECONDS, SECONDS)
def test_waits_after_one_another_are_their_sum(some, others):
    both = Waits(packed(some)) + Waits(packed(others))
    assert both.n == len(some) + len(others)
    assert both.longest == (max(some + others) if some or others else None)
    assert packed_together(both) == packed(some + others)


def test_a_median_of_an_even_number_is_one_of_them():
    assert Waits(packed([10, 20, 30, 40])).quantile(0.5) == 20
