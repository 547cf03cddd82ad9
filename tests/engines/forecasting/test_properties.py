"""What must hold of every history: any interval length, hours, gaps and amounts."""

from datetime import datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.forecasting.simulated import MONDAY

from hundra.engines.forecasting import Grid, History, forecast, from_rows, judge, update

LEVELS = (0.05, 0.5, 0.95)


@st.composite
def histories(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    grid = Grid(draw(st.sampled_from([15, 30, 60])))
    days = draw(st.integers(8, 60))
    weekdays = np.array([*draw(st.permutations([1, 1, 1, 0.8, 0.5, 0.1, 0]))])
    first = draw(st.integers(0, grid.slots - 4))
    last = draw(st.integers(first + 2, grid.slots))
    means = np.zeros((days, grid.slots))
    a_slot = draw(st.sampled_from([0.02, 1.0, 30.0, 500.0]))
    means[:, first:last] = a_slot * weekdays[np.arange(days) % 7][:, None]
    opened = means > 0
    counts = rng.poisson(means).astype(float)
    counts[rng.random(counts.shape) < draw(st.sampled_from([0.0, 0.1, 0.5]))] = np.nan
    typed = np.where(
        np.isfinite(counts), rng.binomial(np.nan_to_num(counts).astype(int), 0.1), np.nan
    )
    return History(MONDAY, grid, counts, opened, {"sv": counts - typed, "fi": typed})


@settings(max_examples=15, deadline=None)
@given(histories())
def test_forecasts_are_finite_ordered_and_nothing_where_closed(past):
    found = forecast(past, 9, levels=LEVELS)
    for one in (found, *found.types.values()):
        low, middle, high = (one.quantiles[level] for level in LEVELS)
        assert np.isfinite(one.mean).all()
        assert (one.mean >= 0).all()
        assert ((low >= 0) & (low <= middle) & (middle <= high)).all()
        for empty in (one.mean, high):
            assert not empty[~one.opened].any()
        assert (one.day_quantile(0.05) <= one.day_quantile(0.95)).all()
    parts = sum(one.mean for one in found.types.values())
    np.testing.assert_allclose(parts, found.mean, rtol=1e-9, atol=1e-12)


@settings(max_examples=15, deadline=None)
@given(histories(), st.integers(0, 96), st.floats(0, 5))
def test_an_update_keeps_what_came_and_never_grows_less_sure_of_the_day(past, slots, times):
    before = forecast(past, 9, levels=LEVELS)
    so_far = np.full(past.grid.slots, np.nan)
    so_far[:slots] = np.round(before.mean[0, :slots] * times)
    after = update(before, so_far)
    there = np.isfinite(so_far) & before.opened[0]
    for level in LEVELS:
        np.testing.assert_array_equal(after.quantiles[level][0, there], so_far[there])
    assert np.isfinite(after.mean).all()
    assert (after.mean >= 0).all()
    assert (after.variance <= before.variance + 1e-9).all()
    if not there.any():
        np.testing.assert_allclose(after.mean, before.mean, rtol=1e-9)


@settings(max_examples=50, deadline=None)
@given(histories())
def test_rows_in_any_order_give_the_same_history(past):
    start = datetime.combine(MONDAY, datetime.min.time())
    rows = [
        (
            start + timedelta(days=int(day), minutes=int(past.grid.minutes[slot])),
            float(past.counts[day, slot]),
        )
        for day, slot in np.argwhere(past.observed)
    ]
    if not rows:
        return
    one = from_rows(rows, interval_minutes=past.grid.interval_minutes)
    other = from_rows(rows[::-1], interval_minutes=past.grid.interval_minutes)
    np.testing.assert_array_equal(one.counts, other.counts)
    np.testing.assert_array_equal(one.opened, other.opened)
    assert np.nansum(one.counts) == np.nansum(past.counts[past.observed])


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=30))
def test_a_perfect_forecast_loses_nothing(counts):
    actual = np.array(counts)
    quality = judge(actual, actual, dict.fromkeys(LEVELS, actual))
    assert quality.rmse == 0
    assert quality.pinball == 0
    assert quality.coverage == {0.9: 1.0}
