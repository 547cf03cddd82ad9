"""Rows become days and intervals, with what is closed told from what is missing."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from tests.engines.forecasting.simulated import MONDAY

from hundra.engines.forecasting import Calendar, ForecastError, Grid, History, from_rows


def rows(days, start=MONDAY):
    """Three intervals of half an hour from eight, on these days after the start."""
    eight = datetime.combine(start, datetime.min.time()) + timedelta(hours=8)
    return [
        (eight + timedelta(days=day, minutes=30 * slot), 10.0 * day + slot)
        for day in days
        for slot in range(3)
    ]


WORKDAYS = [week * 7 + day for week in range(4) for day in range(5)]


def test_dates_are_dates_so_that_a_lost_day_moves_no_other():
    found = from_rows(rows([day for day in WORKDAYS if day != 9]))
    assert (found.grid.interval_minutes, found.grid.first_minute, found.grid.slots) == (30, 480, 3)
    assert found.counts[10].tolist() == [100, 101, 102]
    assert np.isnan(found.counts[9]).all()


def test_a_lost_day_is_missing_and_weekends_are_closed():
    found = from_rows(rows([day for day in WORKDAYS if day != 9]))
    assert found.opened[9].all()
    assert not found.observed[9].any()
    assert not found.opened[5:7].any()


def test_an_absent_holiday_is_closed():
    calendar = Calendar(holidays={MONDAY + timedelta(days=9): "Påhittad helgdag"})
    found = from_rows(rows([day for day in WORKDAYS if day != 9]), calendar=calendar)
    assert not found.opened[9].any()


def test_the_calendar_s_hours_go_before_what_rows_suggest():
    hours = dict.fromkeys(range(5), ((480, 540),))
    found = from_rows(rows([day for day in WORKDAYS if day != 9]), calendar=Calendar(hours=hours))
    assert found.opened[9].tolist() == [True, True, False]
    closed = Calendar(hours=hours, closed=frozenset({MONDAY + timedelta(days=9)}))
    without = from_rows(rows([day for day in WORKDAYS if day != 9]), calendar=closed)
    assert not without.opened[9].any()


def test_the_hour_that_summer_time_repeats_is_added():
    twice = [*rows(WORKDAYS), (datetime.fromisoformat("2024-01-01T08:30"), 5.0)]
    assert from_rows(twice).counts[0].tolist() == [0, 6, 2]


def test_an_outage_hides_the_intervals_that_it_touches():
    past = from_rows(rows(WORKDAYS))
    hidden = past.without(*map(datetime.fromisoformat, ("2024-01-02T08:29", "2024-01-03T08:30")))
    assert np.isnan(hidden.counts[1]).all()
    assert np.isnan(hidden.counts[2]).tolist() == [True, False, False]
    assert np.isfinite(hidden.counts[3]).all()


def test_what_cannot_be_is_refused():
    with pytest.raises(ForecastError, match="no rows"):
        from_rows([])
    with pytest.raises(ForecastError, match="divide"):
        Grid(7)
    grid, opened = Grid(60), np.ones((2, 24), dtype=bool)
    with pytest.raises(ForecastError, match="negative"):
        History(date(2024, 1, 1), grid, np.full((2, 24), -1.0), opened)
    with pytest.raises(ForecastError, match="sv"):
        History(MONDAY, grid, np.ones((2, 24)), opened, {"sv": np.ones((1, 24))})
