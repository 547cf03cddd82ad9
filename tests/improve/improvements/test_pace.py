"""The pace, the forecast, and when we say nothing."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory

from hundra.improve.improvements import queries
from hundra.improve.improvements.queries import pacing

TODAY = dt.date(2026, 6, 30)


def stamped_on(programme, day: dt.date, **fields):
    at = dt.datetime.combine(day, dt.time(23, 30), ZoneInfo("Europe/Stockholm"))
    return ImprovementFactory(programme=programme, stamped=True, stamped_at=at, **fields)


def test_counts_the_last_twelve_months(db, django_assert_num_queries):
    programme = ProgrammeFactory(starts_on=dt.date(2024, 1, 1))
    stamped_on(programme, TODAY - dt.timedelta(days=365))
    for days in (364, 300, 200, 100, 50, 0):
        stamped_on(programme, TODAY - dt.timedelta(days=days))

    with django_assert_num_queries(1):
        total = queries.pace(programme, TODAY).total

    assert (total.stamped, total.in_window, total.window_days) == (7, 6, 365)
    assert total.per_month == pytest.approx(6 / 365 * 365.25 / 12)


def test_forecast_divides_what_is_left_by_the_pace():
    measured = pacing.measured(goal=100, stamped=40, in_window=30, days=365, today=TODAY)

    assert measured.forecast.expected_on == TODAY + dt.timedelta(days=730)
    assert measured.forecast.earliest_on < measured.forecast.expected_on
    assert measured.forecast.expected_on < measured.forecast.latest_on


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Exact 95 % limits of a Poisson mean (chi-square quantiles), as in published tables.
    [(5, 1.623, 11.668), (10, 4.795, 18.390), (30, 20.241, 42.827), (100, 81.364, 121.627)],
)
def test_limits_agree_with_the_exact_ones(count, low, high):
    assert pacing.poisson_limits(count) == pytest.approx((low, high), rel=0.01)


@pytest.mark.parametrize(("in_window", "days"), [(4, 365), (30, 59)])
def test_too_few_say_nothing(in_window, days):
    measured = pacing.measured(
        goal=100, stamped=in_window, in_window=in_window, days=days, today=TODAY
    )

    assert not measured.says_something
    assert (measured.per_month, measured.forecast) == (None, None)


def test_a_met_goal_needs_no_forecast():
    measured = pacing.measured(goal=10, stamped=12, in_window=12, days=365, today=TODAY)

    assert (measured.is_met, measured.left, measured.forecast) == (True, 0, None)


def test_a_date_beyond_fifty_years_is_not_said():
    measured = pacing.measured(goal=1_000_000, stamped=5, in_window=5, days=365, today=TODAY)

    assert measured.forecast.expected_on is None


def test_the_window_is_the_life_of_a_young_programme(db):
    programme = ProgrammeFactory(starts_on=TODAY - dt.timedelta(days=99))

    assert queries.pace(programme, TODAY).total.window_days == 100


def test_a_programme_of_tomorrow_has_no_window(db):
    programme = ProgrammeFactory(starts_on=TODAY + dt.timedelta(days=1))

    assert queries.pace(programme, TODAY).total.window_days == 0


def test_each_audience_has_its_pace_and_gap(db):
    programme = ProgrammeFactory(starts_on=dt.date(2024, 1, 1))
    for _ in range(6):
        stamped_on(programme, TODAY, audience="citizens")
    stamped_on(programme, TODAY, audience="employees")

    pace = queries.pace(programme, TODAY)

    assert (pace.citizens.left, pace.employees.left) == (44, 49)
    assert pace.citizens.says_something
    assert not pace.employees.says_something


def test_the_curve_has_a_day_for_each_standing_stamp(db):
    programme = ProgrammeFactory(starts_on=dt.date(2024, 1, 1))
    stamped_on(programme, dt.date(2026, 3, 2))
    stamped_on(programme, dt.date(2026, 1, 7))
    ImprovementFactory(programme=programme, withdrawn=True, number=3)

    days = queries.pace(programme, TODAY).stamped_on

    assert days == (dt.date(2026, 1, 7), dt.date(2026, 3, 2))
