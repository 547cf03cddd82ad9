"""What everyone may see of how a desk answers."""

import datetime as dt
import random

import pytest
from tests.factories.channels import NOW, Town
from tests.factories.contacts import DeskFactory

from hundra.hear.contacts.models import Contact
from hundra.measure.channels import services
from hundra.measure.channels.queries.public import of_desk

pytestmark = pytest.mark.django_db


def test_months_are_still_told_when_their_contacts_are_gone():
    town = Town(random.Random(12))
    for _ in range(60):
        town.contact(at=town.moment(dt.date(2026, 2, 1)))
    services.count_up(now=NOW)
    first, *_ = of_desk(town.desk, NOW).months
    old = NOW - dt.timedelta(days=70)
    assert first.first < old.date()
    Contact.objects.filter(received_at__lt=old).update(party=None)
    Contact.objects.filter(received_at__lt=old).delete()
    assert of_desk(town.desk, NOW).months[0] == first


def test_a_new_desk_asks_for_no_month_before_its_first_contact(django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        assert of_desk(DeskFactory(), NOW).months == ()
