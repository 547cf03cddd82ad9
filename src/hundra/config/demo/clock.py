"""Two years lived in seconds: the demo's history is made by the real services at past moments.

Python's clock is turned for Django (`timezone.now`), and PostgreSQL's `now()` for the history
triggers, by a function of the same name that comes first in the search path. Both hold only
inside the block, and only for this connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from unittest.mock import patch

from django.db import connection, transaction


class Clock:
    """Tells the moment that the demo is living."""

    def __init__(self) -> None:
        self.moment: datetime | None = None

    def turn_to(self, moment: datetime) -> None:
        """Lets everything that follows happen at this moment (with a time zone)."""
        self.moment = moment
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('hundra.demo_now', %s, true)", [moment.isoformat()])


@contextmanager
def turned_clock() -> Iterator[Clock]:
    """One transaction in which the clock can be turned; ends with the clock right again."""
    clock = Clock()

    class Turned(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.moment.astimezone(tz) if clock.moment else datetime.now(tz)

    with transaction.atomic(), patch("django.utils.timezone.datetime", Turned):
        _shadow_now()
        yield clock
        _restore_now()


def _shadow_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA demo_clock")
        cursor.execute(
            "CREATE FUNCTION demo_clock.now() RETURNS timestamptz LANGUAGE sql STABLE AS "
            "$$ SELECT coalesce(nullif(current_setting('hundra.demo_now', true), '')::timestamptz,"
            " pg_catalog.now()) $$"
        )
        cursor.execute("SET LOCAL search_path = demo_clock, public, pg_catalog")


def _restore_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = public")
        cursor.execute("DROP SCHEMA demo_clock CASCADE")
