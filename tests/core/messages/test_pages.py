"""The outbox as operators see it, and what they do not see."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.audit.models import Reading
from hundra.core.messages import queries, rules
from hundra.core.messages.models import Message, MessageState

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    return UnitFactory()


@pytest.fixture
def operator(top):
    return user_with(Role.OPERATOR, top)


@pytest.fixture
def browser(client_as, operator):
    return client_as(operator)


@pytest.fixture(autouse=True)
def real_carrier(settings):
    settings.CARRIERS = {"email": "hundra.adapters.email.SmtpCarrier"}


def letter(**fields) -> Message:
    defaults = {
        "recipient": "alva@example.org",
        "subject": "Tack för ditt förslag",
        "body_text": "Öppna https://granby.example/forslag/hemligheten/ nu.",
        "purpose": "suggestion.received",
    }
    return Message.objects.create(**{**defaults, **fields})


def address(message: Message, what: str = "") -> str:
    return f"/arbete/utkorg/{message.pk}/{what}"


def test_rules(top, operator):
    under = UnitFactory(parent=top)
    under.path = f"{top.path}{under.pk}/"
    under.save()
    local = user_with(Role.OPERATOR, under)
    outsider = user_with(Role.COMMUNICATOR, top)

    users = (operator, local, outsider)
    assert [rules.may_see_outbox(user) for user in users] == [True, True, False]
    assert [rules.may_open_messages(user) for user in users] == [True, False, False]


def test_the_list_half_hides_addresses(browser):
    letter()
    page = browser.get("/arbete/utkorg/").content.decode()

    assert "Tack för ditt förslag" in page
    assert "al…@example.org" in page
    assert "alva@example.org" not in page
    exported = browser.get("/arbete/utkorg/?format=csv")
    assert b"alva@example.org" not in exported.getvalue()


def test_the_list_can_be_narrowed(browser):
    letter(subject="Klar", state=MessageState.SENT, sent_at=timezone.now())
    letter(subject="Trasig", state=MessageState.FAILED, purpose="account")

    def subjects(query: str) -> list[str]:
        page = browser.get("/arbete/utkorg/" + query).content.decode()
        return [subject for subject in ("Klar", "Trasig") if subject in page]

    assert subjects("") == ["Klar", "Trasig"]
    assert subjects("?state=failed") == ["Trasig"]
    assert subjects("?purpose=suggestion.received") == ["Klar"]


def test_figures():
    old = timezone.now() - dt.timedelta(days=2)
    waiting = letter(created_at=old)
    letter(state=MessageState.SENDING)
    letter(state=MessageState.FAILED)
    letter(state=MessageState.SENT, sent_at=timezone.now())
    letter(state=MessageState.SENT, sent_at=old)

    assert queries.figures() == queries.Figures(
        waiting=2, oldest_waiting=waiting.created_at, failed=1, sent_last_day=1
    )


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(browser, many, django_assert_num_queries):
    for _ in range(many):
        letter()
    with django_assert_num_queries(14):
        browser.get("/arbete/utkorg/")


def test_opening_shows_the_address_and_is_logged(browser, operator):
    message = letter(state=MessageState.FAILED, last_error="550 5.1.1 No such user")
    page = browser.get(address(message)).content.decode()

    assert "alva@example.org" in page
    assert "550 5.1.1 No such user" in page
    reading = Reading.objects.get()
    assert (reading.reader, reading.record_id) == (operator, str(message.pk))


def test_secret_links_and_codes_are_not_shown(browser, settings):
    link = letter()
    code = letter(purpose="account", body_text="Din kod är 123-456")

    page = browser.get(address(link)).content.decode()
    assert "https://granby.example/…" in page
    assert "hemligheten" not in page
    assert "123-456" not in browser.get(address(code)).content.decode()

    settings.CARRIERS = {"email": "hundra.adapters.email.ConsoleCarrier"}
    assert "hemligheten" in browser.get(address(link)).content.decode()
    assert "123-456" in browser.get(address(code)).content.decode()


def test_a_failed_message_is_sent_again(browser):
    message = letter(state=MessageState.FAILED)
    assert "Skicka igen" in browser.get(address(message)).content.decode()

    answer = browser.post(address(message, "igen/"), follow=True)

    assert "Meddelandet ligger i kön igen." in answer.content.decode()
    message.refresh_from_db()
    assert message.state == MessageState.QUEUED


def test_a_waiting_message_is_cancelled_and_a_sent_one_is_not(browser):
    waiting, sent = letter(), letter(state=MessageState.SENT)
    browser.post(address(waiting, "avbryt/"))
    answer = browser.post(address(sent, "avbryt/"), follow=True)

    waiting.refresh_from_db()
    sent.refresh_from_db()
    assert (waiting.state, sent.state) == (MessageState.CANCELLED, MessageState.SENT)
    assert "har hunnit vidare" in answer.content.decode()


def test_only_what_is_settled_is_disposed_of():
    long_ago = timezone.now() - dt.timedelta(days=200)
    sent = letter(state=MessageState.SENT, created_at=long_ago)
    cancelled = letter(state=MessageState.CANCELLED, created_at=long_ago)
    letter(state=MessageState.FAILED, created_at=long_ago)
    letter(state=MessageState.SENT)

    due = queries.settled_before(timezone.localdate() - dt.timedelta(days=180))
    assert set(due) == {sent, cancelled}


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("alva@example.org", "al…@example.org"),
        ("bo@example.org", "b…@example.org"),
        ("a@example.org", "…@example.org"),
    ],
)
def test_masks(address, masked):
    assert queries.masked(address) == masked


def test_subjects_are_searched_word_by_word_in_any_case(browser):
    letter(subject="Nu är den LEVERERAD: Åkgräsklippare")
    letter(subject="Levererad i går")
    found = {
        words: browser.get("/arbete/utkorg/", {"q": words}).context["table"].count
        for words in ("levererad", "åkgräs levererad", "ÅKGRÄS", "100%", "plogad")
    }
    assert found == {
        "levererad": 2,
        "åkgräs levererad": 1,
        "ÅKGRÄS": 1,
        "100%": 0,
        "plogad": 0,
    }
