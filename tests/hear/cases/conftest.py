"""A confidential case that has lived: everything that can hold words holds them."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.cases import AttachmentFactory, CaseFactory, PartyFactory
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory
from tests.factories.open311 import make_app, make_service
from tests.factories.organisation import UnitFactory
from tests.hear.cases.secret import MARK, TEXT, outsiders

from hundra.core.accounts.models import Role
from hundra.core.messages.services import send
from hundra.hear.cases import services
from hundra.hear.cases.models import Case, Disclosure, EntryKind
from hundra.hear.contacts.models import Enclosure, Letter
from hundra.show.open311.models import Report


@pytest.fixture
def top():
    return UnitFactory()


@pytest.fixture
def unit(top):
    return UnitFactory(parent=top)


@pytest.fixture
def insider(unit):
    return user_with(Role.HANDLER, unit)


@pytest.fixture
def case(unit, insider):
    """A confidential case that has lived: everything that can hold words holds them."""
    party = PartyFactory(name=MARK, email="bo@example.se")
    made = services.open_case(
        title=TEXT,
        text=TEXT,
        reason=None,
        unit=unit,
        by=insider,
        party=party,
        promise=TEXT,
        promise_hours=9,
        is_confidential=True,
        place=TEXT,
    )
    services.take(case=made, by=insider)
    services.note(case=made, text=TEXT, by=insider)
    services.message(case=made, text=TEXT, by=insider)
    services.receive_message(case=made, text=TEXT)
    services.suspend(
        case=made,
        cause=TEXT,
        until=timezone.localdate() + timedelta(days=9),
        by=insider,
    )
    services.resume(case=made, by=insider)
    services.close(case=made, answer=TEXT, by=insider)
    services.reopen(case=made, cause=TEXT, by=insider)
    file = AttachmentFactory(
        entry=made.entries.filter(kind=EntryKind.TO_CITIZEN).get(), name=f"{MARK}.txt"
    )
    file.file.save("x.txt", ContentFile(MARK.encode()))
    Disclosure.objects.create(
        case=made, version=1, asked_by=MARK, given_by=insider, digest="0", file=file.file.name
    )
    # An open case of the same unit tells of it.
    other = CaseFactory(unit=unit, party=None)
    services.link(case=other, other=made, by=insider)
    made.refresh_from_db()
    return made


@pytest.fixture
def around(case, top, settings, tmp_path):
    """It began as a mail to a desk, was answered once, written about again, and told by an app."""
    settings.MEDIA_ROOT = tmp_path
    settings.CARRIERS = {"email": "hundra.adapters.email.SmtpCarrier", "sms": ""}
    desk = DeskFactory(unit=UnitFactory(parent=top), email="kontakt@granby.example")
    service = make_service(unit=case.unit, desk=desk, shows_report_texts=True)
    Case.objects.filter(pk=case.pk).update(reason=service.reason, source="open311")
    report = Report.objects.create(case=case, service=service, app=make_app())
    people = outsiders(top, case.unit)
    guide = GuideFactory(desk=desk, user=people["above"])
    contact = ContactFactory(
        desk=desk,
        channel="email",
        done=True,
        guide=guide,
        case=case,
        party=case.party,
        subject=TEXT,
        note=TEXT,
    )
    letter = Letter.objects.create(
        contact=contact,
        message_id="<a@example.se>",
        sender="bo@example.se",
        recipient=desk.email,
        subject=TEXT,
        text=TEXT,
        at=timezone.now(),
    )
    enclosure = Enclosure(letter=letter, name=f"{MARK}.txt", media_type="text/plain", size=9)
    enclosure.file.save("x", ContentFile(MARK.encode()))
    reply = send(to="bo@example.se", subject=f"Re: {TEXT}", text=TEXT, purpose="contacts.reply")
    # Somebody at the desk has the next letter in the matter before them.
    follow = ContactFactory(desk=desk, channel="email", follows=contact, external_id="<b@x>")
    Letter.objects.create(
        contact=follow,
        message_id="<b@x>",
        sender="bo@example.se",
        recipient=desk.email,
        text="Hur går det?",
        at=timezone.now(),
    )
    return SimpleNamespace(
        people=people,
        report=report,
        service=service,
        contact=contact,
        follow=follow,
        enclosure=enclosure,
        reply=reply,
        desk=desk,
        guide=guide,
    )
