"""Letters answered, the form on the web, visits and callbacks, as the pages do them."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.accounts import UserFactory
from tests.factories.contacts import (
    ContactFactory,
    DeskFactory,
    DeskReasonFactory,
    GuideFactory,
)
from tests.hear.contacts.writing import opened, write

from hundra.core.messages.models import Message
from hundra.engines.letters import without_quote
from hundra.hear.contacts.models import Contact, ContactState, Enclosure, Letter
from hundra.hear.contacts.services import letters
from hundra.hear.suggestions.models import Audience

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"


def test_a_visitor_writes_and_gets_a_number_without_a_cookie(visitor, desk):
    reason = DeskReasonFactory(desk=desk)
    response = write(visitor, email="alva@example.se", name="Alva", reason=reason.pk)
    contact = Contact.objects.get()
    page = visitor.get(response.url)

    assert contact.number in page.content.decode()
    assert not response.cookies
    assert not page.cookies
    assert page["Referrer-Policy"] == "no-referrer"
    assert (contact.channel, contact.asked_reason, contact.desk) == ("web", reason, desk)
    assert contact.letters.get().text == "Lampan är trasig"
    assert contact.party.email == "alva@example.se"
    assert f"[{contact.number}]" in Message.objects.get().subject


def test_nobody_has_to_say_who_they_are(visitor, desk):
    write(visitor)

    assert Contact.objects.get().party is None
    assert Message.objects.count() == 0


def test_the_same_form_sent_twice_is_one_contact(visitor, desk):
    token = opened()
    first, second = write(visitor, opened=token), write(visitor, opened=token)

    assert first.url == second.url
    assert Contact.objects.count() == Letter.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"website": "http://spam.example"},
        {"opened": ""},
        {"opened": "gissad:x:y"},
        {"text": " "},
        {"text": "x" * 8001},
        {"email": "ingen adress"},
        {"phone": "ring mig"},
        {"reason": "999"},
        {"language": "xx"},
    ],
    ids=str,
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(visitor, desk, fields):
    DeskReasonFactory(desk=desk)
    response = write(visitor, name="Alva Påhittsson", **fields)

    assert response.status_code == 422
    assert "Alva Påhittsson" in response.content.decode()
    assert Contact.objects.count() == 0


def test_a_form_sent_at_once_is_a_programs(visitor, desk):
    assert write(visitor, opened=opened(0)).status_code == 422


def test_another_sites_form_is_refused(visitor, desk):
    response = visitor.post(
        reverse("contact_us"), {"text": "Hej"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 403


def test_too_many_forms_from_one_place_are_stopped(visitor, desk):
    for _ in range(31):
        response = write(visitor)

    assert response.status_code == 422
    assert Contact.objects.count() == 30


def test_files_come_along_checked_and_are_kept_while_the_form_is_corrected(visitor, desk):
    file = SimpleUploadedFile("../ritning.PDF", PDF, "image/png")
    failed = write(visitor, files=file, text="")
    token = re.search(r'name="kept_files" value="([^"]+)"', failed.content.decode())[1]
    write(visitor, kept_files=token)

    enclosure = Enclosure.objects.get()
    assert (enclosure.name, enclosure.media_type) == ("ritning.pdf", "application/pdf")
    with enclosure.file.open("rb") as kept:
        assert kept.read() == PDF


@pytest.mark.parametrize(
    "data",
    [b"", b"MZ\x90", b"<svg onload='alert(1)'/>", b"%PDF-1.4 /JavaScript (x)", b"x" * 10_000_001],
    ids=["empty", "program", "svg", "script", "large"],
)
def test_other_files_are_refused(visitor, desk, data):
    response = write(visitor, files=SimpleUploadedFile("a.pdf", data))

    assert response.status_code == 422
    assert Enclosure.objects.count() == 0


def test_a_forged_list_of_kept_files_gives_nothing(visitor, desk):
    write(visitor, kept_files="WyJrb25maWcucHkiXQ:1:x")

    assert Enclosure.objects.count() == 0


def test_without_a_desk_the_page_says_so(visitor):
    assert visitor.get(reverse("contact_us")).status_code == 200
    assert visitor.get(reverse("callback_book")).status_code == 200


def test_an_employee_asks_the_internal_desk(client_as):
    desk = DeskFactory(audience=Audience.EMPLOYEES)
    user = UserFactory()
    client = client_as(user)
    response = client.post(
        reverse("contact_desk_inside"), {"text": "Skärmen är svart", "language": "sv"}
    )

    contact = Contact.objects.get()
    assert response.status_code == 302
    assert (contact.desk, contact.party.user) == (desk, user)
    assert contact.letters.get().sender == user.email


# --- Letters ----------------------------------------------------------------


@pytest.fixture
def contact(desk):
    from tests.hear.contacts.test_letters import raw_mail

    return letters.take_in(
        raw=raw_mail("<b>Hej</b>", files=[("räkning.pdf", b"%PDF-1")]), desk=desk
    )


def page_of(contact):
    return reverse("contact_letters", kwargs={"pk": contact.pk})


def test_a_guide_reads_the_thread_as_text(at_work, contact):
    page = at_work.get(page_of(contact)).content.decode()

    assert "&lt;b&gt;Hej&lt;/b&gt;" in page
    assert "räkning.pdf" in page


def test_a_guide_replies_and_waits_for_more(at_work, contact, guide):
    response = at_work.post(page_of(contact), {"text": "Hej!", "key": "1", "do": "send"})

    contact.refresh_from_db()
    assert response.url == page_of(contact)
    assert (contact.state, contact.guide) == (ContactState.ACTIVE, guide)
    assert Message.objects.get().body_text.startswith("Hej!")


def test_a_guide_replies_and_registers_at_once(at_work, contact, desk):
    reason = DeskReasonFactory(desk=desk)
    at_work.post(
        page_of(contact),
        {
            "text": "Hej!",
            "key": "1",
            "do": "finish",
            "reason": reason.reason_id,
            "outcome": "solved",
            "files": SimpleUploadedFile("svar.pdf", PDF),
        },
    )

    contact.refresh_from_db()
    assert (contact.state, contact.reason) == (ContactState.DONE, reason.reason)
    assert Message.objects.get().parts.get().name == "svar.pdf"
    assert contact.letters.get(is_outgoing=True).enclosures.get().name == "svar.pdf"


def test_a_reply_that_cannot_be_registered_is_not_sent(at_work, contact):
    response = at_work.post(page_of(contact), {"text": "Mitt svar", "key": "1", "do": "finish"})

    assert response.status_code == 422
    assert "Mitt svar" in response.content.decode()
    assert Message.objects.count() == 0


def test_what_another_guide_has_is_not_answered(at_work, contact, desk):
    other = GuideFactory(desk=desk)
    letters.reply(contact=contact, by=other.user, text="Hej", key="0")
    response = at_work.post(page_of(contact), {"text": "Hej!", "key": "1", "do": "send"})

    assert response.status_code == 422
    assert Message.objects.count() == 1


def test_calls_have_no_letters(at_work, desk):
    assert at_work.get(page_of(ContactFactory(desk=desk))).status_code == 404


def test_guides_of_another_desk_learn_nothing(client_as, contact):
    client = client_as(GuideFactory().user)
    file = Enclosure.objects.get()

    assert client.get(page_of(contact)).status_code == 404
    assert client.get(reverse("contact_enclosure", kwargs={"pk": file.pk})).status_code == 404


def test_letters_of_a_confidential_case_are_hidden_from_the_desk(at_work, contact):
    from tests.factories.cases import CaseFactory

    contact.case = CaseFactory(is_confidential=True)
    contact.save()
    file = Enclosure.objects.get()

    assert at_work.get(page_of(contact)).status_code == 404
    assert at_work.post(page_of(contact), {"text": "x", "do": "send"}).status_code == 404
    assert at_work.get(reverse("contact_enclosure", kwargs={"pk": file.pk})).status_code == 404


def test_a_file_is_a_download_and_nothing_else(at_work, contact):
    file = Enclosure.objects.get()
    file.name = 'ond"\r\n.html'
    file.media_type = "text/html"
    file.save()
    response = at_work.get(reverse("contact_enclosure", kwargs={"pk": file.pk}))

    assert b"".join(response.streaming_content) == b"%PDF-1"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert "\n" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_thread_takes_as_many_queries_however_long(at_work, contact, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    at_work.get(page_of(contact))
    with CaptureQueriesContext(
        connection,
    ) as few:
        at_work.get(page_of(contact))
    for number in range(4):
        one = Letter.objects.create(contact=contact, message_id=f"{number}@x", sender="a@b.se")
        Enclosure.objects.create(letter=one, name="a.pdf", size=1, file=ContentFile(b"", "a"))
    with django_assert_num_queries(len(few)):
        at_work.get(page_of(contact))


@pytest.mark.parametrize(
    ("text", "written", "quoted"),
    [
        ("Hej", "Hej", ""),
        (
            "Tack!\n\nDen 2 november skrev Bo:\n> Hej\n>\n> då\n",
            "Tack!",
            "Den 2 november skrev Bo:\n> Hej\n>\n> då",
        ),
        ("> bara citat", "> bara citat", ""),
        ("Först\n> mitt i\nSist", "Först\n> mitt i\nSist", ""),
    ],
    ids=range(4),
)
def test_the_quoted_mail_is_told_from_what_was_written(text, written, quoted):
    assert without_quote(text) == (written, quoted)


def test_answers_are_found_for_the_letter(at_work):
    assert at_work.get(reverse("letter_answers"), {"q": "soptunna"}).status_code == 200
    assert at_work.get(reverse("letter_answers")).content.strip() == b""


def test_stopped_mail_is_listed_for_the_desk(at_work, desk, client_as):
    from tests.hear.contacts.test_letters import raw_mail

    letters.take_in(raw=raw_mail(Precedence="bulk", Subject="Erbjudande"), desk=desk)

    assert "Erbjudande" in at_work.get(reverse("refused_mail")).content.decode()
    other = client_as(GuideFactory().user)
    assert "Erbjudande" not in other.get(reverse("refused_mail")).content.decode()
