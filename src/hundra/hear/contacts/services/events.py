"""A contact's history, as it is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hundra.hear.contacts.models import Contact, ContactEvent, EventKind


def log(
    contact: Contact,
    kind: EventKind,
    at: datetime,
    *,
    guide: int | None = None,
    **told: Any,
) -> ContactEvent:
    """One thing that happened; `told` holds nothing personal."""
    return ContactEvent.objects.create(contact=contact, kind=kind, at=at, guide_id=guide, told=told)
