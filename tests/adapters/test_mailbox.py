"""The IMAP mailbox against a server with TLS; against Dovecot where that is installed."""

import pytest

from hundra.adapters.mailbox import ImapMailbox, ImapServer
from hundra.hear.contacts.mailboxes import Arrived, MailboxError

pytestmark = pytest.mark.usefixtures("trusted")

MAIL = b"From: Alva <alva@example.se>\r\nSubject: Hej\r\n\r\nHej!\r\n"


def test_an_address_is_read_with_its_percent_signs():
    server = ImapServer.parse("imaps://kontakt%40granby.example:b%C3%A5t%2F@imap.example/In%20box")

    assert server == ImapServer(
        scheme="imaps",
        host="imap.example",
        port=993,
        username="kontakt@granby.example",
        password="båt/",
        folder="In box",
    )


@pytest.mark.parametrize(
    "url",
    [
        "imap://u:p@host/",
        "imaps://host/INBOX",
        "imaps://u@host/",
        "imaps:///INBOX",
        "imaps://u:p@h/Å",
    ],
)
def test_an_address_that_would_not_work_is_refused(url):
    with pytest.raises(ValueError, match="IMAP_URL"):
        ImapServer.parse(url)


def test_unseen_mail_is_listed_read_and_marked(imap_server):
    imap_server.put(MAIL)
    imap_server.put(MAIL * 2)
    with ImapMailbox(imap_server.url) as mailbox:
        first, second = mailbox.unseen(limit=10)
        assert (first, second.size) == (Arrived(key="1", size=len(MAIL)), 2 * len(MAIL))
        assert mailbox.whole(first) == MAIL
        assert mailbox.headers(second) == MAIL.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        assert imap_server.seen == set()
        mailbox.mark_seen(first)
        assert mailbox.unseen(limit=10) == [second]


def test_the_oldest_come_first_and_no_more_than_asked_for(imap_server):
    for _ in range(3):
        imap_server.put(MAIL)
    with ImapMailbox(imap_server.url) as mailbox:
        assert [mail.key for mail in mailbox.unseen(limit=2)] == ["1", "2"]


def test_an_empty_mailbox_has_nothing(imap_server):
    with ImapMailbox(imap_server.url) as mailbox:
        assert mailbox.unseen(limit=10) == []


def test_a_wrong_password_is_told_without_it(imap_server):
    imap_server.password = "ett annat"
    with pytest.raises(MailboxError) as error, ImapMailbox(imap_server.url):
        pass
    assert "hemligt" not in str(error.value)


@pytest.mark.parametrize("command", ["SELECT", "UID SEARCH", "UID FETCH", "UID STORE"])
def test_a_server_that_refuses_is_told(imap_server, command):
    imap_server.put(MAIL)
    imap_server.refuses.add(command)
    with pytest.raises(MailboxError):
        _empty(imap_server.url)


@pytest.mark.parametrize(
    "command", ["CAPABILITY", "SELECT", "UID SEARCH", "UID FETCH", "UID STORE"]
)
def test_a_server_that_hangs_up_is_told(imap_server, command):
    imap_server.put(MAIL)
    imap_server.dies_at = command
    with pytest.raises(MailboxError):
        _empty(imap_server.url)


def test_nobody_at_home_is_told():
    with pytest.raises(MailboxError), ImapMailbox("imaps://u:p@127.0.0.1:1/"):
        pass


def test_a_certificate_that_nobody_vouches_for_is_refused(imap_server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(MailboxError, match="certificate"), ImapMailbox(imap_server.url):
        pass
    assert imap_server.commands == []


def _empty(url):
    with ImapMailbox(url) as mailbox:
        for mail in mailbox.unseen(limit=10):
            mailbox.whole(mail)
            mailbox.mark_seen(mail)
