"""Mail that answers a case becomes a message in it, from the one whose case it is and no other."""

import pytest
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.contacts import DeskFactory, GuideFactory
from tests.hear.contacts.test_letters import raw_mail

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.core.messages.services import mail_id
from hundra.hear.cases import retaining, services
from hundra.hear.cases.models import CaseLetter, CaseState, EntryKind
from hundra.hear.cases.queries import own_case
from hundra.hear.contacts.models import Contact, Letter, RefusedMail
from hundra.hear.contacts.services import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory(email="kontakt@granby.example")


@pytest.fixture
def case():
    return CaseFactory(party=PartyFactory(email="alva@example.se"))


def take(desk, text="Lampan lyser igen.", **headers):
    return letters.take_in(raw=raw_mail(text, **headers), desk=desk)


def marked(case):
    return f"Sv: Ditt ärende: vi har tagit emot det [Ä {case.pk}]"


def from_citizen(case):
    return list(case.entries.filter(kind=EntryKind.FROM_CITIZEN).values_list("text", flat=True))


def test_a_mail_with_the_mark_from_the_partys_address_is_a_message_in_the_case(desk, case):
    assert take(desk, Subject=marked(case)) == case
    assert from_citizen(case) == ["Lampan lyser igen."]
    assert Contact.objects.count() == Letter.objects.count() == 0


@pytest.mark.parametrize("mark", ["[Ä {}]", "[ä{}]", "[A\u0308 {}]"], ids=["plain", "lower", "nfd"])
def test_the_mark_is_found_as_mail_programs_write_it(desk, case, mark):
    assert take(desk, Subject=mark.format(case.pk)) == case


def test_a_reply_to_our_letter_is_a_message_also_without_the_mark(desk):
    case = services.open_case(
        title="Trasig lampa",
        text="",
        reason=None,
        unit=CaseFactory().unit,
        by=None,
        party=PartyFactory(email="alva@example.se"),
    )
    sent = Message.objects.get(purpose="case.opened")

    assert sent.subject.endswith(f"[Ä {case.pk}]")
    assert take(desk, Subject="Tack!", In_Reply_To=f"<{mail_id(sent)}>") == case
    assert from_citizen(case) == ["Lampan lyser igen."]


def test_those_who_work_with_the_case_see_that_it_came_by_mail_and_the_citizen_does_not(desk, case):
    take(desk, Subject=marked(case))
    entry = case.entries.get(kind=EntryKind.FROM_CITIZEN)

    assert entry.cause == "Kom med e-post, från adressen som vi har"
    assert entry.cause not in str(own_case(case).happenings)


def test_the_same_mail_twice_is_one_message(desk, case):
    assert take(desk, Subject=marked(case)) == take(desk, Subject=marked(case)) == case
    assert len(from_citizen(case)) == 1
    assert CaseLetter.objects.filter(is_outgoing=False).count() == 1


def test_a_closed_case_opens_again(desk):
    case = CaseFactory(closed=True, party=PartyFactory(email="alva@example.se"))
    take(desk, Subject=marked(case))
    case.refresh_from_db()

    assert case.state == CaseState.NEW


def test_what_was_quoted_stays_out_and_files_come_along(desk, case):
    raw = raw_mail(
        "Tack!\n\nDen 2 november skrev Granby:\n> Vi har tagit emot ditt ärende.",
        files=[("ritning.pdf", b"%PDF-1.7\n%%EOF"), ("elak.exe", b"MZ\x90\x00")],
        Subject=marked(case),
    )
    assert letters.take_in(raw=raw, desk=desk) == case

    entry = case.entries.get(kind=EntryKind.FROM_CITIZEN)
    assert entry.text == "Tack!\n\nFöljde med mejlet, men togs inte in här: elak.exe"
    assert [one.name for one in entry.attachments.all()] == ["ritning.pdf"]


def test_of_a_very_long_mail_the_whole_is_a_file(desk, case):
    take(desk, "Ord " * 3000, Subject=marked(case))
    entry = case.entries.get(kind=EntryKind.FROM_CITIZEN)

    assert len(entry.text) < 4000
    attachment = entry.attachments.get()
    assert (attachment.name, attachment.size) == ("Hela mejlet.txt", len("Ord " * 3000) - 1)


