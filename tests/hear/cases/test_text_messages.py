"""Who has told a mobile number and no address hears of their case by text message."""

import pytest
from tests.factories.accounts import UserFactory, user_with
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.cases import services
from hundra.hear.cases.letters import secret_url

pytestmark = pytest.mark.django_db
MOBILE = "+46701740605"


def opened(party, **more):
    return services.open_case(
        title="Hemlig rubrik",
        text="Hemlig text",
        reason=None,
        unit=UnitFactory(),
        by=None,
        party=party,
        **more,
    )


def test_a_new_case_is_confirmed_with_number_and_link(settings):
    case = opened(PartyFactory(email="", phone=MOBILE))
    sent = Message.objects.get()

    assert (sent.channel, sent.recipient, sent.purpose) == ("sms", MOBILE, "case.opened")
    assert sent.body_text == (
        f"{settings.MUNICIPALITY}: Vi har fått ditt ärende. Det har numret {case.number}."
        f" Här ser du hur det går: {secret_url(case)}"
    )


def test_further_steps_come_by_text_message_too():
    case = CaseFactory(party=PartyFactory(email="", phone=MOBILE))
    services.message(case=case, text="Hemligt", by=user_with(Role.HANDLER, case.unit))
    sent = Message.objects.get()

    assert (sent.channel, sent.purpose) == ("sms", "case.message")
    assert "Hemlig" not in sent.body_text


def test_who_has_an_address_gets_mail_only():
    opened(PartyFactory(email="alva@example.se", phone=MOBILE))

    assert [one.channel for one in Message.objects.all()] == ["email"]


@pytest.mark.parametrize("phone", ["+46191234567", "+4520123456", ""], ids=["landline", "dk", "no"])
def test_other_numbers_get_nothing(phone):
    opened(PartyFactory(email="", phone=phone))

    assert Message.objects.count() == 0


def test_who_has_left_gets_nothing():
    user = UserFactory(is_active=False)
    opened(PartyFactory(email="", phone=MOBILE, user=user))

    assert Message.objects.count() == 0


def test_what_is_imported_is_not_told_of():
    opened(PartyFactory(email="", phone=MOBILE), tell=False)

    assert Message.objects.count() == 0
