"""Mail becomes letters of contacts: once each, in the right matter, and never from machines."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory
from tests.factories.knowledge import ContactReasonFactory

from hundra.core.messages.models import Message
from hundra.hear.contacts.errors import IncompleteError, TakenError
from hundra.hear.contacts.models import (
    Availability,
    Channel,
    Contact,
    ContactState,
    Enclosure,
    Letter,
    Outcome,
    RefusedMail,
)
from hundra.hear.contacts.services import letters, life

pytestmark = pytest.mark.django_db


def raw_mail(text="När töms soptunnan?", files=(), **headers):
    mail = EmailMessage()
    given = {
        "From": "Alva Påhittsson <alva@example.se>",
        "To": "kontakt@granby.example",
        "Subject": "Soptunnan",
        "Message-ID": "<a1@example.se>",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        if value is not None:
            mail[name] = value
    mail.set_content(text)
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


@pytest.fixture
def desk():
    return DeskFactory(email="kontakt@granby.example")


@pytest.fixture
def guide(desk):
    return GuideFactory(desk=desk, availability=Availability.READY)


def take(desk, text="Hej", **headers):
    return letters.take_in(raw=raw_mail(text, **headers), desk=desk)


def finish(contact, guide):
    life.answer(contact=contact, by=guide.user)
    life.register(
        contact=contact, by=guide.user, reason=ContactReasonFactory(), outcome=Outcome.SOLVED
    )


def test_a_mail_becomes_a_contact_that_waits(desk):
    contact = letters.take_in(raw=raw_mail(files=[("räkning.pdf", b"%PDF-1")]), desk=desk)
    letter = contact.letters.get()
    enclosure = letter.enclosures.get()

    assert (contact.channel, contact.state) == (Channel.EMAIL, ContactState.WAITING)
    assert (contact.subject, contact.external_id) == ("Soptunnan", "a1@example.se")
    assert (contact.party.email, contact.party.name) == ("alva@example.se", "Alva Påhittsson")
    assert (letter.text, letter.sender) == ("När töms soptunnan?", "alva@example.se")
    assert (letter.recipient, letter.is_outgoing) == ("kontakt@granby.example", False)
    assert (enclosure.name, enclosure.size) == ("räkning.pdf", 6)
    assert enclosure.file.read() == b"%PDF-1"
    assert "räkning" not in enclosure.file.name
    enclosure.file.close()


def test_the_same_mail_fetched_twice_is_one_contact(desk):
    first, second = take(desk), take(desk)

    assert first == second
    assert Letter.objects.count() == Contact.objects.count() == 1


def test_mails_without_an_id_are_told_apart_by_what_they_say(desk):
    first, second = take(desk, Message_ID=None), take(desk, Message_ID=None)
    other = take(desk, "Något annat", Message_ID=None)

    assert first == second != other


def test_an_answer_goes_to_the_contact_while_it_is_open(desk):
    contact = take(desk)
    again = take(desk, "En sak till", Message_ID="<a2@x>", References="<a1@example.se>")

    assert again == contact
    assert [letter.text for letter in contact.letters.all()] == ["Hej", "En sak till"]


def test_who_has_the_contact_is_told_of_the_answer(desk, guide):
    contact = take(desk)
    life.answer(contact=contact, by=guide.user)
    guide.refresh_from_db()
    before = guide.version

    take(desk, "En sak till", Message_ID="<a2@x>", In_Reply_To="<a1@example.se>")

    guide.refresh_from_db()
    assert guide.version == before + 1


def test_an_answer_to_what_is_done_is_a_new_contact_that_follows_on_it(desk, guide):
    contact = take(desk)
    finish(contact, guide)
    second = take(desk, Message_ID="<a2@x>", In_Reply_To="<a1@example.se>")
    third = take(desk, Message_ID="<a3@x>", In_Reply_To="<a1@example.se>")

    assert second.follows == contact
    assert second.state == ContactState.WAITING
    assert third == second


def test_the_tag_in_the_subject_leads_to_the_contact_of_the_same_sender(desk):
    contact = take(desk)

    assert take(desk, Message_ID="<a2@x>", Subject=f"Sv: Tack [K {contact.pk}]") == contact


def test_the_tag_gives_a_stranger_no_way_into_anothers_contact(desk):
    contact = take(desk)
    mallory = {"From": "ond@example.se", "Message_ID": "<o@x>"}

    assert take(desk, Subject=f"[K {contact.pk}]", **mallory) != contact
    assert contact.letters.count() == 1


def test_a_tag_that_leads_nowhere_is_a_new_contact(desk):
    assert take(desk, Subject="[K 999999999]").state == ContactState.WAITING


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, "auto_submitted"),
        ({"Precedence": "list"}, "precedence"),
        ({"X_Auto_Response_Suppress": "All"}, "suppressed"),
        ({"Return_Path": "<>"}, "bounce"),
        ({"From": "kontakt@granby.example"}, "loop"),
        ({"From": "Hundra <hundra@localhost>"}, "loop"),
        ({"From": None}, "no_sender"),
    ],
)
def test_what_machines_wrote_is_refused_with_a_note(desk, caplog, headers, why):
    assert take(desk, **headers) is None
    assert take(desk, **headers) is None

    refused = RefusedMail.objects.get()
    assert (refused.why, refused.message_id, refused.desk) == (why, "a1@example.se", desk)
    assert Contact.objects.count() == Letter.objects.count() == 0
    assert [line for line in caplog.messages if "Mail refused" in line] == [
        f"Mail refused ({why}): a1@example.se"
    ]
    assert Message.objects.count() == 0


def test_our_own_mail_coming_back_is_refused(desk, guide):
    contact = take(desk)
    letter = letters.reply(contact=contact, by=guide.user, text="Hej!", key="1")

    assert take(desk, Message_ID=f"<{letter.message_id}>") is None
    assert RefusedMail.objects.get().why == "loop"


def test_a_flood_from_one_sender_is_refused_and_others_are_not(desk):
    for number in range(25):
        take(desk, Message_ID=f"<flod{number}@x>")
    other = take(desk, Message_ID="<bo@x>", From="bo@example.se")

    assert Letter.objects.filter(sender="alva@example.se").count() == 20
    assert set(RefusedMail.objects.values_list("why", flat=True)) == {"flood"}
    assert RefusedMail.objects.count() == 5
    assert other is not None


def test_the_same_mail_again_and_again_is_no_flood(desk):
    contact = take(desk)

    assert {take(desk) for _ in range(25)} == {contact}
    assert RefusedMail.objects.count() == 0


def test_what_cannot_be_read_is_refused_with_a_note(desk):
    raw = raw_mail() + b"\n--x" * 6_000

    assert letters.take_in(raw=raw, desk=desk) is None
    assert RefusedMail.objects.get().why == "too_many_parts"


def test_a_failure_leaves_neither_rows_nor_files(desk, monkeypatch):
    def fail(*args, **options):
        raise RuntimeError

    monkeypatch.setattr(Enclosure, "save", fail)
    before = set(_stored())
    with pytest.raises(RuntimeError):
        letters.take_in(raw=raw_mail(files=[("a.pdf", b"%PDF-1")]), desk=desk)

    assert Contact.objects.count() == Letter.objects.count() == 0
    assert set(_stored()) == before


def _stored(folder="letters"):
    if not default_storage.exists(folder):
        return []
    folders, files = default_storage.listdir(folder)
    inner = [name for one in folders for name in _stored(f"{folder}/{one}")]
    return [f"{folder}/{name}" for name in files] + inner


def test_a_reply_goes_out_in_the_thread(desk, guide):
    contact = take(desk)
    take(desk, "Mer", Message_ID="<a2@x>", References="<a1@example.se>", Subject="Re: Soptunnan")

    letter = letters.reply(contact=contact, by=guide.user, text="På torsdag.", key="1")

    message = Message.objects.get()
    contact.refresh_from_db()
    assert (contact.state, contact.guide) == (ContactState.ACTIVE, guide)
    assert message.recipient == letter.recipient == "alva@example.se"
    assert message.subject == f"Re: Soptunnan [K {contact.pk}]"
    assert message.body_text.startswith("På torsdag.\n\n-- \n")
    assert message.headers == {
        "Auto-Submitted": "no",
        "From": f"{desk.name} <kontakt@granby.example>",
        "In-Reply-To": "<a2@x>",
        "References": "<a1@example.se> <a2@x>",
    }
    assert letter.message_id == f"{message.pk}@granby.example"
    assert letter.written_by == guide.user


def test_an_answer_to_our_reply_comes_back_to_the_contact(desk, guide):
    contact = take(desk)
    letter = letters.reply(contact=contact, by=guide.user, text="På torsdag.", key="1")

    back = take(
        desk, "Tack", Message_ID="<a2@x>", In_Reply_To=f"<{letter.message_id}>", From="bo@b.se"
    )

    assert back == contact


def test_the_same_form_sent_twice_is_one_reply(desk, guide):
    contact = take(desk)
    once = letters.reply(contact=contact, by=guide.user, text="Hej", key="1")
    twice = letters.reply(contact=contact, by=guide.user, text="Hej", key="1")
    other = letters.reply(contact=contact, by=guide.user, text="Hej", key="2")

    assert once == twice != other
    assert Message.objects.count() == 2


def test_another_guide_cannot_answer_what_is_taken(desk, guide):
    contact = take(desk)
    letters.reply(contact=contact, by=guide.user, text="Hej", key="1")

    with pytest.raises(TakenError):
        letters.reply(contact=contact, by=GuideFactory(desk=desk).user, text="Hej", key="2")


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_a_reply_needs_words(desk, guide, text):
    with pytest.raises(IncompleteError):
        letters.reply(contact=take(desk), by=guide.user, text=text, key="1")


def test_a_contact_without_an_address_cannot_be_answered(desk, guide):
    contact = ContactFactory(desk=desk, channel=Channel.WEB)

    with pytest.raises(IncompleteError):
        letters.reply(contact=contact, by=guide.user, text="Hej", key="1")
    contact.refresh_from_db()
    assert contact.state == ContactState.WAITING


def test_no_header_of_a_hostile_mail_reaches_our_reply(desk, guide):
    raw = (
        b"From: =?utf-8?q?Ond=0D=0ABcc:_alla=40example.se?= <ond@example.se>\r\n"
        b"Subject: =?utf-8?q?Hej=0D=0ABcc:_alla=40example.se?=\r\n"
        b"Message-ID: <x@y\r\n Bcc: alla@example.se>\r\n"
        b"References: <a@b>\r\n\tBcc: alla@example.se\r\n\r\nHej"
    )
    contact = letters.take_in(raw=raw, desk=desk)
    letters.reply(contact=contact, by=guide.user, text="Hej", key="1")

    message = Message.objects.get()
    assert message.recipient == "ond@example.se"
    assert not any(sign in message.subject for sign in "\r\n")
    assert not any(sign in value for value in message.headers.values() for sign in "\r\n")


def test_threads_take_as_many_queries_however_long(desk, django_assert_num_queries):
    contact = take(desk)
    for number in range(5):
        take(desk, Message_ID=f"<m{number}@x>", In_Reply_To="<a1@example.se>")
    with connection.execute_wrapper(_counter := _Counter()):
        take(desk, Message_ID="<sist@x>", In_Reply_To="<m4@x>")

    assert contact.letters.count() == 7
    assert _counter.count < 25


class _Counter:
    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def test_times_are_when_it_came(desk):
    at = timezone.now() - timedelta(days=3)
    contact = letters.take_in(raw=raw_mail(), desk=desk, at=at)

    assert contact.received_at == contact.queued_at == contact.letters.get().at == at
