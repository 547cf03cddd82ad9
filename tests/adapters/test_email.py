"""The SMTP carrier against a real SMTP server."""

import socket
from datetime import UTC, datetime

import pytest

from hundra.adapters.email import ConsoleCarrier, SmtpCarrier, SmtpServer
from hundra.core.messages.carriers import (
    PermanentError,
    TemporaryError,
    UnavailableError,
    carrier_for,
)
from hundra.core.messages.models import Message, Part, PartKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sender(settings):
    settings.DEFAULT_FROM_EMAIL = "hundra@granby.example"
    settings.MUNICIPALITY = "Påhitts kommun"


def letter(**fields) -> Message:
    defaults = {
        "recipient": "alva@example.org",
        "subject": "Så här går det vidare med ditt förslag",
        "body_text": "Hej Alva!\n.\nTack för förslaget.\n",
        "created_at": datetime(2026, 5, 4, 10, 30, tzinfo=UTC),
        "purpose": "test",
    }
    return Message.objects.create(**{**defaults, **fields})


def hand_in(url: str, *messages: Message) -> None:
    with SmtpCarrier(SmtpServer.parse(url)) as carrier:
        for message in messages:
            carrier.send(message)


def test_a_mail_arrives_as_written(post_office):
    message = letter(body_html="<p>Hej Alva!</p>", headers={"Reply-To": "svar@granby.example"})
    hand_in(post_office.url, message)

    [envelope], [mail] = post_office.envelopes, post_office.mails
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "hundra@granby.example",
        ["alva@example.org"],
    )
    assert mail["From"] == "Påhitts kommun <hundra@granby.example>"
    assert mail["To"] == "alva@example.org"
    assert mail["Subject"] == "Så här går det vidare med ditt förslag"
    assert mail["Reply-To"] == "svar@granby.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{message.pk}@granby.example>"
    assert mail["Date"].datetime == datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text.get_content().splitlines() == ["Hej Alva!", ".", "Tack för förslaget."]
    assert html.get_content().strip() == "<p>Hej Alva!</p>"


def test_a_repeat_is_the_very_same_mail(post_office):
    message = letter()
    hand_in(post_office.url, message)
    hand_in(post_office.url, message)

    first, second = post_office.envelopes
    assert first.content == second.content


