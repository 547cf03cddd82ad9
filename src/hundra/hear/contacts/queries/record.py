"""A contact by itself: what happened to it, and what is known around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hundra.core.accounts.rules import Actor
from hundra.hear.cases import rules as case_rules
from hundra.hear.cases.queries import Glimpse, glimpses
from hundra.hear.contacts.models import Contact, ContactEvent
from hundra.hear.contacts.queries.guide import Earlier, with_party


@dataclass(frozen=True, kw_only=True)
class Record:
    """`is_hidden`: it led to a confidential case, and the reader does not handle that."""

    contact: Contact
    events: Sequence[ContactEvent]
    earlier: Sequence[Earlier]
    glimpse: Glimpse | None
    may_read_case: bool
    is_hidden: bool


def contact_by_key(pk: int) -> Contact | None:
    """The contact with all that its page shows of it."""
    found = Contact.objects.select_related(
        "desk__unit", "party__user__person", "asked_reason__reason", "reason", "guide__user",
        "case__unit", "article__topic",
    )  # fmt: skip
    return found.defer("search", "case__search").filter(pk=pk).first()


def record(contact: Contact, reader: Actor) -> Record:
    """What the reader sees of it, who may see the contact. At most five queries."""
    case = contact.case
    may_read_case = case is not None and case_rules.may_read(reader, case)
    seen = glimpses([case.pk]) if case is not None and not case.is_confidential else {}
    (around,) = with_party([contact])
    return Record(
        contact=contact,
        events=list(contact.events.select_related("guide__user").order_by("at", "pk")),
        earlier=around.earlier,
        glimpse=seen.get(case.pk) if case else None,
        may_read_case=may_read_case,
        is_hidden=bool(case and case.is_confidential and not may_read_case),
    )


def is_protected(contact: Contact) -> bool:
    """Has the one who got in touch protected identity?"""
    user = contact.party.user if contact.party else None
    return bool(getattr(getattr(user, "person", None), "protected_identity", False))
