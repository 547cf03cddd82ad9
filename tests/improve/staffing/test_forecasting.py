"""From the desk's own contacts to a forecast, and a roster played against it."""

import datetime as dt

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.contacts import ContactFactory, DeskFactory, open_weekdays
from tests.factories.staffing import AssignmentFactory, PeriodFactory

from hundra.hear.contacts.models import Contact, Desk
from hundra.improve.staffing.models import Forecast, ForecastRow, PeriodState, Simulation
from hundra.improve.staffing.queries.arrivals import count_arrivals, history_of
from hundra.improve.staffing.services.forecasting import make_forecast
from hundra.improve.staffing.services.simulating import ask_where_missing, simulate_roster

pytestmark = pytest.mark.django_db
# A Monday after three weeks without holidays.
MONDAY = dt.date(2026, 9, 28)
HALF_HOURS = 17
ONE = dt.timedelta(days=1)


def _call(desk: Desk, day: dt.date, minute: int, language: str = "sv") -> Contact:
    clock = dt.datetime.combine(day, dt.time(*divmod(minute, 60)), timezone.get_default_timezone())
    return ContactFactory.build(desk=desk, received_at=clock, queued_at=clock, language=language)


def _desk(calls: int = 3) -> Desk:
    """Three weeks with as many calls each half-hour from eight to half past four."""
    desk = DeskFactory()
    open_weekdays(desk)
    days = [MONDAY - dt.timedelta(days=back) for back in range(1, 22)]
    Contact.objects.bulk_create(
        _call(desk, day, 480 + 30 * slot + number)
        for day in days
        if day.weekday() < 5
        for slot in range(HALF_HOURS)
        for number in range(calls)
    )
    return desk


def test_arrivals_are_counted_by_local_half_hour_and_language() -> None:
    desk = DeskFactory()
    Contact.objects.bulk_create(
        [_call(desk, MONDAY, 540), _call(desk, MONDAY, 569, "so"), _call(desk, MONDAY, 570)]
    )
    ContactFactory(desk=desk, in_menu=True)
    found = count_arrivals(desk, MONDAY, MONDAY)
    assert found.whole == {(MONDAY, 540): 2, (MONDAY, 570): 1}
    assert found.languages["so"] == {(MONDAY, 540): 1}


def test_an_open_day_without_anybody_is_unknown_and_a_closed_one_is_closed() -> None:
    desk = _desk(calls=1)
    silent = MONDAY - dt.timedelta(days=4)
    Contact.objects.filter(received_at__date=silent).delete()
    history = history_of(desk, until=MONDAY)
    assert history is not None
    thursday, sunday = (silent - history.first_day).days, history.days - 1
    assert history.opened[thursday].all()
    assert not history.observed[thursday].any()
    assert not history.opened[sunday].any()


def test_a_week_at_least_is_needed() -> None:
    desk = DeskFactory()
    open_weekdays(desk)
    assert make_forecast(desk=desk, today=MONDAY) is None


def test_what_always_was_is_what_is_expected() -> None:
    desk = _desk()
    made = make_forecast(desk=desk, days=14, today=MONDAY)
    assert made is not None
    rows = list(made.rows.filter(language="", day=MONDAY))
    assert len(rows) == HALF_HOURS
    assert all(row.mean == pytest.approx(3, rel=0.25) for row in rows)
    assert all(row.low_90 <= row.low_50 <= row.high_50 <= row.high_90 for row in rows)
    assert not made.rows.filter(day=MONDAY + dt.timedelta(days=5)).exists()


@pytest.mark.slow
def test_a_roster_is_played_against_the_forecast() -> None:
    one = AssignmentFactory(period=PeriodFactory(last_day=dt.date(2027, 3, 7)))
    made = Forecast.objects.create(
        desk=one.period.desk, first_day=one.day, last_day=one.period.last_day
    )
    for start, mean in ((540, 2), (1080, 2)):
        for language in ("", "sv"):
            ForecastRow.objects.create(
                forecast=made, day=one.day, start=start, mean=mean, language=language
            )
    played = simulate_roster(period=one.period, replications=40)
    assert played is not None
    at_work, after_work = played.slots.all()
    assert (at_work.present, after_work.present) == (1, 0)
    assert at_work.share is not None
    assert at_work.share > 0.5
    assert after_work.share == 0
    assert played.share_low <= played.share <= played.share_high


def test_a_published_roster_that_was_never_played_is_when_there_is_a_forecast() -> None:
    days = [timezone.localdate() + dt.timedelta(weeks=week) for week in range(4)]
    published = {"state": PeriodState.PUBLISHED, "published_on": days[0]}
    never = PeriodFactory(first_day=days[0], last_day=days[1] - ONE, **published)
    desk = never.desk
    played = PeriodFactory(desk=desk, first_day=days[1], last_day=days[2] - ONE, **published)
    Simulation.objects.create(period=played, replications=1, share=1, share_low=1, share_high=1)
    PeriodFactory(desk=desk, first_day=days[2], last_day=days[3] - ONE)
    ask_where_missing(desk=desk)
    ask_where_missing(desk=desk)  # A new forecast came before a worker began.
    jobs = ProcrastinateJob.objects.filter(task_name="staffing.simulate")
    assert [job.args for job in jobs] == [{"period": never.pk}]
