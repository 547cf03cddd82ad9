"""Pages of visits and callbacks: tickets, the waiting room's screen, times to be rung."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.contacts import (
    ContactFactory,
    DeskReasonFactory,
)
from tests.hear.contacts.writing import opened

from hundra.hear.contacts.models import Channel, Contact, ContactState

pytestmark = pytest.mark.django_db


# --- Visits -----------------------------------------------------------------


def test_a_visitor_gets_a_ticket_in_their_language(at_work, desk):
    reason = DeskReasonFactory(desk=desk, names={"ar": "سكن"})
    choices = at_work.get(reverse("visits"), {"sprak": "ar"}).content.decode()
    response = at_work.post(reverse("visit_give"), {"language": "ar", "reason": reason.pk})
    page = at_work.get(response.url).content.decode()

    contact = Contact.objects.get()
    assert 'dir="rtl"' in choices
    assert "سكن" in choices
    assert (contact.ticket, contact.language, contact.asked_reason) == ("A1", "ar", reason)
    assert "A1" in page
    assert "رقمك" in page


def test_a_language_or_a_reason_that_is_not_the_desks_is_left_out(at_work):
    at_work.post(reverse("visit_give"), {"language": "xx", "reason": "999"})

    contact = Contact.objects.get()
    assert (contact.language, contact.asked_reason) == ("sv", None)


def test_the_screen_shows_whose_turn_it_is_and_no_names(at_work, visitor, desk, guide):
    at_work.post(reverse("visit_place"), {"place": " Lucka\n3 "})
    at_work.post(reverse("visit_give"), {"language": "sv"})
    at_work.post(reverse("visit_give"), {"language": "ar"})
    address = reverse("queue_screen", kwargs={"slug": desk.slug})
    page = visitor.get(address)

    shown = page.content.decode()
    assert re.search(r'room-new"><strong>A1</strong> <span>Lucka 3</span>', shown)
    assert "<li>A2</li>" in shown
    assert guide.user.name not in shown
    assert not page.cookies


def test_the_screen_is_not_sent_again_while_nothing_has_changed(at_work, visitor, desk):
    address = reverse("queue_screen", kwargs={"slug": desk.slug})
    first = visitor.get(address, headers={"X-Part": "1"})
    same = visitor.get(address, headers={"X-Part": "1", "If-None-Match": first["ETag"]})
    whole = visitor.get(address, headers={"If-None-Match": first["ETag"]})
    at_work.post(reverse("visit_give"), {"language": "sv"})
    changed = visitor.get(address, headers={"X-Part": "1", "If-None-Match": first["ETag"]})

    assert [one.status_code for one in (first, same, whole, changed)] == [200, 304, 200, 200]
    assert same.content == b""


# --- Callbacks --------------------------------------------------------------


def test_a_visitor_books_sees_and_cancels_a_call(visitor, desk):
    page = visitor.get(reverse("callback_book")).content.decode()
    slot = re.findall(r'<option value="(20[^"]+)"', page)[0]
    response = visitor.post(
        reverse("callback_book"),
        {"phone": "070-123 45 67", "when": slot, "language": "sv", "opened": opened()},
    )
    contact = Contact.objects.get()
    seen = visitor.get(response.url)

    assert (contact.channel, contact.state) == (Channel.PHONE, ContactState.WAITING)
    assert contact.callback_to == "+46701234567"
    assert contact.callback_at == contact.queued_at == datetime.fromisoformat(slot)
    assert "701234" not in seen.content.decode()
    assert not seen.cookies

    visitor.post(response.url)
    contact.refresh_from_db()
    assert contact.state == ContactState.ABANDONED


@pytest.mark.parametrize(
    "fields",
    [{"phone": ""}, {"phone": "hej"}, {"when": ""}, {"when": "2026-01-01T03:07:00+01:00"}],
    ids=str,
)
def test_what_is_no_number_or_time_is_refused(visitor, desk, fields):
    slot = timezone.now() + timedelta(days=1)
    given = {"phone": "070-123 45 67", "when": slot.isoformat(), "language": "sv"}
    response = visitor.post(reverse("callback_book"), {**given, "opened": opened(), **fields})

    assert response.status_code == 422
    assert Contact.objects.count() == 0


def test_a_guessed_address_shows_nothing(visitor, desk):
    contact = ContactFactory(desk=desk, callback_to="+46701234567")
    for secret in (str(contact.pk), f"{contact.pk}:abc", "x"):
        assert visitor.get(reverse("callback", kwargs={"secret": secret})).status_code == 404
        assert visitor.get(reverse("contact_receipt", kwargs={"secret": secret})).status_code == 404
