"""A desk that a simulation plays goes by no other clock."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory

from hundra.hear.contacts.models import Availability, Channel, ContactState
from hundra.hear.contacts.services import clock, routing


@pytest.fixture
def elsewhere():
    """Another session at the same database."""
    other = connections["default"].copy()
    yield other
    other.close()


@contextmanager
def held_by(other, desk):
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [clock.PLAYED + desk.pk])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [clock.PLAYED + desk.pk])


@pytest.mark.django_db(transaction=True)
def test_time_brings_nothing_at_a_desk_that_another_session_plays(elsewhere):
    desk = DeskFactory()
    GuideFactory(desk=desk, availability=Availability.READY)
    contact = ContactFactory(desk=desk, channel=Channel.PHONE, state=ContactState.WAITING)
    with held_by(elsewhere, desk):
        assert clock.is_played(desk.pk)
        routing._ticked.clear()
        assert routing.tick(desk) == []
    routing._ticked.clear()
    assert [one.pk for one in routing.tick(desk)] == [contact.pk]


@pytest.mark.django_db(transaction=True)
def test_two_simulations_do_not_play_the_same_desk(elsewhere):
    desk = DeskFactory()
    with (
        held_by(elsewhere, desk),
        pytest.raises(clock.PlayedAlreadyError),
        clock.played(desk.pk),
    ):
        pass
    with clock.played(desk.pk):
        assert not clock.is_played(desk.pk)  # Its own session's clock.


@pytest.mark.django_db
def test_who_comes_later_does_not_wait_yet():
    desk = DeskFactory()
    GuideFactory(desk=desk, availability=Availability.READY)
    now = timezone.now()
    ContactFactory(
        desk=desk,
        channel=Channel.PHONE,
        state=ContactState.WAITING,
        queued_at=now + timedelta(hours=1),
    )
    assert routing.route(desk, at=now) == []