def test_from_another_address_it_becomes_a_contact_that_names_the_case(desk, case):
    contact = take(desk, Subject=marked(case), From="eva@example.se")

    assert isinstance(contact, Contact)
    assert contact.subject.endswith(f"[Ä {case.pk}]")
    assert contact.case is None
    assert from_citizen(case) == []


def test_a_reply_from_another_address_gets_the_mark_unless_the_case_is_secret(desk):
    plain, secret = CaseFactory(), CaseFactory(confidential=True)
    for case in (plain, secret):
        CaseLetter.objects.create(case=case, is_outgoing=True, message_id=f"ut{case.pk}@x")

    named = take(desk, Subject="Hej", Message_ID="<1@x>", In_Reply_To=f"<ut{plain.pk}@x>")
    silent = take(desk, Subject="Hej", Message_ID="<2@x>", In_Reply_To=f"<ut{secret.pk}@x>")

    assert (named.subject, silent.subject) == (f"Hej [Ä {plain.pk}]", "Hej")


def test_a_case_without_an_address_takes_no_mail(desk):
    case = CaseFactory(party=None)

    assert isinstance(take(desk, Subject=marked(case)), Contact)
    assert from_citizen(case) == []


def test_a_confidential_case_gets_the_message_and_nothing_of_it_is_left_elsewhere(desk):
    case = CaseFactory(confidential=True, party=PartyFactory(email="alva@example.se"))

    assert take(desk, "Zebrafisk", Subject=marked(case)) == case
    assert from_citizen(case) == ["Zebrafisk"]
    assert Contact.objects.count() == Letter.objects.count() == RefusedMail.objects.count() == 0


def test_a_guide_cannot_tell_a_secret_case_from_a_number_that_is_none(client, desk):
    guide = GuideFactory(desk=desk)
    secret = CaseFactory(confidential=True, party=PartyFactory(email="bo@example.se"))
    none = secret.pk + 1000
    client.force_login(guide.user)
    pages = []
    for number in (secret.pk, none):
        contact = take(desk, Subject=f"Hej [Ä {number}]", Message_ID=f"<{number}@x>")
        for name in ("contact", "contact_letters"):
            page = client.get(reverse(name, kwargs={"pk": contact.pk})).content.decode()
            pages.append(_told(page).replace(str(number), "N"))

    assert pages[:2] == pages[2:]
    assert "Mejlet nämner ärendet Ä N" in pages[0]


def _told(page):
    """What the page says of the case that the mail names."""
    start = page.index("Mejlet nämner ärendet")
    return page[start : page.index("</div>", start)]


def test_a_guide_sees_how_a_plain_case_goes_and_its_handler_a_link(client, desk, case):
    contact = take(desk, Subject=marked(case), From="eva@example.se")
    address = reverse("contact", kwargs={"pk": contact.pk})
    client.force_login(GuideFactory(desk=desk).user)
    seen = _told(client.get(address).content.decode())

    assert case.unit.name in seen
    assert reverse("case", kwargs={"number": case.pk}) not in seen

    manager = user_with(Role.MANAGER, desk.unit)
    case.unit = desk.unit
    case.save()
    client.force_login(manager)
    seen = _told(client.get(address).content.decode())
    assert reverse("case", kwargs={"number": case.pk}) in seen


def test_our_own_letter_coming_back_is_a_loop(desk, case):
    CaseLetter.objects.create(case=case, is_outgoing=True, message_id="ut@granby.example")

    assert take(desk, Subject=marked(case), Message_ID="<ut@granby.example>") is None
    assert RefusedMail.objects.get().why == "loop"


def test_letters_say_where_they_are_answered_if_mail_is_fetched(settings, desk, case):
    settings.MAILBOXES = []
    services.message(case=case, text="Hej", by=user_with(Role.HANDLER, case.unit))
    assert "Reply-To" not in Message.objects.get().headers

    settings.MAILBOXES = ["imaps://kontakt:x@mail.example"]
    services.message(case=case, text="Hej igen", by=user_with(Role.HANDLER, case.unit))
    sent = Message.objects.order_by("created_at").last()
    assert sent.headers["Reply-To"] == "kontakt@granby.example"
    assert "svara på det här mejlet" in sent.body_text


def test_disposal_takes_the_ids_of_letters_too(desk, case):
    take(desk, Subject=marked(case))
    retaining.dispose([case])

    assert CaseLetter.objects.count() == 0
