"""The secret address of an employee's calendar feed."""

from __future__ import annotations

import secrets

from django.db import transaction

from hundra.core.accounts.models import User
from hundra.improve.staffing.errors import InvalidError
from hundra.improve.staffing.models import StaffPerson


@transaction.atomic
def renew(*, person: StaffPerson, by: User) -> str:
    """A new address; the earlier one stops at once. 128 random bits."""
    return _set(person, by, secrets.token_urlsafe(16))


@transaction.atomic
def close(*, person: StaffPerson, by: User) -> None:
    """No address reads the calendar any more."""
    _set(person, by, "")


def _set(person: StaffPerson, by: User, key: str) -> str:
    if person.guide.user_id != by.pk:
        raise InvalidError("Only one's own calendar.")
    person.calendar_key = key
    person.save(update_fields=["calendar_key"])
    return key
