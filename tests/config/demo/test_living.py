"""What lies at the demo's desks when it starts: something to answer, to ring, to handle, to see."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from hundra.config.demo import filling
from hundra.config.demo.clock import turned_clock
from hundra.config.demo.desks import create_answers, create_desks, live
from hundra.config.demo.logins import create_logins
from hundra.hear.cases.models import Case, CaseState
from hundra.hear.contacts import sounds
from hundra.hear.contacts.models import Contact, ContactState, VoiceMessage
from hundra.hear.surveys.models import Comment, Response, Tally

pytestmark = pytest.mark.django_db


@pytest.fixture
def users():
    filling._import_organisation(random.Random(1), 2_000)
    made = create_logins()
    create_desks()
    return made


def test_letters_callbacks_and_cases_wait_for_those_who_sign_in(users):
    with turned_clock() as clock:
        live(clock, users)
    now = timezone.now()
    waiting = Contact.objects.filter(state=ContactState.WAITING)
    assert set(waiting.values_list("channel", flat=True)) == {"email", "web", "phone"}
    assert all(one.letters.exists() for one in waiting.exclude(channel="phone"))
    assert not waiting.filter(channel="phone", callback_at__lte=now).exists()
    spoken = VoiceMessage.objects.get()
    with spoken.file.open() as file:
        assert sounds.kind_of(file.read()) is sounds.WAV
    assert spoken.call.contact.callback_to == spoken.call.from_number
    goes_on = waiting.get(follows__isnull=False)
    assert goes_on.follows.state == ContactState.DONE
    assert not Contact.objects.filter(received_at__gt=now).exists()
    mine = Case.objects.filter(handler=users["handlaggare"])
    assert {*mine.values_list("state", flat=True), "new"} == set(CaseState.values)
    assert Case.objects.get(state="new", handler=None).unit == mine[0].unit
    assert mine.filter(is_confidential=True).count() == 1
    assert mine.get(state="open", closed_at=None, answer__gt="").people_met is None
    assert mine.earliest("opened_at").opened_at < now - timedelta(days=15)


def test_answers_are_many_enough_to_be_shown_and_none_is_alone():
    filling._import_organisation(random.Random(1), 300)
    create_desks()
    create_answers()
    citizens = Response.objects.filter(desk="servicecenter")
    assert 1_200 < citizens.count() < 1_900
    # Most keep what they were about, since each time enough came together.
    assert citizens.exclude(reason=None).count() > citizens.count() / 3
    asked = sum(Tally.objects.filter(dimension="").values_list("asked", flat=True))
    assert Response.objects.count() < asked / 2
    assert Comment.objects.values("text").distinct().count() == Comment.objects.count() > 10
