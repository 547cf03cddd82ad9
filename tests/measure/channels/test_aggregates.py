"""What is kept, joined with what is counted at once, equals counting the contacts one by one.

The counting here is another one: plain Python over the contacts, by the definitions in
docs/reference/service-centre-figures.md.
"""

import datetime as dt
import math
import random
from collections import Counter

import pytest
from django.db import connection
from tests.factories.channels import NOW, STOCKHOLM, Town
from tests.factories.contacts import ContactFactory, DeskFactory

from hundra.hear.cases.working_hours import add_working_time
from hundra.hear.contacts.models import Contact, ContactEvent
from hundra.measure.channels import services
from hundra.measure.channels.models import Change, DayCount, Tally
from hundra.measure.channels.periods import Length, Period, free_period, period_with
from hundra.measure.channels.queries.report import report, whole

pytestmark = pytest.mark.django_db


def plain(desk, period, channel="", now=NOW):
    """The figures counted by hand."""
    everything = list(Contact.objects.filter(desk=desk).select_related("asked_reason"))
    replies = {}
    for event in ContactEvent.objects.filter(kind="replied").order_by("-at"):
        replies[event.contact_id] = event.at
    counted = {}
    for contact in everything:
        day = contact.received_at.astimezone(STOCKHOLM).date()
        if period.first <= day <= period.last and channel in ("", contact.channel):
            found = _one(desk, contact, everything, replies.get(contact.pk), now)
            for key in _keys(contact):
                counted.setdefault(key, Counter()).update(found)
    return counted


def _keys(contact):
    local = contact.received_at.astimezone(STOCKHOLM)
    reason = contact.reason_id or (contact.asked_reason and contact.asked_reason.reason_id)
    half_hour = local.hour * 2 + local.minute // 30
    return [
        "whole",
        ("weekday", local.weekday()),
        ("half-hour", half_hour),
        ("slot", local.weekday() * 48 + half_hour),
        ("language", contact.language),
        ("reason", str(reason or "")),
        ("channel", contact.channel),
    ]


def _one(desk, contact, everything, replied, now):
    found = Counter(received=1)
    by_hand = contact.answered_at and contact.queued_at == contact.answered_at == contact.ended_at
    if contact.channel in ("phone", "visit") and contact.queued_at and not by_hand:
        found.update({"offered": 1, **_wait(desk, contact)})
    if contact.channel == "phone" and not contact.queued_at:
        found.update(_menu(contact))
    if contact.answered_at:
        found.update(talked=1, handed_on=contact.handovers > 0, handovers=contact.handovers)
    if contact.state == "done" and contact.outcome in ("solved", "case", "connected", "referred"):
        found.update(_settled(desk, contact, everything, now))
    if contact.channel in ("email", "web"):
        found.update(_reply(desk, contact, replied, now))
    return found


def _wait(desk, contact):
    if contact.callback_to:
        return {"called_back": 1}
    if contact.answered_at:
        waited = max(0.0, (contact.answered_at - contact.queued_at).total_seconds())
        in_time = waited <= desk.answer_within_seconds
        return {"answered": 1, "in_time": in_time, ("answer", math.ceil(waited)): 1}
    if contact.state == "abandoned":
        waited = max(0.0, (contact.ended_at - contact.queued_at).total_seconds())
        short = waited < desk.short_abandon_seconds
        return {"abandoned": 1, "short": short, ("abandon", math.floor(waited)): 1}
    return {}


def _menu(contact):
    if contact.outcome == "self_served":
        return {"menu_helped": 1}
    if contact.outcome == "closed":
        return {"menu_closed": 1}
    return {"menu_left": contact.state == "abandoned"}


def _settled(desk, contact, everything, now):
    solved = contact.outcome == "solved"
    found = {"registered": 1, "solved": solved}
    day = contact.received_at.astimezone(STOCKHOLM).date()
    ripe = day + dt.timedelta(days=desk.return_days) < now.astimezone(STOCKHOLM).date()
    if contact.party_id and contact.reason_id and ripe:
        end = contact.received_at + dt.timedelta(hours=24 * desk.return_days)
        came_back = any(
            other.party_id == contact.party_id
            and other.reason_id == contact.reason_id
            and (other.received_at, other.pk) > (contact.received_at, contact.pk)
            and other.received_at < end
            for other in everything
        )
        found.update(judged=1, held=solved and not came_back)
    return found


def _reply(desk, contact, replied, now):
    registered = contact.registered_at if contact.state == "done" else None
    answered = min((at for at in (replied, registered) if at), default=None)
    due = add_working_time(contact.received_at, dt.timedelta(hours=desk.reply_within_hours))
    if answered:
        return {"replied_in_time": answered <= due, "replied_late": answered > due}
    unsettled = contact.state in ("waiting", "wrap_up")
    return {"replied_late": unsettled and due < now}


def told(figures):
    """The page's figures as the plain counting tells them."""
    counts = figures.counts
    found = Counter(
        {
            name: getattr(counts, name)
            for name in [
                "received",
                "offered",
                "called_back",
                "answered",
                "abandoned",
                "menu_helped",
                "menu_closed",
                "menu_left",
                "registered",
                "solved",
                "judged",
                "held",
                "talked",
                "handed_on",
                "handovers",
                "replied_in_time",
                "replied_late",
            ]
        }
    )
    found.update(in_time=figures.answered_in_time, short=figures.abandoned_short)
    for kind, waits in (("answer", counts.answer_waits), ("abandon", counts.abandon_waits)):
        seconds, at_most = waits._sorted
        before = 0
        for second, so_far in zip(seconds.tolist(), at_most.tolist(), strict=True):
            found[kind, second] += so_far - before
            before = so_far
    return +found