def test_unsubscribe_headers_are_passed_on(post_office):
    headers = {
        "List-Unsubscribe": "<https://granby.example/folj/lamna/x>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    hand_in(post_office.url, letter(headers=headers))

    [mail] = post_office.mails
    assert {name: mail[name] for name in headers} == headers


def test_alternatives_and_attachments_are_sent(post_office):
    message = letter()
    Part.objects.create(
        message=message,
        position=0,
        kind=PartKind.ALTERNATIVE,
        media_type="text/calendar",
        content=b"BEGIN:VCALENDAR",
    )
    Part.objects.create(
        message=message,
        position=1,
        kind=PartKind.ATTACHMENT,
        name="stämpel.png",
        media_type="image/png",
        content=b"\x89PNG",
    )
    hand_in(post_office.url, message)

    [mail] = post_office.mails
    [attachment] = mail.iter_attachments()
    assert attachment.get_filename() == "stämpel.png"
    assert attachment.get_content() == b"\x89PNG"
    assert "text/calendar" in [part.get_content_type() for part in mail.walk()]


def test_html_alone_gets_a_text_of_its_own(post_office):
    hand_in(post_office.url, letter(body_text="", body_html="<p>Hej <b>Alva</b></p>"))

    assert post_office.mails[0].get_body(("plain",)).get_content().strip() == "Hej Alva"


def test_international_domains_travel_in_ascii(post_office, settings):
    settings.DEFAULT_FROM_EMAIL = "hundra@påhitt.example"
    message = letter(recipient="alva@exämpel.example")
    hand_in(post_office.url, message)

    [envelope] = post_office.envelopes
    assert envelope.mail_from == "hundra@xn--phitt-mra.example"
    assert envelope.rcpt_tos == ["alva@xn--exmpel-cua.example"]
    assert post_office.mails[0]["Message-ID"] == f"<{message.pk}@xn--phitt-mra.example>"


def test_a_header_can_not_be_smuggled_in(post_office):
    sneaky = letter(subject="Hej\r\nBcc: alla@example.org")

    with pytest.raises(PermanentError):
        hand_in(post_office.url, sneaky)
    assert post_office.envelopes == []


def test_one_connection_serves_many(post_office):
    hand_in(post_office.url, *[letter() for _ in range(5)])

    assert len(post_office.envelopes) == 5
    assert post_office.connections == 1


def test_the_servers_no_is_told_apart_from_not_now(post_office):
    post_office.answers = {
        "later@example.org": "451 4.7.1 Greylisted",
        "gone@example.org": "550 5.1.1 No such user",
        "shut@example.org": "421 4.3.2 Shutting down",
    }
    post_office.data_answers = {
        "full@example.org": "452 4.2.2 Mailbox full",
        "spam@example.org": "554 5.7.1 Looks like spam",
    }
    expected = {
        "later": (TemporaryError, "451 4.7.1 Greylisted"),
        "gone": (PermanentError, "550 5.1.1 No such user"),
        "full": (TemporaryError, "452 4.2.2 Mailbox full"),
        "spam": (PermanentError, "554 5.7.1 Looks like spam"),
        "shut": (UnavailableError, "421 4.3.2 Shutting down"),
    }
    with SmtpCarrier(SmtpServer.parse(post_office.url)) as carrier:
        for name, (kind, words) in expected.items():
            with pytest.raises(kind) as caught:
                carrier.send(letter(recipient=f"{name}@example.org"))
            assert (type(caught.value), str(caught.value)) == (kind, words)
        carrier.send(letter())  # And the connection is still of use.

    assert [envelope.rcpt_tos for envelope in post_office.envelopes] == [["alva@example.org"]]


def test_a_server_that_is_not_there_is_unavailable():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # Nobody else gets the port, and nobody listens at it.
        port = silent.getsockname()[1]
        with pytest.raises(UnavailableError, match=f"127.0.0.1:{port}: ConnectionRefusedError"):
            hand_in(f"smtp://127.0.0.1:{port}")


def test_a_lost_connection_is_temporary_and_the_next_mail_gets_a_new_one(post_office):
    with SmtpCarrier(SmtpServer.parse(post_office.url)) as carrier:
        carrier.send(letter())
        carrier._backend.connection.sock.shutdown(socket.SHUT_RDWR)
        with pytest.raises(TemporaryError):
            carrier.send(letter())
        carrier.send(letter())

    assert len(post_office.envelopes) == 2


@pytest.mark.usefixtures("trusted")
def test_starttls_and_a_password(starttls_office):
    hand_in(f"smtp+starttls://alva%40granby:hemligt@127.0.0.1:{starttls_office.port}", letter())

    assert len(starttls_office.envelopes) == 1
    assert starttls_office.passwords == [(b"alva@granby", b"hemligt")]


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_not_the_messages_fault(starttls_office):
    with pytest.raises(UnavailableError, match="535"):
        hand_in(f"smtp+starttls://alva:fel@127.0.0.1:{starttls_office.port}")


@pytest.mark.usefixtures("trusted")
def test_tls_from_the_first_byte(smtps_office):
    hand_in(f"smtps://127.0.0.1:{smtps_office.port}", letter())

    assert len(smtps_office.envelopes) == 1


@pytest.mark.parametrize("office", ["smtps_office", "starttls_office"])
def test_a_certificate_that_nobody_vouches_for_is_refused(office, request):
    office, scheme = request.getfixturevalue(office), office.replace("_office", "")
    scheme = scheme.replace("starttls", "smtp+starttls")
    with pytest.raises(UnavailableError, match="CERTIFICATE_VERIFY_FAILED"):
        hand_in(f"{scheme}://127.0.0.1:{office.port}", letter())

    assert office.envelopes == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail", ("smtp", "mail", 25, "", "")),
        ("smtp+starttls://a%40b:c%2Fd@mail:2587", ("smtp+starttls", "mail", 2587, "a@b", "c/d")),
        ("smtps://mail", ("smtps", "mail", 465, "", "")),
    ],
)
def test_addresses_of_servers(url, server):
    parsed = SmtpServer.parse(url)
    assert (parsed.scheme, parsed.host, parsed.port, parsed.username, parsed.password) == server


@pytest.mark.parametrize("url", ["mail:25", "http://mail", "smtp://", "smtp://a:b@mail", ""])
def test_bad_addresses_of_servers_are_refused(url):
    with pytest.raises(ValueError, match="SMTP_URL"):
        SmtpServer.parse(url)


def test_the_settings_choose_the_carrier(settings):
    settings.SMTP_URL = "smtp://mail"
    settings.CARRIERS = {"email": "hundra.adapters.email.SmtpCarrier"}

    assert isinstance(carrier_for("email"), SmtpCarrier)


def test_the_console_prints_one_line(capsys):
    with ConsoleCarrier() as carrier:
        carrier.send(letter(subject="Hej"))

    assert capsys.readouterr().out == "Mail to alva@example.org: Hej\n"
