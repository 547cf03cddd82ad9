"""Who is asked how it went, and who is left in peace."""

from typing import Any

import pytest
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.contacts import ContactFactory, DeskFactory, DeskReasonFactory, GuideFactory
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import PersonFactory

from hundra.core.messages.models import Message
from hundra.hear.cases.models import CaseState
from hundra.hear.cases.services import handling
from hundra.hear.contacts.models import Contact, ContactState, Outcome
from hundra.hear.contacts.services import asking, life
from hundra.hear.contacts.services.asking import ask_after_case, ask_after_contact
from hundra.hear.surveys.models import Invitation

pytestmark = pytest.mark.django_db


def done(**fields: Any) -> Contact:
    """Someone whose contact was solved, with a mobile number and an address."""
    if "party" not in fields:
        fields["party"] = PartyFactory(phone="+46701740605", email="alva@example.se")
    return ContactFactory(done=True, **fields)


def test_registering_asks_when_it_has_been_committed(
    django_capture_on_commit_callbacks: Any,
) -> None:
    guide = GuideFactory(availability="busy")
    party = PartyFactory(phone="+46701740605")
    contact = ContactFactory(
        desk=guide.desk, guide=guide, state=ContactState.ACTIVE, party=party, language="so"
    )
    reason = ContactReasonFactory()
    with django_capture_on_commit_callbacks(execute=True):
        life.register(
            contact=contact, by=guide.user, reason=reason, outcome=Outcome.SOLVED, note="."
        )
        assert not Invitation.objects.exists()
    made = Invitation.objects.get()
    assert made.about == {
        "kind": "contact",
        "desk": guide.desk.slug,
        "unit": guide.desk.unit_id,
        "channel": "phone",
        "reason": reason.pk,
        "language": "so",
    }
    assert Message.objects.get(purpose="survey.asked").recipient == "+46701740605"


@pytest.mark.parametrize(
    ("channel", "phone", "email", "reached"),
    [
        ("phone", "+46701740605", "alva@example.se", "+46701740605"),
        ("email", "+46701740605", "alva@example.se", "alva@example.se"),
        ("visit", "+4619210000", "alva@example.se", "alva@example.se"),
        ("web", "+46701740605", "", "+46701740605"),
    ],
    ids=["by text", "by mail", "no mobile", "no mail"],
)
def test_people_are_reached_the_way_they_came(
    channel: str, phone: str, email: str, reached: str
) -> None:
    contact = done(channel=channel, party=PartyFactory(phone=phone, email=email))
    assert ask_after_contact(contact) is not None
    assert Message.objects.get().recipient == reached


@pytest.mark.parametrize(
    "fields",
    [
        {"party": None},
        {"state": ContactState.ABANDONED},
        {"outcome": Outcome.NOT_FOR_US},
        {"outcome": Outcome.SELF_SERVED},
        {"outcome": Outcome.CASE},
        {"is_imported": True},
    ],
    ids=["nobody", "gave up", "wrong number", "menu", "became a case", "imported"],
)
def test_others_are_left_in_peace(fields: dict[str, Any]) -> None:
    assert ask_after_contact(done(**fields)) is None


def test_nobody_without_an_address_that_can_be_reached_is_asked() -> None:
    assert ask_after_contact(done(party=PartyFactory(phone="+4619210000", email=""))) is None


def test_the_desk_decides_how_many_and_how_often() -> None:
    party = PartyFactory(email="alva@example.se", phone="")
    never = DeskFactory(ask_share=0)
    always = DeskFactory(ask_share=100, ask_again_days=30)
    assert ask_after_contact(done(desk=never, party=party)) is None
    assert ask_after_contact(done(desk=always, party=party)) is not None
    assert ask_after_contact(done(desk=always, party=party)) is None


@pytest.mark.parametrize("by", ["account", "address", "number"])
def test_nobody_with_protected_identity_is_asked(by: str) -> None:
    user = UserFactory()
    PersonFactory(
        protected_identity=True,
        user=user if by == "account" else None,
        email="Skyddad@example.se" if by == "address" else "",
        phone="070-174 06 05" if by == "number" else "",
    )
    party = PartyFactory(
        user=user if by == "account" else None, email="skyddad@example.se", phone="+46701740605"
    )
    assert ask_after_contact(done(party=party)) is None


def test_nobody_is_asked_about_what_others_should_not_see() -> None:
    contact = done()
    DeskReasonFactory(desk=contact.desk, reason=contact.reason, is_confidential=True)
    assert ask_after_contact(contact) is None


def test_a_closed_case_is_asked_about_by_the_rules_of_its_desk() -> None:
    party = PartyFactory(phone="+46701740605")
    case = CaseFactory(party=party, state=CaseState.CLOSED)
    contact = done(party=party, case=case, outcome=Outcome.CASE)
    made = ask_after_case(case)
    assert made is not None
    assert (made.about["kind"], made.about["unit"], made.about["desk"]) == (
        "case",
        case.unit_id,
        contact.desk.slug,
    )


def test_a_confidential_or_open_case_or_one_without_a_desk_is_not_asked_about() -> None:
    party = PartyFactory(phone="+46701740605")
    for fields in ({"is_confidential": True, "state": CaseState.CLOSED}, {"state": CaseState.OPEN}):
        case = CaseFactory(party=party, **fields)
        done(party=party, case=case, outcome=Outcome.CASE)
        assert ask_after_case(case) is None
    assert ask_after_case(CaseFactory(party=party, state=CaseState.CLOSED)) is None


def test_what_was_taken_in_from_another_system_is_not_asked_about_whoever_closes_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    party = PartyFactory(phone="+46701740605", email="")
    case = CaseFactory(party=party, source="import", external_id="60000001")
    done(party=party, case=case, outcome=Outcome.CASE, is_imported=True)
    # They have called about it since.
    done(party=party, case=case, outcome=Outcome.SOLVED)
    with django_capture_on_commit_callbacks(execute=True):
        handling.close(case=case, by=UserFactory(), answer="Det är lagat.")
    assert not Invitation.objects.exists()
    assert not Message.objects.filter(purpose="survey.asked").exists()


def test_a_case_of_our_own_is_not_asked_about_once_an_imported_contact_is_tied_to_it() -> None:
    party = PartyFactory(phone="+46701740605")
    case = CaseFactory(party=party, state=CaseState.CLOSED)
    done(party=party, case=case, outcome=Outcome.CASE)
    done(party=party, case=case, outcome=Outcome.CASE, is_imported=True)
    assert ask_after_case(case) is None


def test_a_question_that_cannot_be_asked_stops_no_guide(
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise RuntimeError("the mailer is on fire")

    monkeypatch.setattr(asking, "ask_after_contact", fails)
    guide = GuideFactory(availability="busy")
    contact = ContactFactory(desk=guide.desk, guide=guide, state=ContactState.ACTIVE)
    with django_capture_on_commit_callbacks(execute=True):
        life.register(
            contact=contact, by=guide.user, reason=ContactReasonFactory(), outcome=Outcome.SOLVED
        )
    assert "on fire" in caplog.text
    assert Contact.objects.get().state == ContactState.DONE


def test_closing_a_case_asks(django_capture_on_commit_callbacks: Any) -> None:
    party = PartyFactory(phone="+46701740605", email="")
    case = CaseFactory(party=party)
    done(party=party, case=case, outcome=Outcome.CASE)
    with django_capture_on_commit_callbacks(execute=True):
        handling.close(case=case, by=UserFactory(), answer="Det är lagat.")
    assert Message.objects.get(purpose="survey.asked").recipient == "+46701740605"
