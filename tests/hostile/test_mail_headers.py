"""Whatever is written for an address or a name, a mail has one recipient and our headers."""

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from tests.factories.accounts import UserFactory, user_with
from tests.factories.improvements import ProgrammeFactory
from tests.factories.organisation import UnitFactory
from tests.factories.suggestions import FollowerFactory, SuggestionFactory
from tests.hear.suggestions.forms import given

from hundra.adapters.email import compose
from hundra.core.accounts.models import Role
from hundra.core.messages.errors import InvalidMessageError
from hundra.core.messages.models import Message
from hundra.core.messages.services import send

pytestmark = pytest.mark.django_db
GOOD = "alva@exempel.example"
EVIL = "ond@evil.example"
ADDRESSES = (
    f"{GOOD}\r\nBcc: {EVIL}",
    f"{GOOD}\nBcc: {EVIL}",
    f"{GOOD}\rBcc: {EVIL}",
    f"{GOOD}\u2028Bcc: {EVIL}",
    f"{GOOD}\x0bBcc:{EVIL}",
    f"{GOOD}\x00{EVIL}",
    f"{GOOD}%0d%0aBcc:{EVIL}",
    f"{GOOD},{EVIL}",
    f"{GOOD};{EVIL}",
    f"{GOOD} {EVIL}",
    f"Alva <{GOOD}>, <{EVIL}>",
    f'"{GOOD}\r\nBcc: {EVIL}"@exempel.example',
    f"=?utf-8?q?{GOOD}=0ABcc:{EVIL}?=@exempel.example",
    f"{GOOD}\r\n\r\n<script>alert(1)</script>",
)
NAMES = tuple(address.replace(GOOD, "Alva Påhittsson") for address in ADDRESSES[:7])
KNOWN = {
    "subject",
    "from",
    "to",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "reply-to",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "x-auto-response-suppress",
}


@pytest.fixture(autouse=True)
def outbox(settings):
    """Django's own mails go the product's way, which pytest-django replaces."""
    settings.EMAIL_BACKEND = "hundra.core.messages.backend.OutboxBackend"


def only_ours() -> list[str]:
    """The recipients of all that has been queued, each mail looked through as it would be sent."""
    recipients = []
    for message in Message.objects.all():
        mail = compose(message).message()
        assert {name.lower() for name in mail} <= KNOWN
        assert [mail["Bcc"], mail["Cc"]] == [None, None]
        assert len(mail.get_all("To")) == 1
        for value in (mail["Subject"], mail["To"], mail["From"], mail["Reply-To"] or ""):
            assert "\n" not in value.replace("\n ", " ")
        recipients.append(message.recipient)
    assert not [one for one in recipients if set(one) & set("\r\n,; \x00\u2028")]
    return recipients


def suggest(client, address):
    client.post(reverse("suggest"), given(email=address))


def add_address(client, address):
    suggestion = SuggestionFactory()
    FollowerFactory(suggestion=suggestion, proposer=True, email="", confirmed_at=None)
    path = reverse("suggestion_email", kwargs={"secret": suggestion.secret})
    client.post(path, {"email": address})


def join(client, address):
    suggestion = SuggestionFactory(published=True)
    client.post(reverse("suggestion_join", kwargs={"number": suggestion.pk}), {"email": address})


def follow(client, address):
    ProgrammeFactory(shown=True)
    client.post(reverse("public_follow"), {"email": address, "website": ""})


def report(client, address):
    ProgrammeFactory(shown=True)
    path = reverse("public_accessibility")
    client.post(path, {"problem": "Knappen gick inte att trycka på.", "email": address})


def invite(client, address):
    client.force_login(user_with(Role.ADMINISTRATOR, UnitFactory(), email="chef@exempel.example"))
    client.post(reverse("invite_user"), {"email": address, "name": "Alva Påhittsson"})


def change_own(client, address):
    client.force_login(UserFactory(email="jag@exempel.example"))
    client.post(reverse("account_email"), {"email": address, "action_add": ""})


def reset(client, address):
    UserFactory(email=GOOD, password="Ett långt lösenord 1")
    client.post(reverse("account_reset_password"), {"email": address})


DOORS = (suggest, add_address, join, follow, report, invite, change_own, reset)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize("address", ADDRESSES, ids=repr)
def test_an_address_brings_no_header_and_no_second_recipient(client, door, address):
    door(client, address)
    assert EVIL not in only_ours()


@pytest.mark.parametrize("door", [suggest, add_address, join, follow, invite, reset])
def test_a_good_address_gets_its_mail_by_the_same_door(client, door):
    door(client, GOOD)
    assert only_ours() == [GOOD]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_name_or_title_brings_no_header(client, name):
    client.force_login(user_with(Role.ADMINISTRATOR, UnitFactory(), email="chef@exempel.example"))
    client.post(reverse("invite_user"), {"email": GOOD, "name": name})
    assert EVIL not in only_ours()
    sorter, suggestion = user_with(Role.COMMUNICATOR, UnitFactory()), SuggestionFactory()
    FollowerFactory(suggestion=suggestion, proposer=True, email=GOOD)
    client.force_login(sorter)
    publish = reverse("suggestion_publish", kwargs={"number": suggestion.pk})
    client.post(publish, {"title": name, "text": "Sätt en bänk.", "override_note": "Inga personer"})
    act = reverse("suggestion_act", kwargs={"number": suggestion.pk, "what": "reply"})
    client.post(act, {"text": f"Tack! {name}"})
    assert EVIL not in only_ours()
    assert GOOD in only_ours()


@pytest.mark.parametrize("subject", ["Hej\r\nBcc: ond@evil.example", "Hej\nBcc: ond@evil.example"])
def test_a_subject_of_several_lines_becomes_one(subject):
    send(to=GOOD, subject=subject, text="Text", purpose="test")
    assert only_ours() == [GOOD]


@pytest.mark.parametrize(
    "headers", [{"Bcc": EVIL}, {"Reply-To": f"{GOOD}\r\nBcc: {EVIL}"}, {"X\r\nBcc": EVIL}]
)
def test_headers_of_a_callers_own_are_refused(headers):
    with pytest.raises(InvalidMessageError):
        send(to=GOOD, subject="Hej", text="Text", purpose="test", headers=headers)


def test_djangos_own_mail_passes_the_same_gate():
    """Of what is written as an address nothing but the address itself goes further."""
    EmailMessage("Hej", "Text", to=[f"{GOOD}\r\nBcc: {EVIL}"]).send()
    assert only_ours() == [GOOD]
