"""Whose clock a desk goes by.

A simulation plays a desk at another time than now. Meanwhile what time alone brings there (missed
rings, wrap-up over time, calls gone silent) is the simulation's to bring, and nobody else's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from hundra.hear.contacts.models import Desk

PLAYED = 4_300_000_000_000
"""Of PostgreSQL's advisory locks: this and the desk's key."""


class PlayedAlreadyError(Exception):
    """Another simulation plays the desk."""


@contextmanager
def played(desk_id: int) -> Iterator[None]:
    """The desk goes by the caller's clock until this ends, or until its session does."""
    if not _answer("SELECT pg_try_advisory_lock(%s)", desk_id):
        raise PlayedAlreadyError
    try:
        yield
    finally:
        _answer("SELECT pg_advisory_unlock(%s)", desk_id)


def is_played(desk_id: int) -> bool:
    """Does the desk go by another session's clock?"""
    return not _answer("SELECT pg_try_advisory_xact_lock_shared(%s)", desk_id)


def desks_played() -> list[int]:
    """The keys of all desks that go by another session's clock."""
    keys = Desk.objects.order_by("pk").values_list("pk", flat=True)
    return [key for key in keys if is_played(key)]


def _answer(statement: str, desk_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [PLAYED + desk_id])
        return bool(cursor.fetchone()[0])
