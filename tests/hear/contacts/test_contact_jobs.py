"""What is done in the background."""

import pytest
from django.utils import timezone
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory

from hundra.hear.contacts.jobs import desk as jobs
from hundra.hear.contacts.services import routing

pytestmark = pytest.mark.django_db


def test_each_minute_time_passes_at_the_desks_in_use(monkeypatch):
    monkeypatch.setattr(routing, "_ticked", {})
    guide = GuideFactory(availability="ready")
    waits = ContactFactory(desk=guide.desk)
    closed = GuideFactory(availability="ready", desk=DeskFactory(is_active=False))
    other = ContactFactory(desk=closed.desk)
    jobs.route(timestamp=int(timezone.now().timestamp()))
    waits.refresh_from_db()
    other.refresh_from_db()
    assert (waits.state, waits.guide, other.state) == ("offered", guide, "waiting")
