"""Two guides grab the same contact at the same time: exactly one gets it, and nobody hangs."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory

from hundra.hear.contacts.errors import ContactsError, TakenError
from hundra.hear.contacts.models import Availability, Contact, ContactEvent, ContactState, Guide
from hundra.hear.contacts.services import life, routing

TRIES = int(os.environ.get("HUNDRA_RACE_TRIES", "300"))
"""The whole of it: HUNDRA_RACE_TRIES=10000 (some minutes)."""

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(3600)]


def test_exactly_one_of_two_guides_gets_the_contact():
    desk = DeskFactory()
    guides = [GuideFactory(desk=desk, availability="break") for _ in range(2)]
    users = [guide.user for guide in guides]
    barrier = Barrier(3)
    contacts = [None]
    got = {}

    def grab(user):
        try:
            for _ in range(TRIES):
                barrier.wait(timeout=60)
                try:
                    life.answer(contact=contacts[0], by=user)
                    got[user.pk] = "got"
                except TakenError:
                    got[user.pk] = "taken"
                barrier.wait(timeout=60)
        finally:
            connection.close()

    wins = dict.fromkeys((user.pk for user in users), 0)
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(grab, user) for user in users]
        for _ in range(TRIES):
            contacts[0] = ContactFactory(desk=desk)
            barrier.wait(timeout=60)
            barrier.wait(timeout=60)
            assert sorted(got.values()) == ["got", "taken"]
            winner = next(user for user in users if got[user.pk] == "got")
            wins[winner.pk] += 1
            assert Contact.objects.get(pk=contacts[0].pk).guide.user_id == winner.pk
            assert ContactEvent.objects.filter(contact=contacts[0], kind="answered").count() == 1
            _clear(contacts[0], winner)
        for one in running:
            one.result()
    assert sum(wins.values()) == TRIES


def _clear(contact, winner):
    """As if the talk had been registered at once, without waiting for it."""
    Contact.objects.filter(pk=contact.pk).update(state=ContactState.DONE)
    Guide.objects.filter(user=winner).update(availability=Availability.BREAK)


def test_a_busy_desk_never_gives_a_guide_two_nor_hangs():
    """Guides answer, end and register while calls come, are routed, missed and given up."""
    desk = DeskFactory()
    guides = [GuideFactory(desk=desk, availability="ready") for _ in range(4)]
    reason = ContactFactory(done=True, desk=desk).reason
    rounds = max(TRIES // 10, 10)

    def work(guide):
        done = 0
        try:
            for _ in range(rounds):
                done += _one_round(guide, reason)
        finally:
            connection.close()
        return done

    def call(_):
        try:
            for turn in range(rounds * 2):
                contact = life.receive(desk=desk, channel="phone")
                if turn % 5 == 0:
                    life.end(contact=contact)
                routing.route(desk)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        callers = [pool.submit(call, n) for n in range(2)]
        done = sum(pool.map(work, guides))
        for one in callers:
            one.result()
    assert done > 0
    assert ContactEvent.objects.filter(kind="answered").count() == done
    live = Contact.objects.filter(state__in=["offered", "active"]).values_list("guide", flat=True)
    assert len(live) == len(set(live))


def _one_round(guide, reason):
    """Answers what rings, or whatever waits; 1 when it came to a registered contact."""
    contact = (
        Contact.objects.filter(guide=guide, state="offered").first()
        or Contact.objects.filter(desk=guide.desk, state="waiting").first()
    )
    if contact is None:
        return 0
    try:
        life.answer(contact=contact, by=guide.user)
    except ContactsError:
        return 0
    life.end(contact=contact)
    life.register(contact=contact, by=guide.user, reason=reason, outcome="solved")
    return 1
