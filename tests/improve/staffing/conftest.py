"""What the tests of rosters, of the day and of illness set up alike."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.mending import Centre

from hundra.core.accounts.models import Role, User
from hundra.improve.staffing.models import RosterPeriod
from hundra.improve.staffing.queries import needing
from hundra.improve.staffing.services import outlooks


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What processes keep of a day would be of another test."""
    outlooks._morning.cache_clear()
    needing._times_of_day.cache_clear()


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def centre() -> Centre:
    """A week at a small desk, where a roster is to be mended."""
    return Centre()


@pytest.fixture
def planner(period: RosterPeriod) -> User:
    """Who plans the period that the test file has."""
    return user_with(Role.MANAGER, period.desk.unit)
