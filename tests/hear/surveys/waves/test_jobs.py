import datetime as dt

import pytest
from django.utils import timezone
from tests.factories.surveys import closed_wave

from hundra.hear.surveys.models import Member, SealedAnswers, Wave, WaveState
from hundra.hear.surveys.queries.waves.lists import members_before, sealed_before
from hundra.hear.surveys.services.waves import calendar, opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def deferred(monkeypatch):
    made = []
    for what in ("opening", "reminders", "closing"):
        monkeypatch.setattr(
            calendar, f"defer_{what}", lambda *, wave, by, what=what: made.append((what, wave))
        )
    return made


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=timezone.get_current_timezone())


def test_a_wave_opens_on_its_day_in_the_daytime(wave, today, deferred):
    calendar.see_to_all(now=at(today))
    assert deferred == []
    Wave.objects.update(opens_by_itself=True)
    calendar.see_to_all(now=at(today - dt.timedelta(days=1)))
    calendar.see_to_all(now=at(today, hour=5))
    assert deferred == []
    calendar.see_to_all(now=at(today))
    assert deferred == [("opening", wave.pk)]


def test_reminders_are_due_on_their_day_until_they_have_gone(wave, today, deferred):
    opening.open_wave(wave=wave, by=None, today=today)
    calendar.see_to_all(now=at(today + dt.timedelta(days=7)))
    assert deferred == []
    calendar.see_to_all(now=at(today + dt.timedelta(days=8)))
    assert deferred == [("reminders", wave.pk)]
    from hundra.hear.surveys.services.waves.reminding import remind

    remind(wave=wave, today=today + dt.timedelta(days=8))
    calendar.see_to_all(now=at(today + dt.timedelta(days=8), hour=12))
    assert deferred == [("reminders", wave.pk)]


def test_it_closes_the_night_after_its_last_day(wave, today, deferred):
    opening.open_wave(wave=wave, by=None, today=today)
    calendar.see_to_all(now=at(wave.closes_on, hour=23))
    assert deferred == []
    calendar.see_to_all(now=at(wave.closes_on + dt.timedelta(days=1), hour=0))
    assert deferred == [("closing", wave.pk)]


def test_links_that_a_killed_worker_left_are_sent(wave, today, deferred):
    opening.open_wave(wave=wave, by=None, today=today)
    wave.invitations.filter(way_in="email").update(sent_on=None)
    calendar.see_to_all(now=at(today))
    assert deferred == [("opening", wave.pk)]


def test_a_wave_that_nobody_can_be_asked_in_waits_for_somebody(wave):
    from hundra.core.organisation.models import Employment
    from hundra.hear.surveys import jobs

    Employment.objects.all().delete()
    Wave.objects.update(opens_by_itself=True)
    jobs.open_wave(wave=wave.pk, by=None)
    wave.refresh_from_db()
    assert (wave.state, wave.opens_by_itself) == (WaveState.DRAFT, False)


def test_what_time_takes_away(office):
    from tests.factories.organisation import PersonFactory

    wave = closed_wave({office: [[9]] * 7}, people={office: [PersonFactory()]})
    assert wave.closed_on == dt.date(2026, 5, 23)
    assert list(members_before(dt.date(2026, 5, 24))) == list(Member.objects.all())
    assert list(sealed_before(dt.date(2026, 5, 24))) == list(SealedAnswers.objects.all())
    assert not members_before(dt.date(2026, 5, 23)).exists()
    assert not sealed_before(dt.date(2026, 5, 23)).exists()
