"""Associations against scipy and statsmodels, and where nothing can be said."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from hundra.engines.association import association_of


def test_r_and_slope_are_those_of_scipy_and_statsmodels():
    rng = np.random.default_rng(7)
    x = rng.integers(5, 40, 60)
    y = 70 - 0.6 * x + rng.normal(0, 8, 60)
    found = association_of(x, y)
    peer = stats.pearsonr(x, y)
    low, high = peer.confidence_interval()
    assert (found.n, found.is_told_from_chance) == (60, True)
    assert [found.r, found.low, found.high] == pytest.approx([peer.statistic, low, high])
    fit = sm.OLS(y, sm.add_constant(x)).fit(cov_type="HC3", use_t=True)
    assert [found.slope, found.slope_low, found.slope_high] == pytest.approx(
        [fit.params[1], *fit.conf_int()[1]]
    )


def test_pairs_where_one_is_unknown_do_not_count():
    x = [float(place) for place in range(11)] + [np.nan]
    y = [float(place % 3) for place in range(11)] + [5.0]
    assert association_of(x, y).n == 11
    assert association_of(x[:9] + [np.nan] * 2, y[:11]) is None


def test_what_never_differs_goes_with_nothing():
    assert association_of([12.0] * 20, np.arange(20)) is None
    assert association_of(np.arange(20), [50.1] * 20) is None


def test_a_perfect_line_has_no_spread():
    found = association_of(np.arange(12), 100 - 2 * np.arange(12))
    assert (found.r, found.slope, found.slope_low) == pytest.approx((-1, -2, -2))
