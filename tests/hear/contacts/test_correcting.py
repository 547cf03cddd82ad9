"""Who it was is noted, and what was registered is put right, by who had the contact or manages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.contacts import (
    ContactFactory,
    DeskFactory,
    DeskReasonFactory,
    GuideFactory,
)

from hundra.core.accounts.models import Role
from hundra.hear.cases.errors import InvalidPartyError
from hundra.hear.cases.models import Party
from hundra.hear.contacts import rules
from hundra.hear.contacts.errors import IncompleteError, NotPossibleNowError
from hundra.hear.contacts.models import ContactState, EventKind, Outcome
from hundra.hear.contacts.queries.happened import happened
from hundra.hear.contacts.services import knowing, life
from hundra.measure.channels.models import Dimension, Span, Tally
from hundra.measure.channels.services import count_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def guide(desk):
    return GuideFactory(desk=desk)


@pytest.fixture
def schools(desk):
    return DeskReasonFactory(desk=desk, reason__name="Skola")


@pytest.fixture
def roads(desk):
    return DeskReasonFactory(desk=desk, reason__name="Gator")


@pytest.fixture
def done(desk, guide, schools):
    return ContactFactory(
        desk=desk,
        guide=guide,
        state=ContactState.DONE,
        reason=schools.reason,
        outcome=Outcome.SOLVED,
        note="Frågade om skolskjuts",
        answered_at=timezone.now(),
        ended_at=timezone.now(),
        registered_at=timezone.now(),
    )


def held(desk, guide, **fields):
    return ContactFactory(desk=desk, guide=guide, state=ContactState.ACTIVE, **fields)


def who(contact, guide, **told):
    knowing.note_who(contact=contact, by=guide.user, **told)
    contact.refresh_from_db()
    return contact.party


# --- Who it is ---


def test_who_told_the_number_before_is_found_again(desk, guide):
    known = PartyFactory(phone="+46701740601", email="", name="Alva Påhittsson")

    assert who(held(desk, guide), guide, phone="070-174 06 01") == known
    assert Party.objects.count() == 1


def test_what_is_told_is_added_to_who_is_known(desk, guide):
    known = PartyFactory(phone="+46701740601", email="", name="")
    party = who(held(desk, guide, party=known), guide, name="Alva Påhittsson", email="A@Example.se")

    assert (party.pk, party.name, party.email) == (known.pk, "Alva Påhittsson", "a@example.se")


def test_an_address_that_another_is_known_by_makes_it_them(desk, guide):
    rang, wrote = PartyFactory(phone="+46701740601", email=""), PartyFactory(email="a@example.se")

    assert who(held(desk, guide, party=rang), guide, email="a@example.se") == wrote
    rang.refresh_from_db()
    assert rang.email == ""


def test_someone_else_leaves_who_was_thought_of_as_they_were(desk, guide):
    thought = PartyFactory(name="Alva Påhittsson")
    party = who(held(desk, guide, party=thought), guide, name="Bo Exempelberg", is_other=True)
    thought.refresh_from_db()

    assert (party.name, thought.name) == ("Bo Exempelberg", "Alva Påhittsson")


def test_two_peoples_number_and_address_are_not_made_one(desk, guide):
    PartyFactory(phone="+46701740601")
    PartyFactory(email="a@example.se")

    with pytest.raises(InvalidPartyError):
        who(held(desk, guide), guide, phone="0701740601", email="a@example.se")


def test_nothing_told_is_nothing_noted(desk, guide):
    with pytest.raises(IncompleteError):
        who(held(desk, guide), guide, name="  ")


def test_the_history_says_that_it_was_noted_and_nothing_personal(desk, guide):
    contact = held(desk, guide)
    who(contact, guide, name="Alva Påhittsson")
    event = contact.events.get(kind=EventKind.CHANGED)

    assert event.told == {"by": guide.user.pk, "who": True}
    assert [one.changes for one in happened(contact, tells_changes=True)] == [["Vem det är"]]


def test_the_form_is_asked_for_by_the_guides_page_and_stands_alone_for_others(client, desk, guide):
    contact = held(desk, guide, party=PartyFactory(name="Alva Påhittsson"))
    client.force_login(guide.user)
    address = reverse("contact_who", kwargs={"pk": contact.pk})
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    whole = client.get(address).content.decode()

    assert "<html" not in part
    assert "<html" in whole
    assert all('value="Alva Påhittsson"' in one for one in (part, whole))


def test_a_fault_is_told_where_the_form_was_sent_from(client, desk, guide):
    contact = held(desk, guide)
    client.force_login(guide.user)
    address = reverse("contact_who", kwargs={"pk": contact.pk})
    part = client.post(address, {"phone": "hej"}, headers={"X-Parts": "1"})
    whole = client.post(address, {"phone": "hej"})

    assert (part.status_code, whole.status_code) == (422, 422)
    assert all("telefonnummer" in one.content.decode() for one in (part, whole))
    assert 'value="hej"' in whole.content.decode()


def test_who_it_was_is_noted_on_the_contacts_page_afterwards(client, done):
    manager = user_with(Role.MANAGER, done.desk.unit)
    client.force_login(manager)
    address = reverse("contact_who", kwargs={"pk": done.pk})
    answer = client.post(address, {"name": "Alva Påhittsson"})
    done.refresh_from_db()

    assert answer["Location"] == reverse("contact", kwargs={"pk": done.pk})
    assert done.party.name == "Alva Påhittsson"


# --- Correcting ---


def correct(contact, by, **changed):
    given = {"reason": contact.reason, "outcome": contact.outcome, "note": contact.note} | changed
    return life.correct(contact=contact, by=by, **given)


def test_reason_outcome_and_note_are_put_right_and_the_history_says_how(done, guide, roads):
    correct(done, guide.user, reason=roads.reason, outcome=Outcome.REFERRED, note="Om gatan")
    done.refresh_from_db()
    (change,) = happened(done, tells_changes=True)

    assert (done.reason, done.outcome, done.note) == (roads.reason, "referred", "Om gatan")
    assert change.who == str(guide.user)
    assert change.changes == [
        "Orsak: Skola → Gator",
        "Så blev det: Löst → Hänvisat vidare",
        "Anteckningen",
    ]


def test_the_note_itself_does_not_stand_in_the_history(done, guide):
    correct(done, guide.user, note="Nytt")

    assert done.events.get(kind=EventKind.CHANGED).told == {"by": guide.user.pk, "note": True}


def test_nothing_changed_is_nothing_noted(done, guide):
    correct(done, guide.user)

    assert done.events.count() == 0


def test_what_is_not_registered_is_not_corrected(desk, guide, schools):
    with pytest.raises(NotPossibleNowError):
        life.correct(
            contact=held(desk, guide), by=guide.user, reason=schools.reason, outcome="solved"
        )


def test_a_contact_neither_becomes_a_case_nor_ceases_to_be_one(done, guide):
    with pytest.raises(IncompleteError):
        correct(done, guide.user, outcome=Outcome.CASE)
    done.outcome, done.case = Outcome.CASE, CaseFactory()
    done.save()
    with pytest.raises(IncompleteError):
        correct(done, guide.user, outcome=Outcome.SOLVED)


def _counted(contact):
    """The reasons that the figures of the contact's day know of."""
    count_up()
    kept = Tally.objects.filter(desk=contact.desk, span=Span.DAY, dimension=Dimension.REASON)
    return [int(key) for key in kept.exclude(registered=0).values_list("key", flat=True)]


