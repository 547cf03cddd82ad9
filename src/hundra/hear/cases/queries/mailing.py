"""Which case a mail is about, and whether it comes from the one whose case it is."""

from __future__ import annotations

from collections.abc import Sequence

from hundra.hear.cases import letters
from hundra.hear.cases.models import Case, CaseLetter

LARGEST_KEY = 2**63 - 1


def case_of_letter(message_ids: Sequence[str]) -> Case | None:
    """The case of the newest of our letters among those that a mail says that it answers."""
    sent = CaseLetter.objects.filter(message_id__in=list(message_ids), is_outgoing=True)
    found = sent.select_related("case__party__user").order_by("-at", "-pk").first()
    return found.case if found else None


def case_of_number(number: int) -> Case | None:
    """The case with the number, for mail that names it: anybody can."""
    if number > LARGEST_KEY:
        return None
    return Case.objects.select_related("party__user", "unit").filter(pk=number).first()


def is_from_party(case: Case, sender: str) -> bool:
    """Is the address the one that our letters about the case go to?"""
    address = letters.address_of(case)
    return bool(address) and address.lower() == sender.lower()


def received_by_mail(message_id: str) -> Case | None:
    """The case that this very mail has become a message in."""
    received = CaseLetter.objects.filter(message_id=message_id, is_outgoing=False)
    found = received.select_related("case").first()
    return found.case if found else None


def is_our_letter(message_id: str) -> bool:
    """Did we send it about a case?"""
    return CaseLetter.objects.filter(message_id=message_id, is_outgoing=True).exists()
