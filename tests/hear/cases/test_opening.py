"""A case begins: its promise, its first spell, and what the citizen is told."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import UnitFactory

from hundra.core.messages.models import Message
from hundra.hear.cases.errors import InvalidTextError
from hundra.hear.cases.models import Case, CaseState
from hundra.hear.cases.services import open_case

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Stockholm"))


def opened(**fields):
    given = {
        "title": "Trasig gatlampa",
        "text": "Lampan lyser inte.",
        "reason": ContactReasonFactory(),
        "unit": UnitFactory(),
        "by": None,
        "at": MONDAY,
    }
    return open_case(**{**given, **fields})


def test_it_is_due_by_the_promise_in_working_hours():
    case = opened(promise_hours=9)
    assert case.due_at == datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert (case.state, case.opened_at) == (CaseState.NEW, MONDAY)


def test_without_a_promise_it_is_never_due():
    assert opened().due_at is None


def test_its_first_spell_begins():
    case = opened()
    spell = case.spells.get()
    assert (spell.state, spell.unit, spell.since, spell.until) == ("new", case.unit, MONDAY, None)


def test_the_same_from_outside_twice_is_one_case():
    first = opened(source="open311", external_id="77")
    assert opened(source="open311", external_id="77", title="Igen") == first
    assert Case.objects.count() == 1
    assert opened(source="import", external_id="77") != first


def test_the_citizen_is_mailed_the_secret_link_and_nothing_of_what_it_is_about():
    party = PartyFactory(email="bo@example.se", language="sv")
    case = opened(party=party, title="Hemlig rubrik", text="Hemlig text")
    mail = Message.objects.get(recipient="bo@example.se")
    assert f"/arende/{case.secret}/" in mail.body_text
    assert case.number in mail.subject
    assert "Hemlig" not in mail.subject + mail.body_text


def test_the_letter_is_in_the_language_of_the_case():
    opened(party=PartyFactory(email="bo@example.se"), language="en")
    assert "We have received your case" in Message.objects.get().body_text
    assert "/en/arende/" in Message.objects.get().body_text


def test_what_is_imported_mails_nobody():
    opened(party=PartyFactory(), source="import", tell=False)
    assert Message.objects.count() == 0


def test_a_party_without_an_address_or_a_mobile_number_is_told_nothing():
    opened(party=PartyFactory(email="", phone="+46191234567"))
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"title": " \n "}, "Skriv vad det gäller.", id="no title"),
        pytest.param({"title": "x" * 201}, "201", id="a long title"),
        pytest.param({"text": "x" * 8001}, "8001", id="a long text"),
    ],
)
def test_texts_that_cannot_be_are_refused_with_a_sentence(fields, said):
    with pytest.raises(InvalidTextError, match=said):
        opened(**fields)


def test_line_breaks_and_controls_leave_the_title():
    assert opened(title="En\r\nBcc: rad\x00").title == "En Bcc: rad"


def test_its_number_is_its_key():
    case = CaseFactory()
    assert case.number == f"Ä {case.pk}"
