"""Browsers signed in as someone, for tests of pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from hundra.core.accounts.models import User


@pytest.fixture
def client_as(db: None) -> Callable[[User | None], Client]:
    """`client_as(user)` gives a client signed in as the user; `client_as(None)` a visitor."""

    def make(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return make
