"""Callbacks: slots within opening hours, never more than the desk can make."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.db import close_old_connections, connection
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory, open_weekdays

from hundra.core.messages.models import Message
from hundra.hear.contacts.errors import NotPossibleNowError
from hundra.hear.contacts.models import Contact, ContactState, EventKind
from hundra.hear.contacts.own_pages import callback_url
from hundra.hear.contacts.queries import callbacks as queries
from hundra.hear.contacts.services import callbacks, life, routing, visits
from hundra.hear.contacts.services.callbacks import SlotFullError

ZONE = ZoneInfo("Europe/Stockholm")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
PHONE = "+46701234567"


@pytest.fixture
def desk(db):
    desk = DeskFactory(callbacks_per_slot=2)
    open_weekdays(desk)
    return desk


def book(desk, slot, **fields):
    return callbacks.book(desk=desk, phone=PHONE, slot=slot, at=MONDAY, **fields)


def test_slots_are_half_hours_within_opening_hours_on_the_next_five_days(desk):
    slots = queries.free_slots(desk, at=MONDAY + timedelta(minutes=10))

    assert slots[0] == queries.Slot(at=MONDAY + timedelta(minutes=30), left=2)
    assert slots[1].at - slots[0].at == timedelta(minutes=30)
    assert {slot.at.astimezone(ZONE).weekday() for slot in slots} == {0, 1, 2, 3, 4}
    assert max(slot.at.astimezone(ZONE).time() for slot in slots).isoformat() == "16:00:00"
    assert len(slots) == 14 + 4 * 17


def test_slots_take_three_queries(desk, django_assert_num_queries):
    with django_assert_num_queries(3):
        queries.free_slots(desk, at=MONDAY)


def test_a_full_slot_is_not_offered_and_cannot_be_booked(desk):
    slot = MONDAY + timedelta(hours=1)
    book(desk, slot)
    book(desk, slot)

    assert slot not in {one.at for one in queries.free_slots(desk, at=MONDAY)}
    with pytest.raises(SlotFullError):
        book(desk, slot)
    assert Contact.objects.count() == 2


def test_a_cancelled_booking_leaves_its_place(desk):
    slot = MONDAY + timedelta(hours=1)
    first = book(desk, slot)
    book(desk, slot)
    assert callbacks.cancel(contact=first).state == ContactState.ABANDONED

    assert book(desk, slot).callback_at == slot


@pytest.mark.parametrize(
    "slot",
    [
        MONDAY - timedelta(hours=1),
        MONDAY + timedelta(minutes=40),
        MONDAY + timedelta(hours=12),
        MONDAY + timedelta(days=5),
    ],
    ids=["past", "no half-hour", "closed", "saturday"],
)
def test_what_is_no_slot_cannot_be_booked(desk, slot):
    with pytest.raises(SlotFullError):
        book(desk, slot)


def test_the_same_form_twice_is_one_callback(desk):
    slot = MONDAY + timedelta(hours=1)

    assert book(desk, slot, key="k") == book(desk, slot, key="k")


def test_a_booking_is_confirmed_by_text_message_with_the_time_and_a_link(desk, settings, client):
    contact = book(desk, MONDAY + timedelta(hours=1), key="k", text="Hemligt")
    book(desk, MONDAY + timedelta(hours=1), key="k")
    sent = Message.objects.get()

    assert (sent.channel, sent.recipient, sent.purpose) == ("sms", PHONE, "contacts.callback")
    assert sent.body_text == (
        f"{settings.MUNICIPALITY} ringer dig på det här numret den 23 november ungefär kl. 10:00."
        f" Avboka: {callback_url(contact)}"
    )
    assert client.get(urlsplit(callback_url(contact)).path).status_code == 200


def test_who_keeps_their_place_is_told_in_a_language_they_may_read(desk, settings):
    callbacks.book(desk=desk, phone=PHONE, slot=None, language="so", at=MONDAY)
    text = Message.objects.get().body_text

    assert "calls you at this number when it is your turn" in text
    assert "/en/kontakt/ring-upp/" in text


def test_a_number_that_is_no_mobile_gets_no_text_message(desk):
    callbacks.book(desk=desk, phone="+4619123456", slot=None, at=MONDAY)

    assert Message.objects.count() == 0


def test_a_new_time_is_confirmed_anew(desk):
    contact = book(desk, MONDAY + timedelta(hours=1))
    callbacks.move_to_slot(
        contact=contact, phone=PHONE, slot=MONDAY + timedelta(hours=2), at=MONDAY
    )

    assert Message.objects.count() == 2


def test_a_booked_call_waits_until_its_time_and_then_rings(desk):
    guide = GuideFactory(desk=desk, availability="ready")
    slot = MONDAY + timedelta(hours=1)
    contact = book(desk, slot)

    assert routing.tick(desk, at=slot - timedelta(seconds=1)) == []
    assert list(queries.due(desk, slot - timedelta(seconds=1))) == []
    assert list(queries.due(desk, slot)) == [contact]
    assert routing.tick(desk, at=slot) == [contact]
    contact.refresh_from_db()
    assert (contact.state, contact.guide) == (ContactState.OFFERED, guide)


def test_keeping_the_place_keeps_the_place(desk):
    early = ContactFactory(desk=desk, received_at=MONDAY - timedelta(minutes=9))
    queued = early.queued_at
    callbacks.keep_place(contact=early, phone=PHONE, at=MONDAY)
    later = callbacks.book(desk=desk, phone="+46701234568", slot=None, at=MONDAY)
    early.refresh_from_db()

    assert (early.state, early.callback_to, early.queued_at) == ("waiting", PHONE, queued)
    assert later.queued_at == MONDAY
    assert queries.before(later) == 1
    assert early.events.filter(kind=EventKind.CALLBACK).count() == 1


def test_a_caller_in_the_menu_can_choose_a_slot(desk):
    contact = ContactFactory(desk=desk, in_menu=True)
    slot = MONDAY + timedelta(hours=2)
    callbacks.move_to_slot(contact=contact, phone=PHONE, slot=slot, at=MONDAY)
    contact.refresh_from_db()

    assert (contact.state, contact.callback_at) == (ContactState.WAITING, slot)


def test_nobody_keeps_a_place_at_a_closed_desk(desk):
    with pytest.raises(NotPossibleNowError):
        callbacks.book(desk=desk, phone=PHONE, slot=None, at=MONDAY - timedelta(hours=5))


def test_what_is_being_answered_is_not_cancelled(desk):
    guide = GuideFactory(desk=desk, availability="ready")
    contact = callbacks.book(desk=desk, phone=PHONE, slot=None, at=MONDAY)
    life.answer(contact=contact, by=guide.user)

    assert callbacks.cancel(contact=contact).state == ContactState.ACTIVE


def at_once(task, number):
    def run(turn):
        close_old_connections()
        try:
            return task(turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_take_more_than_there_is():
    desk = DeskFactory(callbacks_per_slot=2)
    open_weekdays(desk)
    slot = MONDAY + timedelta(hours=1)

    def one(turn):
        try:
            callbacks.book(desk=desk, phone=f"+4670123450{turn}", slot=slot, at=MONDAY)
        except SlotFullError:
            return 0
        return 1

    assert sum(at_once(one, 8)) == 2
    assert Contact.objects.filter(callback_at=slot).count() == 2


@pytest.mark.django_db(transaction=True)
def test_no_two_visitors_get_the_same_ticket():
    desk = DeskFactory()
    given = at_once(lambda _: visits.give_ticket(desk=desk, by=None, at=MONDAY).ticket, 8)

    assert sorted(given) == [f"A{number}" for number in range(1, 9)]


def test_tickets_begin_anew_each_day(desk):
    first = visits.give_ticket(desk=desk, by=None, at=MONDAY)
    next_day = visits.give_ticket(desk=desk, by=None, at=MONDAY + timedelta(days=1))

    assert (first.ticket, next_day.ticket) == ("A1", "A1")


@pytest.mark.parametrize(("number", "ticket"), [(1, "A1"), (99, "A99"), (100, "B1"), (2179, "A1")])
def test_a_ticket_is_a_letter_and_a_number(number, ticket):
    assert visits.ticket(number) == ticket
