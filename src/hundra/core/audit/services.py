"""Writing down who read what, and for whom background work is done."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from hundra.core.accounts.models import User
from hundra.core.audit import retention, rules
from hundra.core.audit.models import Reading, RetentionDecision


def log_reading(*, by: User, record: models.Model, what: str) -> Reading:
    """Notes that someone read a confidential record.

    `what` says what was read in words that reveal nothing themselves ("case 2026-17"), since
    the log has other readers than the record.
    """
    return Reading.objects.create(
        reader=by,
        record=record._meta.label_lower,
        record_id=str(record.pk),
        what=what[: Reading._meta.get_field("what").max_length],
    )


def acting(by: User) -> AbstractContextManager[object]:
    """Changes inside are `by`'s in the history; for commands and jobs, which have no request."""
    context: AbstractContextManager[object] = pghistory.context(user=by.pk)
    return context


@transaction.atomic
def decide_retention(
    *, by: User, key: str, number: str, decided_on: date, days: int
) -> RetentionDecision:
    """Records the municipality's decision; from now on what is due by it goes at night.

    Raises PermissionDenied, or ValueError for a rule that no app has registered.
    """
    if not rules.may_decide_retention(by):
        raise PermissionDenied
    if retention.rule(key) is None:
        raise ValueError(key)
    values = {"number": number, "decided_on": decided_on, "days": days}
    decision, _created = RetentionDecision.objects.update_or_create(rule=key, defaults=values)
    return decision
