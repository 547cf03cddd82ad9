"""From a suggestion's page to an improvement that already is."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory

from hundra.hear.suggestions import similar

pytestmark = pytest.mark.django_db

TITLE = "Bättre belysning i parken"


def found(**given):
    programme = ProgrammeFactory(is_shown=True)
    made = ImprovementFactory(programme=programme, title=TITLE, **given)
    [one] = similar.find("Belysning i parken", inside=True)
    return made, one


def test_a_stamped_improvement_can_take_up_a_suggestion():
    made, one = found(stamped=True)
    assert one.take_up_url == f"{reverse('improvement_from_suggestions')}?i={made.pk}"


def test_visitors_are_not_shown_the_way_in():
    ImprovementFactory(programme=ProgrammeFactory(is_shown=True), title=TITLE, stamped=True)
    [one] = similar.find("Belysning i parken")
    assert one.take_up_url == ""


def test_a_delivered_improvement_takes_up_nothing_more():
    _, one = found(delivered=True)
    assert one.take_up_url == ""