def test_the_figures_follow_also_of_days_that_are_counted(done, guide, schools, roads):
    done.received_at = timezone.now() - timedelta(days=2)
    done.save()
    assert _counted(done) == [schools.reason_id]

    correct(done, guide.user, reason=roads.reason)

    assert _counted(done) == [roads.reason_id]


def test_the_guide_who_had_it_and_the_desks_managers_may(done, guide):
    manager = user_with(Role.MANAGER, done.desk.unit)
    outsiders = [
        GuideFactory(desk=done.desk).user,
        GuideFactory().user,
        user_with(Role.MANAGER, DeskFactory().unit),
        user_with(Role.ADMINISTRATOR, done.desk.unit),
        user_with(Role.ANALYST, done.desk.unit),
    ]

    assert all(rules.may_correct(one, done) for one in (guide.user, manager))
    assert not any(rules.may_correct(one, done) for one in outsiders)


def test_what_became_secret_is_corrected_by_nobody(client, done, guide):
    done.case, done.outcome = CaseFactory(confidential=True), Outcome.CASE
    done.save()
    client.force_login(guide.user)
    answers = [
        client.get(reverse(name, kwargs={"pk": done.pk}))
        for name in ("contact_correct", "contact_who")
    ]

    assert not rules.may_correct(guide.user, done)
    assert [one.status_code for one in answers] == [403, 403]


def test_changes_of_what_became_secret_are_not_told_of(client, done, guide, roads):
    correct(done, guide.user, reason=roads.reason)
    done.case, done.outcome = CaseFactory(confidential=True), Outcome.CASE
    done.save()
    client.force_login(guide.user)
    shown = client.get(reverse("contact", kwargs={"pk": done.pk})).content.decode()

    assert "Gator" not in shown
    assert "Skola" not in shown


def test_the_page_corrects(client, done, guide, roads):
    client.force_login(guide.user)
    address = reverse("contact_correct", kwargs={"pk": done.pk})
    page = client.get(address).content.decode()
    answer = client.post(
        address, {"reason": roads.reason_id, "outcome": "connected", "note": "Om gatan"}
    )
    done.refresh_from_db()

    assert "Frågade om skolskjuts" in page
    assert answer["Location"] == reverse("contact", kwargs={"pk": done.pk})
    assert (done.reason, done.outcome, done.note) == (roads.reason, "connected", "Om gatan")


def test_a_note_that_holds_a_personal_number_has_to_be_confirmed(client, done, guide):
    client.force_login(guide.user)
    sent = {"reason": done.reason_id, "outcome": "solved", "note": "Hon heter 811218-9876"}
    address = reverse("contact_correct", kwargs={"pk": done.pk})

    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"confirmed": "on"}).status_code == 302
