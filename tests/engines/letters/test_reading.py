"""Mail of unknown origin is read, or refused with a code, in bounded time."""

import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hundra.engines.letters import UnreadableMailError, read_headers, read_mail
from hundra.engines.letters.reading import MOST_CARRIED


def a_mail(text="Hej!", **headers):
    mail = EmailMessage()
    given = {
        "From": "Alva Påhittsson <Alva@Example.se>",
        "To": "Kontakt <kontakt@granby.example>",
        "Subject": "Soptunnan",
        "Message-ID": "<a1@example.se>",
        "Date": "Mon, 02 Nov 2026 10:00:00 +0100",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def test_a_plain_mail_is_read():
    mail = read_mail(a_mail("Hej!\n\nNär töms den?", Cc="bo@example.se").as_bytes())

    assert mail.sender == "alva@example.se"
    assert mail.sender_name == "Alva Påhittsson"
    assert mail.recipients == ("kontakt@granby.example", "bo@example.se")
    assert mail.subject == "Soptunnan"
    assert mail.message_id == "a1@example.se"
    assert mail.text == "Hej!\n\nNär töms den?"
    assert mail.written_at == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert (mail.automatic, mail.carried, mail.left_out) == ("", (), 0)


def test_the_mails_that_it_answers_come_nearest_first():
    raw = a_mail(In_Reply_To="<c@x>", References="<a@x> <b@x> <c@x>").as_bytes()

    assert read_mail(raw).in_reply_to == "c@x"
    assert read_mail(raw).references == ("c@x", "b@x", "a@x")


def test_a_mail_without_an_id_has_the_same_fingerprint_each_time():
    mail = a_mail()
    del mail["Message-ID"]
    first, second = read_mail(mail.as_bytes()), read_mail(mail.as_bytes())

    assert first.message_id == second.message_id
    assert first.message_id.endswith("@no-message-id.invalid")
    mail.set_content("Något annat.")
    assert read_mail(mail.as_bytes()).message_id != first.message_id


def test_an_id_too_long_to_keep_counts_as_none():
    raw = a_mail(Message_ID=f"<{'a' * 300}@x>").as_bytes()

    assert read_mail(raw).message_id.endswith("@no-message-id.invalid")


def test_html_is_read_as_text_where_there_is_no_plain_version():
    mail = a_mail()
    mail.set_content("<p>Hej <b>du</b></p><script>alert(1)</script>", subtype="html")

    assert read_mail(mail.as_bytes()).text == "Hej du"


def test_the_plain_version_is_preferred():
    mail = a_mail("Den rena texten.")
    mail.add_alternative("<p>Den andra</p>", subtype="html")

    assert read_mail(mail.as_bytes()).text == "Den rena texten."


def test_an_empty_plain_version_is_not():
    mail = a_mail(" ")
    mail.add_alternative("<p>Det som står</p>", subtype="html")

    assert read_mail(mail.as_bytes()).text == "Det som står"


def test_files_come_along_under_harmless_names():
    mail = a_mail()
    mail.add_attachment(
        b"%PDF-1", maintype="application", subtype="pdf", filename="../../räkning.pdf"
    )
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    mail.add_attachment("a;b", subtype="csv", filename="lista: X-Ond?.csv")
    found = read_mail(mail.as_bytes()).carried

    assert [(one.name, one.media_type) for one in found] == [
        ("räkning.pdf", "application/pdf"),
        ("fil-2.png", "image/png"),
        ("lista X-Ond.csv", "text/csv"),
    ]
    assert found[0].data == b"%PDF-1"


def test_a_mail_within_the_mail_is_a_file():
    mail = a_mail()
    mail.add_attachment(a_mail("Inuti.", Subject="Den andra"))
    (inner,) = read_mail(mail.as_bytes()).carried

    assert inner.media_type == "message/rfc822"
    assert b"Inuti." in inner.data


def test_more_files_than_anybody_sends_are_left_out_and_counted():
    mail = a_mail()
    for _ in range(MOST_CARRIED + 3):
        mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    found = read_mail(mail.as_bytes())

    assert (len(found.carried), found.left_out) == (MOST_CARRIED, 3)


@pytest.mark.parametrize(
    ("headers", "mark"),
    [
        ({"Auto_Submitted": "auto-replied"}, "auto_submitted"),
        ({"Auto_Submitted": "auto-generated; x=y"}, "auto_submitted"),
        ({"Precedence": "Bulk"}, "precedence"),
        ({"X_Auto_Response_Suppress": "OOF, AutoReply"}, "suppressed"),
        ({"X_Autoreply": "yes"}, "auto_reply"),
        ({"Return_Path": "<>"}, "bounce"),
        ({"Auto_Submitted": "no"}, ""),
        ({"Return_Path": "<alva@example.se>"}, ""),
        ({"Precedence": "first-class"}, ""),
    ],
    ids=str,
)
def test_mail_from_machines_is_told_from_that_of_people(headers, mark):
    assert read_mail(a_mail(**headers).as_bytes()).automatic == mark


def test_a_bounce_is_automatic_by_its_kind():
    raw = b"From: a@b.se\r\nContent-Type: multipart/report; boundary=x\r\n\r\n--x--\r\n"

    assert read_mail(raw).automatic == "bounce"


@pytest.mark.parametrize(
    "sender",
    ["", "Alva", "<>", "alva", "a@b@c", "undisclosed:;", "x" * 300 + "@example.se"],
    ids=range(7),
)
def test_a_sender_that_cannot_be_answered_is_none(sender):
    raw = b"From: " + sender.replace("\r\n", "\r\n ").encode() + b"\r\n\r\nHej"

    assert read_mail(raw).sender == ""
    assert read_mail(raw).automatic == "no_sender"


def test_headers_never_hold_a_line_break():
    subject = "=?utf-8?q?Hej=0D=0ABcc:_alla@example.se?="
    mail = read_mail(b"From: a@b.se\r\nSubject: " + subject.encode() + b"\r\n\r\nHej")

    assert mail.subject == "Hej Bcc: alla@example.se"


@pytest.mark.parametrize(
    ("charset", "text"),
    [("iso-8859-1", "Räksmörgås"), ("windows-1252", "“Räksmörgås”"), ("utf-16", "Räksmörgås")],
)
def test_letters_are_read_in_the_charset_that_is_told(charset, text):
    raw = f"From: a@b.se\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()

    assert read_mail(raw + text.encode(charset)).text == text


@pytest.mark.parametrize("charset", ["utf-8", "x-unknown", "idna", "base64", "us-ascii", '"'])
def test_a_wrong_charset_loses_no_text(charset):
    raw = f"From: a@b.se\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()

    assert "smörgås" in read_mail(raw + "smörgås".encode("cp1252")).text


def test_what_is_hidden_in_the_text_is_gone():
    text = read_mail(a_mail("Hej\x00 d\u202eu\x1b[31m!").as_bytes()).text

    assert text == "Hej du[31m!"


DEEP = b"--a\nContent-Type: multipart/mixed; boundary=a\n\n"
HOSTILE = {
    "too large": (b"From: a@b.se\n\n" + b"x" * 25_000_001, "too_large"),
    "only lines": (b"From: a@b.se\n\n" + b"\n" * 900_000, "too_many_lines"),
    "deep": (b"Content-Type: multipart/mixed; boundary=a\n\n" + DEEP * 5_000, "too_many_parts"),
    "many parts": (
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 100_000,
        "too_many_parts",
    ),
    "some parts": (
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 400,
        "too_many_parts",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_made_to_do_harm_is_refused_in_no_time(what):
    raw, code = HOSTILE[what]
    started = time.process_time()

    with pytest.raises(UnreadableMailError) as refused:
        read_mail(raw)

    assert refused.value.code == code
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "raw",
    [
        b"From: " + b"(" * 3_000_000 + b"\n\nx",
        b"From: a@b.se\nTo: " + b"a@b," * 1_000_000 + b"\n\nx",
        b"From: a@b.se\nContent-Type: text/plain" + b'; a="b' * 500_000 + b"\n\nx",
        b"From: a@b.se\nSubject: " + b"=?utf-8?q?a?= " * 200_000 + b"\n\nx",
        b"From: a@b.se\n" + b"X: y\n" * 200_000 + b"\n\nx",
    ],
    ids=["comments", "receivers", "parameters", "encoded words", "headers"],
)
def test_endless_headers_cost_little(raw):
    started = time.process_time()
    read_mail(raw)

    assert time.process_time() - started < 5


def test_the_headers_of_a_large_mail_are_enough_to_note_it():
    mail = read_headers(a_mail().as_bytes().partition(b"\n\n")[0] + b"\n\n" + b"x" * 1000)

    assert (mail.sender, mail.subject) == ("alva@example.se", "Soptunnan")
    assert mail.message_id == "a1@example.se"


WORDS = st.sampled_from(
    (
        b"From: |a@b.se|\r\n|\n|\n\n|Content-Type: |multipart/mixed; boundary=x|--x|--x--|text/html"
        b'|message/rfc822|Subject: |=?utf-8?b?|?=|"|<|>|;|charset=|\xff|\x00|=|(|:|[|Date: '
        b"|Content-Transfer-Encoding: base64|name*=utf-8''%00|Received: |quoted-printable"
        b"|text/plain|Content-Disposition: attachment; filename=|Message-ID: <|message/partial"
    ).split(b"|")
)


@given(st.lists(st.one_of(WORDS, st.binary(max_size=12)), max_size=40).map(b"".join))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_comes_is_read_or_refused(raw):
    try:
        mail = read_mail(raw)
    except UnreadableMailError:
        mail = read_headers(raw)

    lines = (mail.message_id, mail.in_reply_to, mail.sender, mail.sender_name, mail.subject)
    assert not any(sign in line for line in lines for sign in "\r\n\0\u2028")
    assert 0 < len(mail.message_id) <= 250
    assert len(mail.subject) <= 300
    assert all(one.data and "/" not in one.name for one in mail.carried)