def differences(shown, expected):
    return {
        key: (shown.get(key, Counter()) - counted, counted - shown.get(key, Counter()))
        for key, counted in ({key: Counter() for key in shown} | expected).items()
        if shown.get(key) != counted
    }


def check(desk, period, channel="", now=NOW):
    found = report(desk, period, channel=channel, now=now)
    shown = {"whole": told(found.whole)}
    for name, parts in (
        ("weekday", found.weekdays),
        ("half-hour", found.half_hours),
        ("slot", found.slots),
        ("language", found.languages),
        ("reason", found.reasons),
    ):
        shown.update({(name, key): told(figures) for key, figures in parts.items()})
    by_hand = plain(desk, period, channel, now)
    expected = {key: +counts for key, counts in by_hand.items() if key[0] != "channel"}
    assert differences(shown, {"whole": Counter()} | expected) == {}
    by_channel = plain(desk, period, "", now)
    assert {("channel", key): told(figures) for key, figures in found.channels.items()} == {
        key: +counts for key, counts in by_channel.items() if key[0] == "channel"
    }
    assert told(whole(desk, period, channel=channel, now=now)) == shown["whole"]


PERIODS = [
    period_with(Length.DAY, dt.date(2026, 6, 10)),
    period_with(Length.DAY, dt.date(2026, 6, 6)),
    period_with(Length.WEEK, dt.date(2026, 6, 10)),
    period_with(Length.MONTH, dt.date(2026, 5, 1)),
    period_with(Length.YEAR, dt.date(2026, 5, 1)),
    free_period(dt.date(2026, 4, 28), dt.date(2026, 6, 2)),
]


@pytest.mark.parametrize("seed", range(4))
def test_kept_and_live_figures_equal_counting_the_contacts(seed, monkeypatch):
    monkeypatch.setattr("hundra.measure.channels.queries.report.MOST_COUNTED_NOW", 400)
    rng = random.Random(seed)
    town = Town(rng)
    for _ in range(150):
        town.contact()
    services.count_up(now=NOW)
    assert Tally.objects.filter(span="month").exists()
    for period in PERIODS:
        check(town.desk, period, rng.choice(["", "phone"]))
    for _ in range(15):
        town.change()
        town.contact()
    # Before the job has come to what changed, and after.
    for period in PERIODS:
        check(town.desk, period)
    services.count_up(now=NOW)
    assert Change.objects.filter(day__lt=NOW.date()).count() == 0
    for period in PERIODS:
        check(town.desk, period, rng.choice(["", "email"]))


def test_a_page_says_so_when_a_great_many_days_are_behind():
    town = Town(random.Random(12))
    year = period_with(Length.YEAR, NOW.date())
    for _ in range(60):
        town.contact()
    assert report(town.desk, year, now=NOW).is_behind
    services.count_up(now=NOW)
    assert not report(town.desk, year, now=NOW).is_behind


def test_a_day_that_closes_is_counted_and_then_known_who_came_back():
    town = Town(random.Random(7))
    for _ in range(80):
        town.contact()
    services.count_up(now=NOW)
    year = period_with(Length.YEAR, NOW.date())
    for days in (1, 2, 5):
        later = NOW + dt.timedelta(days=days)
        town.contact(at=later - dt.timedelta(hours=2))
        check(town.desk, year, now=later)
        if days != 2:
            services.count_up(now=later)
            check(town.desk, year, now=later)


def test_everything_can_be_counted_anew():
    town = Town(random.Random(8))
    for _ in range(60):
        town.contact()
    services.count_up(now=NOW)
    Tally.objects.filter(desk=town.desk).update(received=99)
    services.count_anew(now=NOW)
    check(town.desk, period_with(Length.YEAR, NOW.date()))


def test_two_desks_are_counted_apart():
    first, second = Town(random.Random(9)), Town(random.Random(10))
    for _ in range(40):
        first.contact()
        second.contact()
    services.count_up(now=NOW)
    for town in (first, second):
        check(town.desk, period_with(Length.YEAR, NOW.date()))


def test_figures_of_an_old_day_stay_when_its_contacts_are_thinned_out():
    town = Town(random.Random(11))
    for _ in range(60):
        town.contact(at=town.moment(dt.date(2026, 2, 1)))
    services.count_up(now=NOW)
    year = period_with(Length.YEAR, NOW.date())
    before = told(report(town.desk, year, now=NOW).whole)
    old = Contact.objects.filter(received_at__lt=NOW - dt.timedelta(days=70))
    assert old.count() > 5
    old.filter(state="done").first().delete()
    old.update(party=None)
    assert told(report(town.desk, year, now=NOW).whole) == before
    services.count_up(now=NOW)
    services.count_anew(now=NOW)
    assert told(report(town.desk, year, now=NOW).whole) == before
    assert DayCount.objects.filter(is_frozen=True).exists()
    services.count_anew(now=NOW, thinned=True)
    assert told(report(town.desk, year, now=NOW).whole) != before


def test_nothing_is_noted_of_the_day_that_goes_on(django_assert_num_queries):
    desk = DeskFactory()
    Change.objects.all().delete()
    contact = ContactFactory(desk=desk)
    contact.language = "fi"
    contact.save()
    contact.delete()
    assert Change.objects.count() == 0


def test_triggers_follow_the_settings_of_the_house(settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'channels_contacts_came'")
        (source,) = cursor.fetchone()
    assert settings.TIME_ZONE in source


def test_an_empty_desk_has_no_figures():
    found = report(DeskFactory(), Period(Length.DAY, NOW.date(), NOW.date()), now=NOW)
    assert found.whole.in_time_of_waiting is None
    assert found.whole.median_wait is None
    assert dict(found.languages) == {}
