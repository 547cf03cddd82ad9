"""The Wilson interval against published values and its own equation."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.engines.proportions import share


# Newcombe, R. G. (1998): Two-sided confidence intervals for the single proportion: comparison
# of seven methods. Statistics in Medicine 17, 857–872, table I, method 3.
@pytest.mark.parametrize(
    ("part", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(part, n, low, high):
    found = share(part, n)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_at_its_ends_the_share_is_as_many_standard_errors_away_as_the_confidence_says(pair):
    part, n = pair
    found = share(part, n)

    assert 0 <= found.low <= found.value <= found.high <= 1
    for end in (found.low, found.high):
        if 0 < end < 1:
            errors = abs(found.value - end) / math.sqrt(end * (1 - end) / n)
            assert errors == pytest.approx(1.959964, rel=1e-4)


@given(st.integers(0, 50), st.integers(0, 50))
def test_yes_and_no_mirror_each_other(part, rest):
    one, other = share(part, part + rest), share(rest, part + rest)

    if part + rest:
        assert one.low == pytest.approx(1 - other.high)


def test_none_of_none_is_no_number():
    assert math.isnan(share(0, 0).value)


@pytest.mark.parametrize(("part", "n"), [(-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(part, n):
    with pytest.raises(ValueError, match="not a share"):
        share(part, n)
