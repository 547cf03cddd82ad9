"""The service centre's other doors in a real browser: the phone menu is changed and taken back, a
file of contacts is taken in, a mail is answered, and a visitor books a call on a small screen.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.contacts import (
    DeskFactory,
    DeskReasonFactory,
    GuideFactory,
    open_weekdays,
)
from tests.factories.exports import as_csv, nyc_rows
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.telephony import small

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.contacts.forms import writing_in
from hundra.hear.contacts.models import (
    Contact,
    ContactImport,
    ContactState,
    ImportState,
    MenuVersion,
    Outcome,
)
from hundra.hear.contacts.services import letters
from hundra.hear.contacts.services.importing import uploads

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAIL = b"""\
From: Majken P\xc3\xa5hitt <majken.pahitt@example.org>
To: kontakt@granby.example
Subject: Tider
Message-ID: <tider@post.example.org>
Content-Type: text/plain; charset=utf-8

Hej! N\xc3\xa4r har \xc3\xa5tervinningen \xc3\xb6ppet?
"""


@pytest.fixture
def desk():
    desk = DeskFactory(slug="servicecenter", name="Kontakt", email="kontakt@granby.example")
    open_weekdays(desk)
    DeskReasonFactory(desk=desk, reason=ContactReasonFactory(name="skola"))
    return desk


@pytest.fixture
def manager(desk):
    return user_with(Role.MANAGER, desk.unit)


def test_a_menu_gets_a_step_is_published_and_taken_back(
    live_server, page, sign_in, axe, shot, desk, manager
):
    MenuVersion.objects.create(desk=desk, number=1, tree=small(), published_at=timezone.now())
    sign_in(manager)
    page.goto(live_server.url + reverse("phone_menu", args=[desk.slug]))
    axe()
    shot("phone-menu")
    page.get_by_role("link", name="Nytt steg").click()
    page.get_by_label("Namn").fill("Sommartider")
    page.get_by_role("button", name="Spara").click()
    page.get_by_label("Svenska").fill("I juli har vi öppet till klockan tre.")
    page.get_by_label("Engelska").fill("In July we are open until three.")
    page.locator("[name=next]").select_option(label="Ämnen")
    axe()
    shot("phone-menu-step")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Sommartider").wait_for()
    page.goto(live_server.url + reverse("phone_menu_step", args=[desk.slug, "tider"]))
    page.locator("[name=next]").select_option(label="Sommartider")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Granska och publicera").click()
    page.get_by_role("button", name="Publicera nu").wait_for()
    axe()
    shot("phone-menu-publish")
    page.get_by_role("button", name="Publicera nu").click()
    page.get_by_text("Version 2 används").wait_for()
    assert MenuVersion.objects.get(number=2).tree["nodes"]["tider"]["next"] == "sommartider"

    page.goto(live_server.url + reverse("phone_menu_version", args=[desk.slug, 1]))
    axe()
    page.get_by_role("button", name="Gör till utkast").click()
    page.get_by_role("link", name="Granska och publicera").click()
    page.get_by_role("button", name="Publicera nu").click()
    page.get_by_text("Version 3 används").wait_for()
    assert MenuVersion.objects.get(number=3).tree == MenuVersion.objects.get(number=1).tree


def test_a_file_of_contacts_is_looked_at_tried_and_taken_in(
    live_server, page, sign_in, axe, shot, desk, manager
):
    sign_in(manager)
    page.goto(live_server.url + reverse("contact_imports"))
    page.get_by_label("Fil", exact=True).set_input_files(
        {"name": "new-york.csv", "mimeType": "text/csv", "buffer": as_csv(nyc_rows(12))}
    )
    axe()
    page.get_by_role("button", name="Titta på filen").click()
    page.get_by_text("Filen gås igenom").wait_for()
    kept = ContactImport.objects.get()
    uploads.look(kept.pk)
    page.get_by_role("link", name="Säg vad kolumnerna betyder").click()
    page.get_by_label("borough").select_option(value="note")
    axe()
    shot("import-columns")
    page.get_by_role("button", name="Vidare till orden").click()
    page.get_by_label("Kanal").first.select_option(label="Telefon")
    page.get_by_label("Spara sättet").fill("New York")
    axe()
    shot("import-words")
    page.get_by_role("button", name="Se vad som skulle hända").click()
    page.get_by_text("Filen gås igenom").wait_for()
    uploads.check(kept.pk)
    page.get_by_role("button", name="Ta in dem").wait_for()
    assert Contact.objects.count() == 0
    axe()
    shot("import-checked")
    page.get_by_role("button", name="Ta in dem").click()
    page.get_by_text("Kontakterna läses in").wait_for()
    uploads.take_in(kept.pk)
    page.get_by_text("Kontakterna finns här").wait_for()
    axe()
    kept.refresh_from_db()
    assert (kept.state, Contact.objects.count()) == (ImportState.DONE, 12)


def test_a_mail_is_read_answered_and_registered(
    live_server, page, sign_in, axe, shot, desk, console_errors
):
    guide = GuideFactory(desk=desk)
    contact = letters.take_in(raw=MAIL, desk=desk)
    sign_in(guide.user)
    page.goto(live_server.url + reverse("service_centre"))
    page.get_by_role("button", name="Ta den").click()
    page.locator(f"#held-{contact.pk}").wait_for()
    page.goto(live_server.url + reverse("contact_letters", args=[contact.pk]))
    page.get_by_text("När har återvinningen öppet?").wait_for()
    axe()
    shot("mail")
    page.get_by_label("Ditt svar").fill("Hej! Klockan 8–18 alla vardagar.")
    page.get_by_role("button", name="Skicka och registrera").click()
    page.get_by_role("link", name="Välj en orsak.").wait_for()  # Nothing is sent without a reason.
    assert page.get_by_label("Ditt svar").input_value() == "Hej! Klockan 8–18 alla vardagar."
    assert all("422" in error for error in console_errors)
    console_errors.clear()
    axe()
    page.get_by_label("Orsak").select_option(label="skola")
    page.get_by_role("button", name="Skicka och registrera").click()
    page.get_by_text("Svaret är skickat.").wait_for()
    contact.refresh_from_db()
    assert (contact.state, contact.outcome) == (ContactState.DONE, Outcome.SOLVED)
    sent = Message.objects.get(purpose="contacts.reply")
    assert (sent.recipient, "Klockan 8–18" in sent.body_text) == ("majken.pahitt@example.org", True)


def test_a_visitor_books_a_call_on_a_small_screen(
    live_server, page, axe, shot, desk, monkeypatch, console_errors
):
    monkeypatch.setattr(writing_in, "SHORTEST_SECONDS", 0)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("contact_us"))
    page.get_by_role("link", name="Vi ringer dig").click()
    page.get_by_label("Ditt telefonnummer").fill("inget nummer")
    axe()
    shot("callback")
    page.get_by_role("button", name="Ring mig").click()
    page.locator(".ds-error-summary").wait_for()
    assert page.get_by_label("Ditt telefonnummer").input_value() == "inget nummer"
    assert all("422" in error for error in console_errors)
    console_errors.clear()
    axe()
    page.get_by_label("Ditt telefonnummer").fill("070-174 06 05")
    times = page.get_by_label("När ska vi ringa?")
    times.select_option(value=times.locator("option[value*='T']").nth(3).get_attribute("value"))
    page.get_by_role("button", name="Ring mig").click()
    page.get_by_text("Ha telefonen nära").wait_for()
    axe()
    shot("callback-booked")
    contact = Contact.objects.get()
    assert (contact.callback_to, contact.state) == ("+46701740605", ContactState.WAITING)
    assert contact.callback_at is not None
    assert contact.callback_at < timezone.now() + timedelta(days=8)
    page.get_by_role("button", name="Avboka samtalet").click()
    page.get_by_role("heading", name="Samtalet är avbokat").wait_for()
    contact.refresh_from_db()
    assert contact.state == ContactState.ABANDONED
