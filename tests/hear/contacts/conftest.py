"""A desk that is open, a guide at work there, and a visitor without a name."""

import pytest
from django.test import Client
from tests.factories.contacts import DeskFactory, GuideFactory, open_weekdays


@pytest.fixture
def desk():
    desk = DeskFactory(email="kontakt@granby.example")
    open_weekdays(desk)
    return desk


@pytest.fixture
def guide(desk):
    return GuideFactory(desk=desk, availability="ready")


@pytest.fixture
def visitor():
    return Client()


@pytest.fixture
def at_work(guide, client_as):
    return client_as(guide.user)
