"""When a desk is open."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from tests.factories.contacts import DeskFactory, open_weekdays

from hundra.hear.contacts.hours import Span, is_open, next_opening, timetable
from hundra.hear.contacts.models import OpeningHours, SpecialDay

pytestmark = pytest.mark.django_db
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(day, clock):
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), STOCKHOLM)


@pytest.fixture
def desk():
    made = DeskFactory()
    open_weekdays(made, "08:00", "16:30")
    return made


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (("2026-03-02", "07:59:59"), False),
        (("2026-03-02", "08:00"), True),
        (("2026-03-02", "16:29:59"), True),
        (("2026-03-02", "16:30"), False),
        (("2026-03-01", "12:00"), False),  # A Sunday.
        (("2026-06-19", "12:00"), False),  # Midsummer's Eve, a Friday.
        (("2026-04-06", "12:00"), False),  # Easter Monday.
    ],
)
def test_open_in_its_hours_but_not_on_holidays(desk, when, expected):
    assert is_open(desk, at(*when)) is expected


def test_closed_for_lunch(desk):
    desk.hours.filter(weekday=0).delete()
    for opens, closes in (("08:00", "12:00"), ("13:00", "16:00")):
        OpeningHours.objects.create(desk=desk, weekday=0, opens=opens, closes=closes)
    assert not is_open(desk, at("2026-03-02", "12:30"))
    assert next_opening(desk, at("2026-03-02", "12:30")) == at("2026-03-02", "13:00")
    assert timetable(desk).closes_at(at("2026-03-02", "09:00")) == at("2026-03-02", "12:00")
    assert timetable(desk).closes_at(at("2026-03-02", "12:30")) is None


def test_special_days_go_before_the_week_and_the_holidays(desk):
    SpecialDay.objects.create(desk=desk, day="2026-03-02")
    SpecialDay.objects.create(desk=desk, day="2026-06-19", opens="09:00", closes="11:00")
    assert not is_open(desk, at("2026-03-02", "12:00"))
    assert is_open(desk, at("2026-06-19", "10:00"))
    assert timetable(desk).on(date(2026, 6, 19)) == (Span(time(9), time(11)),)


def test_a_desk_may_be_open_on_saturdays(desk):
    OpeningHours.objects.create(desk=desk, weekday=5, opens="10:00", closes="14:00")
    assert is_open(desk, at("2026-03-07", "11:00"))


def test_the_next_opening_passes_weekends_and_holidays(desk):
    assert next_opening(desk, at("2026-03-02", "06:00")) == at("2026-03-02", "08:00")
    assert next_opening(desk, at("2026-03-06", "17:00")) == at("2026-03-09", "08:00")
    assert next_opening(desk, at("2026-04-02", "17:00")) == at("2026-04-07", "08:00")


def test_hours_are_local_in_summer_and_winter(desk):
    assert is_open(desk, datetime(2026, 7, 6, 6, 0, tzinfo=ZoneInfo("UTC")))
    assert not is_open(desk, datetime(2026, 3, 2, 6, 59, tzinfo=ZoneInfo("UTC")))


def test_a_desk_without_hours_never_opens():
    desk = DeskFactory()
    assert next_opening(desk, at("2026-03-02", "12:00")) is None
    assert not is_open(desk)
