"""Working hours: 8 to 17 on working days; promises made in them come back out of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.hear.cases.working_hours import (
    Hours,
    add_working_hours,
    add_working_time,
    morning_of,
    next_working_moment,
    working_time_between,
)
from hundra.hear.suggestions.working_days import is_working_day

ZONE = ZoneInfo("Europe/Stockholm")
MOMENTS = st.datetimes(
    min_value=datetime(2023, 1, 1),  # noqa: DTZ001 - the strategy adds the zone.
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
SPANS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=400))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        pytest.param("2026-11-23T08:00", 4, "2026-11-23T12:00", id="the same day"),
        pytest.param("2026-11-23T08:00", 9, "2026-11-23T17:00", id="a whole day ends at closing"),
        pytest.param("2026-11-23T16:00", 2, "2026-11-24T09:00", id="over the night"),
        pytest.param("2026-11-27T16:00", 2, "2026-11-30T09:00", id="over the weekend"),
        pytest.param("2026-11-28T12:00", 1, "2026-11-30T09:00", id="begun on a Saturday"),
        pytest.param("2026-12-23T16:00", 2, "2026-12-28T09:00", id="over Christmas"),
        pytest.param("2026-11-23T03:00", 1, "2026-11-23T09:00", id="begun at night"),
        pytest.param("2026-11-23T21:00", 0, "2026-11-24T08:00", id="nothing, in the evening"),
        # Between 24 and 26 October 2026 the clocks were put back; no working hour was touched.
        pytest.param("2026-10-23T16:00", 2, "2026-10-26T09:00", id="over the change of clocks"),
    ],
)
def test_hours_are_counted_while_work_goes_on(start, hours, end):
    assert add_working_hours(at(start), hours) == at(end)


def test_no_working_time_passes_from_friday_evening_to_monday_morning():
    assert working_time_between(at("2026-11-27T17:00"), at("2026-11-30T08:00")) == timedelta(0)


def test_a_week_has_five_days_of_nine_hours():
    week = working_time_between(at("2026-11-16T00:00"), at("2026-11-23T00:00"))
    assert week == timedelta(hours=45)


def test_the_morning_of_a_holiday_is_the_next_working_day():
    assert morning_of(date(2026, 12, 25)) == at("2026-12-28T08:00")


def test_other_hours_can_be_given():
    short = Hours(opens=time(10), closes=time(12))
    assert add_working_hours(at("2026-11-23T11:00"), 2, short) == at("2026-11-24T11:00")


def test_working_time_is_not_added_backwards():
    with pytest.raises(ValueError, match="backwards"):
        add_working_time(at("2026-11-23T11:00"), timedelta(hours=-1))


@given(start=MOMENTS, span=SPANS)
def test_what_is_added_lies_between(start, span):
    assert working_time_between(start, add_working_time(start, span)) == span


@given(start=MOMENTS, span=SPANS, more=SPANS)
def test_adding_in_two_steps_is_adding_at_once(start, span, more):
    at_once = add_working_time(start, span + more)
    in_two = add_working_time(add_working_time(start, span), more)
    if more:
        assert in_two == at_once
    else:
        assert next_working_moment(at_once) == in_two


@given(start=MOMENTS, span=SPANS)
def test_it_ends_in_working_hours(start, span):
    end = add_working_time(start, span).astimezone(ZONE)
    assert is_working_day(end.date())
    assert time(8) <= end.timetz().replace(tzinfo=None) <= time(17)


@given(one=MOMENTS, other=MOMENTS)
def test_never_more_than_the_clock_and_never_less_than_nothing(one, other):
    passed = working_time_between(one, other)
    assert timedelta(0) <= passed <= max(timedelta(0), other - one)


@given(one=MOMENTS, other=MOMENTS, third=MOMENTS)
def test_parts_sum_to_the_whole(one, other, third):
    start, middle, end = sorted((one, other, third))
    parts = working_time_between(start, middle) + working_time_between(middle, end)
    assert parts == working_time_between(start, end)
