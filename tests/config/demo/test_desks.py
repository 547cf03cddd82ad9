"""The demo's service centres: contacts and cases by COPY are such as the services would leave."""

from __future__ import annotations

import random
from datetime import timedelta

import numpy as np
import pytest
from django.db.models import Count, F, Q
from django.utils import timezone

from hundra.config.demo import filling
from hundra.config.demo.desks import bulk_contacts, create_desks
from hundra.hear.cases.models import Case, Spell
from hundra.hear.contacts.models import Contact, Desk, Guide, GuideLanguage

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled():
    filling._import_organisation(random.Random(1), 300)
    create_desks()
    bulk_contacts(
        contacts=1_500, cases=200, until=timezone.now(), days=40, rng=np.random.default_rng(1)
    )


def test_desks_have_fifty_guides_who_speak_every_language_between_them(filled):
    citizens = Desk.objects.get(slug="servicecenter")
    spoken = set(GuideLanguage.objects.filter(guide__desk=citizens).values_list("language"))
    assert Guide.objects.filter(desk=citizens).count() == 50
    assert {(code,) for code in citizens.languages} <= spoken
    assert citizens.hours.count() == 5
    assert Desk.objects.get(slug="internt").reasons.count() == 3


def test_every_contact_is_over_and_its_times_are_in_order(filled):
    contacts = Contact.objects.all()
    assert contacts.count() == 1_500
    assert set(contacts.values_list("state", flat=True)) == {"done", "abandoned"}
    answered = contacts.filter(state="done")
    assert not answered.exclude(
        received_at__lte=F("queued_at"),
        queued_at__lte=F("answered_at"),
        answered_at__lte=F("ended_at"),
        ended_at__lte=F("registered_at"),
    ).exists()
    assert not answered.filter(Q(reason=None) | Q(guide=None) | Q(outcome="")).exists()
    assert not contacts.filter(state="abandoned", answered_at__isnull=False).exists()


def test_contacts_come_within_opening_hours_of_the_days_before(filled):
    now = timezone.now()
    assert not Contact.objects.filter(received_at__gt=now).exists()
    assert not Contact.objects.filter(received_at__lt=now - timedelta(days=42)).exists()
    assert set(Contact.objects.values_list("received_at__week_day", flat=True)) <= {2, 3, 4, 5, 6}
    hours = set(Contact.objects.values_list("received_at__hour", flat=True))
    assert min(hours) >= 7
    assert max(hours) <= 17


def test_cases_come_from_contacts_and_have_one_spell_under_way(filled):
    assert Case.objects.count() == 200
    assert Contact.objects.filter(outcome="case", case__isnull=False).count() == 200
    spells = Spell.objects.filter(until=None).values("case").annotate(many=Count("pk"))
    assert {(row["many"]) for row in spells} == {1}
    now_in = {spell.case_id: spell.state for spell in Spell.objects.filter(until=None)}
    assert {case.pk: case.state for case in Case.objects.all()} == now_in
