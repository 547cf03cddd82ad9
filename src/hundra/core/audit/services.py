"""Writing down who read what, and for whom background work is done."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pghistory
from django.db import models

from hundra.core.accounts.models import User
from hundra.core.audit.models import Reading


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
