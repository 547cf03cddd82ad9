"""What guides do, and what it does to what rings at them."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.contacts import ContactFactory, GuideFactory

from hundra.hear.contacts.errors import NotPossibleNowError
from hundra.hear.contacts.services.availability import guide_of, set_availability

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def spells(guide):
    return [(one.availability, one.since, one.until) for one in guide.spells.all()]


def test_spells_follow_each_other_and_being_away_is_none():
    guide = GuideFactory()
    noon, one = START + timedelta(hours=3), START + timedelta(hours=4)
    set_availability(guide=guide, to="ready", by=guide.user, at=START)
    set_availability(guide=guide, to="break", by=guide.user, at=noon)
    set_availability(guide=guide, to="away", by=guide.user, at=one)
    assert spells(guide) == [("ready", START, noon), ("break", noon, one)]
    guide.refresh_from_db()
    assert (guide.availability, guide.since, guide.version) == ("away", one, 3)


def test_ready_brings_who_waits():
    guide = GuideFactory()
    contact = ContactFactory(desk=guide.desk)
    set_availability(guide=guide, to="ready", by=guide.user)
    contact.refresh_from_db()
    assert (contact.state, contact.guide) == ("offered", guide)


def test_what_rings_goes_to_another_when_the_guide_leaves():
    contact = ContactFactory(offered=True)
    leaving = contact.guide
    other = GuideFactory(desk=contact.desk, availability="ready")
    set_availability(guide=leaving, to="break", by=leaving.user)
    contact.refresh_from_db()
    assert (contact.state, contact.guide) == ("offered", other)


def test_whoever_talks_stays_busy():
    contact = ContactFactory(active=True)
    with pytest.raises(NotPossibleNowError):
        set_availability(guide=contact.guide, to="break", by=contact.guide.user)
    contact.guide.refresh_from_db()
    assert contact.guide.availability == "busy"


@pytest.mark.parametrize("to", ["busy", "wrap_up"])
def test_busy_and_wrapping_up_are_not_chosen(to):
    guide = GuideFactory(availability="ready")
    with pytest.raises(NotPossibleNowError):
        set_availability(guide=guide, to=to, by=guide.user)


def test_only_guides_in_use_are_guides():
    guide = GuideFactory()
    assert guide_of(guide.user) == guide
    assert guide_of(None) is None
    assert guide_of(GuideFactory(is_active=False).user) is None
