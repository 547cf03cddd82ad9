"""Dates as other systems write them, and whose order of day and month a column has."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hundra.hear.contacts.importing.dates import Order, as_time, study

HERE = ZoneInfo("Europe/Stockholm")
AFTERNOON = datetime(2024, 3, 14, 13, 22, 33, tzinfo=HERE)
NOON_BEFORE = datetime(2024, 3, 14, 13, 22, tzinfo=HERE)
DAY = datetime(2024, 3, 14, tzinfo=HERE)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-03-14", DAY),
        ("2024-03-14 13:22:33", AFTERNOON),
        ("2024-03-14T13:22:33.000", AFTERNOON),
        ("2024-03-14T12:22:33Z", AFTERNOON),
        ("2024-03-14T12:22:33+00:00", AFTERNOON),
        ("2024-03-14 07:22:33-0500", AFTERNOON),
        ("2024/03/14 01:22:33 PM", AFTERNOON),
        ("20240314", DAY),
        ("20240314132233", AFTERNOON),
        ("14 mars 2024", DAY),
        ("14 mars 2024 13.22", NOON_BEFORE),
        ("Mar 14, 2024 1:22 PM", NOON_BEFORE),
        ("March 14th, 2024", DAY),
        ("14-Mar-2024 13:22", NOON_BEFORE),
        ("1710418953", AFTERNOON),
        ("1710418953000", AFTERNOON),
    ],
)
def test_a_time_whose_form_leaves_no_doubt_is_read(text, at):
    assert as_time(text, None, HERE) == at


@pytest.mark.parametrize(
    ("text", "order", "at"),
    [
        ("03/14/2024 01:22:33 PM", Order.MONTH_FIRST, AFTERNOON),
        ("3/14/2024 1:22 p.m.", Order.MONTH_FIRST, NOON_BEFORE),
        ("03/14/24", Order.MONTH_FIRST, DAY),
        ("14/03/2024 13:22:33", Order.DAY_FIRST, AFTERNOON),
        ("14.03.2024 13.22", Order.DAY_FIRST, NOON_BEFORE),
        ("14-3-2024", Order.DAY_FIRST, DAY),
        ("14/3 2024", Order.DAY_FIRST, DAY),
        ("03/14/2024 12:00:00 AM", Order.MONTH_FIRST, DAY),
        ("03/14/2024 12:22 PM", Order.MONTH_FIRST, datetime(2024, 3, 14, 12, 22, tzinfo=HERE)),
    ],
)
def test_where_day_and_month_are_numbers_the_order_decides(text, order, at):
    assert as_time(text, order, HERE) == at
    assert as_time(text, None, HERE) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "igår", "2024-13-01", "2024-02-30", "31/31/2024", "03/14/2024 13:00 PM", "0/0/2024"),
        *("12:30", "14 foo 2024", "2024-03-14 25:00", "03/14/2024 0:10 AM", "1" * 500),
    ],
    ids=range(12),
)
def test_what_is_no_time_is_none(text):
    assert as_time(text, Order.MONTH_FIRST, HERE) is None


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=40))
def test_no_text_at_all_breaks_the_reading(text):
    for order in (None, *Order):
        as_time(text, order, HERE)
    study([text])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.datetimes(datetime(1971, 1, 1), datetime(2069, 12, 31)))  # noqa: DTZ001
def test_american_times_are_read_back_as_they_were(at):
    at = at.replace(microsecond=0)
    text = at.strftime("%m/%d/%Y %I:%M:%S %p")
    assert as_time(text, Order.MONTH_FIRST, UTC) == at.replace(tzinfo=UTC)


def test_one_day_above_twelve_tells_the_whole_columns_order():
    assert study(["03/04/2024", "03/14/2024"]).order == Order.MONTH_FIRST
    assert study(["03/04/2024", "14/03/2024"]).order == Order.DAY_FIRST
    assert not study(["03/04/2024", "14/03/2024"]).must_ask


def test_a_column_that_does_not_tell_must_be_asked_about():
    assert study(["03/04/2024", "05/06/2024"]).must_ask
    assert study(["03/04/2024", "05/06/2024"]).likely is None
    american = study(["03/04/2024 01:22:33 PM"])
    assert (american.must_ask, american.likely) == (True, Order.MONTH_FIRST)


def test_a_column_with_both_orders_is_asked_about_with_the_commoner_proposed():
    mixed = study(["03/14/2024", "14/03/2024", "15/03/2024"])
    assert (mixed.must_ask, mixed.is_mixed, mixed.likely) == (True, True, Order.DAY_FIRST)


def test_points_and_years_first_need_no_question():
    assert study(["03.04.2024"]).order == Order.DAY_FIRST
    assert not study(["2024-03-04"]).must_ask


def test_a_column_of_other_things_is_no_dates():
    assert not study(["Pothole", "Graffiti"]).is_dates
    assert study(["2024-03-04"] * 20 + ["okänt"]).is_dates
