"""What the tests of rosters, of the day and of illness set up alike."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.mending import Centre

from hundra.core.accounts.models import Role, User
from hundra.improve.staffing.models import RosterPeriod
from hundra.improve.staffing.queries import needing
from hundra.improve.staffing.services import outlooks

NOW = dt.datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Europe/Stockholm"))


class _AnyDatetime(type):
    """Every datetime is one of the turned class, too."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, dt.datetime)


@pytest.fixture(autouse=True)
def before_the_rosters(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Wednesday forenoon before the rosters of 2027, whatever the time when the tests are run.

    Below `timezone.now`, which models hold as the default of their fields.
    """
    since = dt.datetime.now(tz=dt.UTC) - NOW

    class Turned(dt.datetime, metaclass=_AnyDatetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
            return dt.datetime.now(tz) - since

    monkeypatch.setattr("django.utils.timezone.datetime", Turned)


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
