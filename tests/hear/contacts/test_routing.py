"""Who is given to whom, from and to the database."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from tests.factories.contacts import (
    ContactFactory,
    DeskFactory,
    DeskReasonFactory,
    GuideFactory,
)

from hundra.hear.contacts.models import Contact, ContactEvent, Guide
from hundra.hear.contacts.services import life, routing
from hundra.hear.contacts.services.availability import end_long_wrap_up

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(seconds):
    return START + timedelta(seconds=seconds)


def ringing(desk):
    found = Contact.objects.filter(desk=desk, state="offered")
    return {contact.pk: contact.guide_id for contact in found}


def test_offers_the_longest_waiting_to_the_free_guide_and_has_their_page_look():
    guide = GuideFactory(availability="ready")
    later = ContactFactory(desk=guide.desk, received_at=after(10))
    first = ContactFactory(desk=guide.desk, received_at=after(0))
    offered = routing.route(guide.desk, at=after(20))
    later.refresh_from_db()
    guide.refresh_from_db()
    assert [(one, one.guide_id, one.offered_at) for one in offered] == [
        (first, guide.pk, after(20))
    ]
    assert later.state == "waiting"
    assert (guide.version, guide.availability) == (1, "ready")
    event = ContactEvent.objects.get(contact=first)
    assert (event.kind, event.guide, event.told["waited"]) == ("offered", guide, 20)


@pytest.mark.parametrize("availability", ["away", "busy", "wrap_up", "break", "training"])
def test_only_the_ready_are_given_contacts(availability):
    guide = GuideFactory(availability=availability)
    ContactFactory(desk=guide.desk)
    assert routing.route(guide.desk) == []


def test_guides_not_in_use_of_other_desks_or_with_one_ringing_are_passed_over():
    desk = DeskFactory()
    GuideFactory(availability="ready")
    GuideFactory(desk=desk, availability="ready", is_active=False)
    has_one = GuideFactory(desk=desk, availability="ready")
    ContactFactory(desk=desk, offered=True, guide=has_one)
    ContactFactory(desk=desk)
    assert routing.route(desk) == []


def test_writing_and_callbacks_that_are_not_due_are_not_given():
    guide = GuideFactory(availability="ready")
    ContactFactory(desk=guide.desk, channel="email")
    callback = ContactFactory(desk=guide.desk, callback_at=after(600), received_at=after(0))
    assert routing.route(guide.desk, at=after(599)) == []
    assert routing.route(guide.desk, at=after(600)) == [callback]


def test_a_reason_of_the_menu_goes_to_the_guide_who_knows_it():
    desk = DeskFactory()
    parking, water = DeskReasonFactory(desk=desk), DeskReasonFactory(desk=desk)
    GuideFactory(desk=desk, availability="ready", reasons=[parking.reason], since=after(-100))
    knows = GuideFactory(desk=desk, availability="ready", reasons=[water.reason], since=after(-1))
    contact = ContactFactory(desk=desk, asked_reason=water, received_at=after(0))
    routing.route(desk, at=after(1))
    assert ringing(desk) == {contact.pk: knows.pk}


def test_the_desks_figures_widen_and_it_is_logged():
    desk = DeskFactory(widen_level_seconds=45)
    simple = GuideFactory(desk=desk, availability="ready", languages={"ar": 1})
    GuideFactory(desk=desk, availability="busy", languages={"ar": 3})
    contact = ContactFactory(desk=desk, language="ar", received_at=after(0))
    assert routing.route(desk, at=after(44)) == []
    routing.route(desk, at=after(45))
    assert ringing(desk) == {contact.pk: simple.pk}
    assert list(contact.events.values_list("kind", flat=True)) == ["widened", "offered"]


def test_a_language_that_nobody_present_has_is_logged_once_then_an_interpreter_is_used():
    guide = GuideFactory(availability="ready", desk__widen_level_seconds=90)
    GuideFactory(desk=guide.desk, availability="away", languages={"so": 3})
    contact = ContactFactory(desk=guide.desk, language="so", received_at=after(0))
    for seconds in (0, 1, 89):
        assert routing.route(guide.desk, at=after(seconds)) == []
    noted = ContactEvent.objects.get(contact=contact, kind="no_skill")
    assert noted.told == {"language": "so"}
    routing.route(guide.desk, at=after(90))
    assert ringing(guide.desk) == {contact.pk: guide.pk}
    assert contact.events.get(kind="offered").told["level"] == 0


def test_is_spoken_tells_whether_anyone_present_has_the_language():
    guide = GuideFactory(availability="break", languages={"ar": 1}, channels=["phone"])
    assert routing.is_spoken(guide.desk, "ar", "phone")
    assert not routing.is_spoken(guide.desk, "ar", "visit")
    assert not routing.is_spoken(guide.desk, "so", "phone")
    away = GuideFactory(availability="away")
    assert not routing.is_spoken(away.desk, "sv", "phone")


def test_a_tick_brings_missed_rings_to_the_next_guide():
    desk = DeskFactory(ring_seconds=20)
    first = GuideFactory(desk=desk, availability="ready", since=after(-9))
    contact = life.receive(desk=desk, channel="phone", at=after(0))
    second = GuideFactory(desk=desk, availability="ready", since=after(5))
    routing.tick(desk, at=after(19))
    assert ringing(desk) == {contact.pk: first.pk}
    routing.tick(desk, at=after(20))
    assert ringing(desk) == {contact.pk: second.pk}


def test_a_ring_seen_as_missed_twice_leaves_the_next_guide_alone():
    first = GuideFactory(availability="ready", since=after(-9))
    contact = life.receive(desk=first.desk, channel="phone", at=after(0))
    second = GuideFactory(desk=first.desk, availability="ready", since=after(5))
    for _ in range(2):
        life.miss(contact=contact, at=after(20))
    second.refresh_from_db()
    assert second.availability == "ready"
    assert ringing(first.desk) == {contact.pk: second.pk}


def test_wrap_up_that_began_anew_is_not_ended():
    guide = GuideFactory(availability="wrap_up", since=after(0))
    seen = Guide.objects.get(pk=guide.pk)
    Guide.objects.filter(pk=guide.pk).update(since=after(50))
    end_long_wrap_up(seen, at=after(60))
    guide.refresh_from_db()
    assert guide.availability == "wrap_up"


def test_a_tick_ends_wrap_up_that_is_over_time():
    guide = GuideFactory(availability="wrap_up", since=after(0), desk__wrap_up_seconds=60)
    waits = ContactFactory(desk=guide.desk, received_at=after(0))
    routing.tick(guide.desk, at=after(59))
    assert ringing(guide.desk) == {}
    routing.tick(guide.desk, at=after(60))
    assert ringing(guide.desk) == {waits.pk: guide.pk}


def test_ticks_without_a_time_run_once_a_second(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(routing, "monotonic", lambda: 100.0)
    desk = DeskFactory()
    routing.tick(desk)
    with django_assert_num_queries(0):
        routing.tick(desk)


@pytest.mark.django_db(transaction=True)
def test_a_tick_leaves_it_to_whoever_routes_just_now():
    guide = GuideFactory(availability="ready", since=after(0))
    contact = ContactFactory(desk=guide.desk, received_at=after(0))
    with at_the_same_time() as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [routing.TURN + guide.desk_id])
        assert routing.tick(guide.desk) == []
    routing._ticked.clear()
    assert routing.tick(guide.desk) == [contact]


@contextmanager
def at_the_same_time():
    """A cursor of another connection, in a transaction."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            yield cursor
        other.rollback()
    finally:
        other.close()


@pytest.mark.parametrize(("guides", "waiting"), [(1, 1), (5, 20)])
def test_the_number_of_queries_does_not_grow(guides, waiting, django_assert_num_queries):
    desk = DeskFactory()
    for _ in range(guides):
        GuideFactory(desk=desk, availability="ready")
    for _ in range(waiting):
        ContactFactory(desk=desk)
    ContactFactory(desk=desk, language="so")
    with django_assert_num_queries(10):
        assert len(routing.route(desk)) == guides
