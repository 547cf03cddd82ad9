"""A contact by itself: what happened to it, and what is known around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hundra.core.accounts.rules import Actor
from hundra.engines.letters import case_tag
from hundra.hear.cases import rules as case_rules
from hundra.hear.cases.queries import Glimpse, case_of_number, glimpses
from hundra.hear.contacts.models import Contact
from hundra.hear.contacts.queries.guide import Earlier, with_party
from hundra.hear.contacts.queries.happened import Happened, happened


@dataclass(frozen=True, kw_only=True)
class Named:
    """The case that a letter names, as it was written; nothing else unless the reader may see it.

    So a number that is no case's and that of a secret case look the same.
    """

    key: int
    number: str
    glimpse: Glimpse | None
    may_read: bool


@dataclass(frozen=True, kw_only=True)
class Record:
    """`is_hidden`: it led to a confidential case, and the reader does not handle that.
    `named`: a letter names a case, from another address than the case's own.
    """

    contact: Contact
    events: Sequence[Happened]
    earlier: Sequence[Earlier]
    glimpse: Glimpse | None
    may_read_case: bool
    is_hidden: bool
    named: Named | None = None


def contact_by_key(pk: int) -> Contact | None:
    """The contact with what its page shows of every contact.

    What few have (a party who signs in, a case's unit, an article) is fetched when it is there:
    joins of all at once take longer to plan than to read.
    """
    found = Contact.objects.select_related(
        "party", "asked_reason__reason", "reason", "guide__user", "case"
    ).prefetch_related("desk__unit")
    return found.defer("search", "case__search").filter(pk=pk).first()


def record(contact: Contact, reader: Actor) -> Record:
    """What the reader sees of it, who may see the contact. At most eight queries."""
    case = contact.case
    may_read_case = case is not None and case_rules.may_read(reader, case)
    seen = glimpses([case.pk]) if case is not None and not case.is_confidential else {}
    is_hidden = bool(case and case.is_confidential and not may_read_case)
    (around,) = with_party([contact])
    return Record(
        contact=contact,
        events=happened(contact, tells_changes=not is_hidden),
        earlier=around.earlier,
        glimpse=seen.get(case.pk) if case else None,
        may_read_case=may_read_case,
        is_hidden=is_hidden,
        named=named_case(contact, reader) if case is None else None,
    )


def named_case(contact: Contact, reader: Actor) -> Named | None:
    """The case that the contact's subject names, for who may see the contact."""
    number = case_tag(contact.subject)
    if number is None:
        return None
    case = case_of_number(number)
    may_glimpse = case is not None and case_rules.may_glimpse(reader, case)
    return Named(
        key=number,
        number=f"Ä {number}",
        glimpse=glimpses([number]).get(number) if may_glimpse else None,
        may_read=case is not None and case_rules.may_read(reader, case),
    )


def is_protected(contact: Contact) -> bool:
    """Has the one who got in touch protected identity?"""
    user = contact.party.user if contact.party else None
    return bool(getattr(getattr(user, "person", None), "protected_identity", False))
