"""Forecasts of simulated centres, whose truth is known."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from tests.engines.forecasting.simulated import MONDAY, history, rates

from hundra.engines.forecasting import Calendar, ForecastError, History, backtest, forecast


def test_a_month_ahead_is_near_the_truth_in_each_interval():
    truth = rates(100)
    found = forecast(history(truth[:84], np.random.default_rng(1)), 16)
    open_ = truth[84:] > 0
    assert (found.opened == open_).all()
    assert found.mean[~open_].sum() == 0
    error = found.mean[open_] / truth[84:][open_] - 1
    assert np.sqrt((error**2).mean()) < 0.06


def test_bands_hold_as_often_as_they_say():
    rng = np.random.default_rng(2)
    for spread, a_day in ((0.03, 2_000.0), (0.1, 400.0)):
        past = history(rates(28 * 8, a_day=a_day), rng, day_spread=spread)
        whole = backtest(past, origins=range(84, 28 * 8, 14), days_ahead=5).whole
        assert whole.n > 800
        assert whole.coverage[0.5] == pytest.approx(0.5, abs=0.08)
        assert whole.coverage[0.9] == pytest.approx(0.9, abs=0.05)


def test_a_day_s_band_is_wider_than_poisson_when_days_differ():
    found = forecast(history(rates(140), np.random.default_rng(3), day_spread=0.1), 1)
    width = found.day_quantile(0.95)[0] - found.day_quantile(0.05)[0]
    assert width == pytest.approx(2 * 1.645 * 0.1 * 1_125, rel=0.35)
    assert width > 2 * 2 * 1.645 * np.sqrt(1_125)


def test_a_new_level_is_followed():
    truth = rates(140 + 7, level=lambda day: 1.0 if day < 112 else 1.5)
    found = forecast(history(truth[:140], np.random.default_rng(4)), 7)
    assert found.day_means[:5] == pytest.approx(truth[140:145].sum(axis=1), rel=0.1)


def test_an_outage_marked_as_missing_changes_next_to_nothing():
    past = history(rates(84), np.random.default_rng(5))
    hurt = past.without(*map(datetime.fromisoformat, ("2024-03-20T09:00", "2024-03-20T14:00")))
    assert np.isnan(hurt.counts).sum() == np.isnan(past.counts).sum() + 10
    assert forecast(hurt, 5).mean == pytest.approx(forecast(past, 5).mean, rel=0.02)


def test_an_outage_that_nobody_marked_is_seen_for_what_it_is():
    past = history(rates(84), np.random.default_rng(5))
    counts = past.counts.copy()
    counts[80, 18:28] = 0
    hurt = History(past.first_day, past.grid, counts, past.opened)
    assert forecast(hurt, 5).mean == pytest.approx(forecast(past, 5).mean, rel=0.02)


def test_the_day_after_a_holiday_behaves_as_a_monday():
    day = MONDAY + timedelta(days=84)
    calendar = Calendar(holidays={day: "Påhittad helgdag"})
    past = history(rates(84), np.random.default_rng(6))
    usual, special = forecast(past, 5), forecast(past, 5, calendar)
    assert special.mean[0].sum() == 0
    assert special.day_means[1] > usual.day_means[0]
    assert special.day_means[2:] == pytest.approx(usual.day_means[2:], rel=0.01)


def test_an_event_s_effect_is_learned_where_it_has_been():
    mailings = {MONDAY + timedelta(days=day): "utskick" for day in (22, 43, 71, 85)}
    truth = rates(91, level=lambda day: 1.6 if day in (22, 43, 71, 85) else 1.0)
    past = history(truth[:84], np.random.default_rng(7))
    found = forecast(past, 7, Calendar(events=mailings))
    assert found.day_means[:5] == pytest.approx(truth[84:89].sum(axis=1), rel=0.1)


def test_too_little_history_says_so():
    past = history(rates(2), np.random.default_rng(8))
    with pytest.raises(ForecastError, match="fewer than 3 days"):
        forecast(past, 7)


def test_the_first_day_ahead_follows_the_last_of_the_history():
    found = forecast(history(rates(84), np.random.default_rng(9)), 3)
    assert found.first_day == date(2024, 3, 25)
    assert found.row(date(2024, 3, 27)) == 2
    with pytest.raises(ForecastError):
        found.row(date(2024, 3, 28))
