"""A contact's life: each step, and each step that is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.accounts import UserFactory
from tests.factories.contacts import (
    ContactFactory,
    DeskFactory,
    DeskReasonFactory,
    GuideFactory,
)
from tests.factories.knowledge import ContactReasonFactory

from hundra.hear.contacts.errors import (
    GoneError,
    IncompleteError,
    NotAGuideError,
    NotPossibleNowError,
    TakenError,
)
from hundra.hear.contacts.models import Contact
from hundra.hear.contacts.services import life

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(seconds):
    return START + timedelta(seconds=seconds)


def kinds(contact):
    return list(contact.events.values_list("kind", flat=True))


def test_a_call_is_received_rings_is_answered_ended_and_registered():
    guide = GuideFactory(availability="ready", since=START)
    reason = ContactReasonFactory()
    contact = life.receive(desk=guide.desk, channel="phone", at=after(0))
    assert (contact.state, contact.guide, contact.offered_at) == ("offered", guide, after(0))
    life.answer(contact=contact, by=guide.user, at=after(5))
    life.end(contact=contact, at=after(65))
    guide.refresh_from_db()
    assert guide.availability == "wrap_up"
    done = life.register(
        contact=contact,
        by=guide.user,
        reason=reason,
        outcome="solved",
        note=" Sa så. ",
        at=after(80),
    )
    guide.refresh_from_db()
    assert guide.availability == "ready"
    assert (done.state, done.reason, done.outcome, done.note) == (
        "done",
        reason,
        "solved",
        "Sa så.",
    )
    times = (done.received_at, done.queued_at, done.answered_at, done.ended_at, done.registered_at)
    assert times == (after(0), after(0), after(5), after(65), after(80))
    assert kinds(done) == ["received", "queued", "offered", "answered", "ended", "registered"]


def test_the_same_external_id_is_the_same_contact():
    desk = DeskFactory()
    first = life.receive(desk=desk, channel="phone", external_id="c1", waits=False)
    again = life.receive(desk=desk, channel="phone", external_id="c1", language="ar")
    assert again == first
    assert (again.state, again.language) == ("menu", "sv")
    assert kinds(first) == ["received"]
    assert life.receive(desk=desk, channel="email", external_id="c1") != first


def test_a_call_in_the_menu_waits_only_when_it_has_chosen_a_queue():
    guide = GuideFactory(availability="ready")
    reason = DeskReasonFactory(desk=guide.desk, priority=10)
    contact = life.receive(desk=guide.desk, channel="phone", waits=False, at=after(0))
    assert (contact.state, contact.queued_at) == ("menu", None)
    contact = life.queue(contact=contact, asked_reason=reason, at=after(30))
    assert (contact.state, contact.guide, contact.priority) == ("offered", guide, 10)
    assert contact.queued_at == after(30)
    assert life.queue(contact=contact, language="ar").language == "sv"


def test_a_hung_up_call_cannot_be_queued():
    contact = ContactFactory(in_menu=True)
    life.end(contact=contact)
    with pytest.raises(GoneError):
        life.queue(contact=contact)


def test_writing_waits_in_the_list_and_rings_at_nobody():
    guide = GuideFactory(availability="ready")
    contact = life.receive(desk=guide.desk, channel="email")
    assert contact.state == "waiting"
    answered = life.answer(contact=contact, by=guide.user)
    assert (answered.state, answered.guide) == ("active", guide)


def test_a_contact_that_someone_has_cannot_be_answered_by_another():
    contact = ContactFactory(active=True)
    other = GuideFactory(desk=contact.desk)
    with pytest.raises(TakenError):
        life.answer(contact=contact, by=other.user)
    ringing = ContactFactory(offered=True, desk=contact.desk)
    with pytest.raises(TakenError):
        life.answer(contact=ringing, by=other.user)


def test_answering_what_one_has_changes_nothing():
    contact = ContactFactory(active=True)
    life.answer(contact=contact, by=contact.guide.user)
    assert kinds(contact) == []


def test_only_the_desks_guides_answer():
    contact = ContactFactory()
    for user in (
        UserFactory(),
        GuideFactory().user,
        GuideFactory(desk=contact.desk, is_active=False).user,
    ):
        with pytest.raises(NotAGuideError):
            life.answer(contact=contact, by=user)


def test_a_guide_who_talks_cannot_take_a_second_call_but_may_take_a_letter():
    talking = ContactFactory(active=True)
    user = talking.guide.user
    with pytest.raises(NotPossibleNowError):
        life.answer(contact=ContactFactory(desk=talking.desk), by=user)
    letter = life.answer(contact=ContactFactory(desk=talking.desk, channel="email"), by=user)
    assert letter.state == "active"


def test_what_is_over_cannot_be_answered():
    contact = ContactFactory(done=True)
    with pytest.raises(GoneError):
        life.answer(contact=contact, by=contact.guide.user)


def test_a_missed_ring_goes_back_to_its_place_and_that_guide_has_a_break():
    guide = GuideFactory(availability="ready")
    contact = life.receive(desk=guide.desk, channel="phone", at=after(0))
    missed = life.miss(contact=contact, at=after(20))
    guide.refresh_from_db()
    assert (missed.state, missed.guide, missed.queued_at) == ("waiting", None, after(0))
    assert guide.availability == "break"
    assert kinds(missed)[-1] == "missed"
    other = GuideFactory(desk=guide.desk, availability="ready")
    contact = life.receive(desk=guide.desk, channel="phone", at=after(30))
    missed.refresh_from_db()
    assert (missed.guide, contact.state) == (other, "waiting")


def test_who_gives_up_is_abandoned_and_the_guide_gets_the_next():
    guide = GuideFactory(availability="ready")
    first = life.receive(desk=guide.desk, channel="phone", at=after(0))
    second = life.receive(desk=guide.desk, channel="phone", at=after(1))
    ended = life.end(contact=first, at=after(5))
    second.refresh_from_db()
    assert (ended.state, ended.guide, ended.ended_at) == ("abandoned", None, after(5))
    assert (second.state, second.guide) == ("offered", guide)


@pytest.mark.parametrize("state", ["done", "abandoned", "wrap_up"])
def test_ending_what_has_ended_changes_nothing(state):
    contact = ContactFactory(state=state, guide=GuideFactory(), ended_at=START)
    assert life.end(contact=contact).ended_at == START
    assert kinds(contact) == []


def test_handed_back_to_the_queue_it_goes_to_another_guide_with_its_place_kept():
    giver = GuideFactory(availability="ready")
    contact = life.receive(desk=giver.desk, channel="phone", at=after(0))
    life.answer(contact=contact, by=giver.user, at=after(2))
    back = life.hand_on(contact=contact, by=giver.user, at=after(60))
    giver.refresh_from_db()
    assert (back.state, back.queued_at, back.handovers) == ("waiting", after(0), 1)
    assert giver.availability == "ready"
    other = GuideFactory(desk=giver.desk, availability="ready")
    life.receive(desk=giver.desk, channel="visit", at=after(61))
    back.refresh_from_db()
    assert (back.state, back.guide, back.answered_at) == ("offered", other, after(2))


def test_handed_to_a_free_guide_it_rings_there():
    contact = ContactFactory(active=True)
    target = GuideFactory(desk=contact.desk, availability="ready")
    given = life.hand_on(contact=contact, by=contact.guide.user, guide=target, language="en")
    assert (given.state, given.guide, given.language) == ("offered", target, "en")


def test_handing_to_a_guide_who_is_not_free_is_refused():
    contact = ContactFactory(active=True)
    elsewhere = GuideFactory(availability="ready")
    ringing = GuideFactory(desk=contact.desk, availability="ready")
    ContactFactory(offered=True, desk=contact.desk, guide=ringing)
    for target in (elsewhere, ringing, GuideFactory(desk=contact.desk, availability="break")):
        with pytest.raises(NotPossibleNowError):
            life.hand_on(contact=contact, by=contact.guide.user, guide=target)
    contact.refresh_from_db()
    assert (contact.state, contact.handovers) == ("active", 0)


def test_only_the_one_who_has_it_hands_on_or_registers():
    contact = ContactFactory(active=True)
    other = GuideFactory(desk=contact.desk).user
    with pytest.raises(TakenError):
        life.hand_on(contact=contact, by=other)
    with pytest.raises(TakenError):
        life.register(contact=contact, by=other, reason=ContactReasonFactory(), outcome="solved")


def test_registering_twice_or_before_the_answer_is_refused():
    contact = ContactFactory(active=True)
    told = {"by": contact.guide.user, "reason": ContactReasonFactory(), "outcome": "solved"}
    life.register(contact=contact, **told)
    with pytest.raises(GoneError):
        life.register(contact=contact, **told)
    with pytest.raises(NotPossibleNowError):
        life.register(contact=ContactFactory(desk=contact.desk), **told)


def test_a_case_outcome_needs_the_case():
    contact = ContactFactory(active=True)
    with pytest.raises(IncompleteError):
        life.register(
            contact=contact, by=contact.guide.user, reason=ContactReasonFactory(), outcome="case"
        )
    contact.refresh_from_db()
    assert contact.state == "active"


def test_registering_a_letter_leaves_a_guide_who_talks_busy():
    talking = ContactFactory(active=True)
    guide = talking.guide
    letter = life.answer(contact=ContactFactory(desk=talking.desk, channel="email"), by=guide.user)
    life.register(contact=letter, by=guide.user, reason=ContactReasonFactory(), outcome="solved")
    guide.refresh_from_db()
    assert guide.availability == "busy"


def test_a_letter_is_registered_by_hand():
    guide = GuideFactory()
    reason = ContactReasonFactory()
    contact = life.register_by_hand(
        desk=guide.desk,
        by=guide.user,
        channel="letter",
        reason=reason,
        outcome="referred",
        note="Ville veta när biblioteket öppnar.",
        party=None,
        language="sv",
        at=START,
    )
    stored = Contact.objects.get(pk=contact.pk)
    assert (stored.state, stored.guide, stored.channel) == ("done", guide, "letter")
    assert (stored.reason, stored.received_at) == (reason, START)
    assert kinds(stored) == ["received", "registered"]
