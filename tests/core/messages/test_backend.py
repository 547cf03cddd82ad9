import pytest
from django.core.mail import EmailMultiAlternatives, mail_admins, send_mail
from procrastinate.contrib.django.models import ProcrastinateJob

from hundra.core.messages.backend import OutboxBackend
from hundra.core.messages.models import Message, Part, PartKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def through_the_outbox(settings):
    settings.EMAIL_BACKEND = "hundra.core.messages.backend.OutboxBackend"


def test_mail_sent_by_django_is_queued_before_all_others():
    assert send_mail("Hej", "Text", None, ["alva@example.org"], html_message="<p>Text</p>") == 1

    message = Message.objects.get()
    assert (message.recipient, message.subject) == ("alva@example.org", "Hej")
    assert (message.body_text, message.body_html) == ("Text", "<p>Text</p>")
    assert (message.purpose, message.headers) == ("account", {})
    assert ProcrastinateJob.objects.get().priority == 10


def test_each_recipient_gets_a_message_of_their_own():
    mail = EmailMultiAlternatives(
        "Hej",
        "Text",
        "Granby <granby@example.org>",
        to=["Alva Påhittsson <alva@example.org>"],
        cc=["bo@example.org"],
        bcc=["cia@example.org", "bo@example.org"],
        reply_to=["svar@example.org"],
        headers={"X-Purpose": "report", "X-Other": "left out"},
    )
    mail.send()

    rows = Message.objects.order_by("recipient").values_list("recipient", "purpose", "headers")
    headers = {"Reply-To": "svar@example.org", "From": "Granby <granby@example.org>"}
    assert list(rows) == [
        ("alva@example.org", "report", headers),
        ("bo@example.org", "report", headers),
        ("cia@example.org", "report", headers),
    ]


def test_all_alternatives_and_attachments_are_kept():
    mail = EmailMultiAlternatives("Hej", "Text", None, ["alva@example.org"])
    mail.attach_alternative("<p>Text</p>", "text/html")
    mail.attach_alternative("BEGIN:VCALENDAR", "text/calendar")
    mail.attach("stämpel.png", b"\x89PNG", "image/png")
    mail.send()

    assert Message.objects.get().body_html == "<p>Text</p>"
    rows = Part.objects.values_list("kind", "name", "media_type", "content")
    assert [(*row[:3], bytes(row[3])) for row in rows] == [
        (PartKind.ALTERNATIVE, "", "text/calendar", b"BEGIN:VCALENDAR"),
        (PartKind.ATTACHMENT, "stämpel.png", "image/png", b"\x89PNG"),
    ]


def test_mail_to_nobody_queues_nothing():
    assert OutboxBackend().send_messages([EmailMultiAlternatives("Hej", "Text")]) == 1
    mail_admins("Hej", "Text")

    assert not Message.objects.exists()
