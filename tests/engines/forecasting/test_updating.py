"""The day's forecast once the morning is known."""

import numpy as np
import pytest
from tests.engines.forecasting.simulated import history, rates

from hundra.engines.forecasting import ForecastError, forecast, update

NOON = 24


@pytest.fixture(scope="module")
def ahead():
    return forecast(history(rates(140), np.random.default_rng(11), day_spread=0.1), 3)


def morning(ahead, times):
    so_far = np.full(ahead.grid.slots, np.nan)
    so_far[:NOON] = np.round(ahead.mean[0, :NOON] * times)
    return so_far


def test_a_busy_morning_makes_a_busy_afternoon(ahead):
    after = update(ahead, morning(ahead, 1.2))
    rest = after.mean[0, NOON:].sum() / ahead.mean[0, NOON:].sum()
    assert 1.1 < rest < 1.22


def test_a_morning_as_expected_changes_little_but_narrows_the_band(ahead):
    after = update(ahead, morning(ahead, 1.0))
    assert after.day_means[0] == pytest.approx(ahead.day_means[0], rel=0.02)
    before, now = (one.day_quantile(0.95)[0] - one.day_quantile(0.05)[0] for one in (ahead, after))
    assert now < 0.6 * before


def test_later_days_move_less_than_today(ahead):
    after = update(ahead, morning(ahead, 1.2))
    assert (after.day_means[1:] >= ahead.day_means[1:]).all()
    assert (after.day_means[1:] < 1.1 * ahead.day_means[1:]).all()


def test_the_afternoon_is_forecast_better_and_its_band_holds():
    rng = np.random.default_rng(12)
    before = forecast(history(rates(140), rng, day_spread=0.1), 1)
    errors, inside = [], []
    truth = rates(141)[140]
    for _ in range(200):
        day = rng.poisson(truth * rng.gamma(100, 1 / 100)).astype(float)
        so_far = np.where(np.arange(48) < NOON, day, np.nan)
        after = update(before, so_far)
        rest = day[NOON:].sum()
        errors.append((before.mean[0, NOON:].sum() - rest, after.mean[0, NOON:].sum() - rest))
        inside.append(after.day_quantile(0.05)[0] <= day.sum() <= after.day_quantile(0.95)[0])
    blind, told = np.sqrt(np.mean(np.square(errors), axis=0))
    assert told < 0.6 * blind
    assert np.mean(inside) == pytest.approx(0.9, abs=0.06)


def test_types_follow_the_whole_and_then_their_own():
    past = history(rates(112), np.random.default_rng(13))
    few = np.random.default_rng(14).binomial(np.nan_to_num(past.counts).astype(int), 0.05)
    past.types.update({"sv": past.counts - few, "fi": np.where(past.opened, few, np.nan)})
    ahead = forecast(past, 1)
    after = update(ahead, morning(ahead, 1.3))
    assert after.types["fi"].day_means[0] > 1.05 * ahead.types["fi"].day_means[0]
    own = np.where(np.arange(48) < NOON, np.round(3 * ahead.types["fi"].mean[0]), np.nan)
    louder = update(ahead, morning(ahead, 1.3), types={"fi": own})
    assert louder.types["fi"].mean[0, NOON:].sum() > after.types["fi"].mean[0, NOON:].sum()
    assert louder.types["sv"].day_means == pytest.approx(after.types["sv"].day_means)


def test_another_number_of_intervals_is_refused(ahead):
    with pytest.raises(ForecastError, match="48"):
        update(ahead, np.zeros(47))
