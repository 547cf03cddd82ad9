"""What is taken away when it has been kept long enough; what is counted stays."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Case, F, Value, When

from hundra.hear.contacts.models import Call, Channel, Contact, ContactEvent


@transaction.atomic
def empty_contacts(contacts: Sequence[Contact]) -> None:
    """Takes away who it was and what was written. Times, reasons and outcomes stay.

    The search index is made of what was written, and is empty with it. A mail's own number names
    its sender's computer and goes too; an imported contact keeps its number, so that the same file
    makes nothing new.
    """
    given = Contact.objects.filter(pk__in=[contact.pk for contact in contacts])
    ContactEvent.objects.filter(contact__in=given).exclude(told={}).update(told={})
    given.update(
        party=None,
        subject="",
        note="",
        callback_to="",
        ticket="",
        external_id=Case(
            When(channel=Channel.EMAIL, is_imported=False, then=Value(None)),
            default=F("external_id"),
        ),
    )


@transaction.atomic
def empty_calls(calls: Sequence[Call]) -> None:
    """Takes away the numbers; that there was a call, and its times, stay."""
    given = Call.objects.filter(pk__in=[call.pk for call in calls])
    given.update(from_number="", to_number="")
