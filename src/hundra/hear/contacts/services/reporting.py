"""Reports from apps: settled as contacts when they come, since they are cases at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hundra.hear.cases.models import Case
from hundra.hear.contacts.models import (
    Channel,
    Contact,
    ContactEvent,
    ContactState,
    DeskReason,
    EventKind,
    Outcome,
)


@transaction.atomic
def record_report(*, service: DeskReason, case: Case, at: datetime) -> Contact:
    """The contact of a report that opened the case; nobody waits and no guide is asked.

    Once for each case. What was written stands in the case only.
    """
    contact, is_new = Contact.objects.get_or_create(
        channel=Channel.WEB,
        external_id=f"open311:{case.pk}",
        defaults={
            "desk": service.desk,
            "state": ContactState.DONE,
            "party": case.party,
            "language": case.language,
            "asked_reason": service,
            "reason": service.reason,
            "subject": service.reason.name,
            "outcome": Outcome.CASE,
            "case": case,
            "received_at": at,
            "ended_at": at,
            "registered_at": at,
        },
    )
    if is_new:
        ContactEvent.objects.bulk_create(
            ContactEvent(contact=contact, kind=kind, at=at, told={"by": "open311"})
            for kind in (EventKind.RECEIVED, EventKind.REGISTERED)
        )
    return contact
