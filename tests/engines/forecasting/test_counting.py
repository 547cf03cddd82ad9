"""Quantiles of counts, against the distribution itself."""

import numpy as np
import pytest
from scipy import stats

from hundra.engines.forecasting import counting

LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])


def within(mean, variance, level):
    """The probability of what lies below the quantile, counts spread over their steps."""
    size = 1 / variance
    counts = stats.nbinom(size, size / (size + mean))
    found = counting.quantile(np.array([mean]), np.array([variance]), level)[0]
    whole = np.floor(found + 0.5)
    return counts.cdf(whole - 1) + (found + 0.5 - whole) * counts.pmf(whole)


@pytest.mark.parametrize("mean", [5.0, 7.9, 8.0, 30.0, 200.0, 5_000.0])
@pytest.mark.parametrize("variance", [1e-9, 0.001, 0.05, 0.3])
def test_quantiles_are_the_negative_binomial_s(mean, variance):
    assert [within(mean, variance, level) for level in LEVELS] == pytest.approx(LEVELS, abs=0.006)


def test_nothing_is_expected_where_the_mean_is_nothing():
    assert counting.quantile(np.zeros(3), np.full(3, 0.1), 0.95).tolist() == [0, 0, 0]


def test_few_calls_have_quantiles_too():
    found = counting.quantile(np.array([0.3]), np.array([0.01]), 0.95)[0]
    assert 0.5 < found < 2
