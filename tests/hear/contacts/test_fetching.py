"""Mail is fetched over IMAP, and marked as seen only when it is safe with us."""

import pytest
from django.db import OperationalError
from tests.factories.contacts import DeskFactory
from tests.hear.contacts.test_letters import raw_mail

from hundra.hear.contacts.mailboxes import MailboxError
from hundra.hear.contacts.models import Channel, Contact, Letter, RefusedMail
from hundra.hear.contacts.services import letters
from hundra.hear.contacts.services.letters import taking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trusted")]


@pytest.fixture
def desk(imap_server, settings):
    settings.MAILBOXES = [imap_server.url]
    return DeskFactory(email="kontakt@granby.example")


def test_a_round_takes_in_all_that_is_unseen(imap_server, desk):
    imap_server.put(raw_mail())
    imap_server.put(raw_mail(Message_ID="<a2@x>", Auto_Submitted="auto-replied"))

    fetched = letters.fetch_all()

    assert (fetched.taken_in, fetched.refused, fetched.faults) == (1, 1, 0)
    assert imap_server.seen == {1, 2}
    assert (Contact.objects.count(), RefusedMail.objects.count()) == (1, 1)
    assert letters.fetch_all() == letters.Fetched()


def test_a_mail_too_large_is_never_fetched_and_noted(imap_server, desk):
    imap_server.put(raw_mail(Subject="Stor"), claims=50_000_000)

    letters.fetch_all()

    refused = RefusedMail.objects.get()
    assert (refused.why, refused.subject, refused.sender) == (
        "too_large",
        "Stor",
        "alva@example.se",
    )
    assert not any("BODY.PEEK[]" in command for command in imap_server.commands)
    assert imap_server.seen == {1}


def test_a_connection_lost_before_the_mark_makes_no_second_contact(imap_server, desk):
    imap_server.put(raw_mail())
    imap_server.dies_at = "UID STORE"
    assert letters.fetch_all().faults == 1
    assert (imap_server.seen, Contact.objects.count()) == (set(), 1)

    imap_server.dies_at = ""
    assert letters.fetch_all().faults == 0
    assert (imap_server.seen, Contact.objects.count()) == ({1}, 1)


def test_a_database_that_goes_away_leaves_the_mail_unseen(imap_server, desk, monkeypatch):
    imap_server.put(raw_mail())

    def gone(*args, **options):
        raise OperationalError

    monkeypatch.setattr(taking, "_write", gone)
    with pytest.raises(OperationalError):
        letters.fetch_all()

    assert imap_server.seen == set()


def test_one_mail_that_nobody_foresaw_does_not_stop_the_others(imap_server, desk, monkeypatch):
    imap_server.put(raw_mail(Message_ID="<ond@x>"))
    imap_server.put(raw_mail())
    write = taking._write

    def fail(mail, *rest):
        if mail.message_id == "ond@x":
            raise ZeroDivisionError
        return write(mail, *rest)

    monkeypatch.setattr(taking, "_write", fail)
    fetched = letters.fetch_all()

    assert (fetched.taken_in, fetched.refused) == (1, 1)
    assert RefusedMail.objects.get().why == "broken"
    assert imap_server.seen == {1, 2}


def test_the_desk_that_it_was_written_to_gets_it(imap_server, desk):
    internal = DeskFactory(email="intern@granby.example")
    imap_server.put(raw_mail(To="Intern <Intern@granby.example>"))
    imap_server.put(raw_mail(To="okand@granby.example", Message_ID="<a2@x>"))
    letters.fetch_all()

    desks = dict(Letter.objects.values_list("message_id", "contact__desk"))
    assert desks == {"a1@example.se": internal.pk, "a2@x": desk.pk}


def test_without_a_desk_that_takes_mail_it_is_left(imap_server, desk, caplog):
    desk.channels = [Channel.PHONE]
    desk.save()
    imap_server.put(raw_mail())

    assert letters.fetch_all() == letters.Fetched()
    assert imap_server.seen == set()


def test_one_mailbox_that_is_away_keeps_no_other_waiting(imap_server, desk, settings, caplog):
    settings.MAILBOXES = ["imaps://u:hemligt@127.0.0.1:1/", imap_server.url]
    imap_server.put(raw_mail())

    fetched = letters.fetch_all()

    assert (fetched.faults, fetched.taken_in) == (1, 1)
    assert "hemligt" not in caplog.text


def test_a_mailbox_that_does_not_answer_is_told_by_fetch(desk):
    with pytest.raises(MailboxError):
        letters.fetch("imaps://u:p@127.0.0.1:1/")
