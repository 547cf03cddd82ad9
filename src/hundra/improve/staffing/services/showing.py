"""Guides' own pages, where today's shift stands, look again."""

from __future__ import annotations

from collections.abc import Iterable

from hundra.hear.contacts.services import availability
from hundra.improve.staffing.models import StaffPerson


def look_again(people: Iterable[StaffPerson]) -> None:
    """Called in the transaction that changes the roster of their day."""
    availability.touch(*sorted({one.guide_id for one in people}))
