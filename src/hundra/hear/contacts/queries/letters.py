"""The letters of a matter, and the mail that was stopped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.rules import Actor
from hundra.engines.letters import without_quote
from hundra.hear.cases import rules as case_rules
from hundra.hear.contacts.models import Contact, Desk, Enclosure, Letter, RefusedMail
from hundra.hear.contacts.services.letters.answering import letters_before

WHY = {
    "too_large": _("Larger than 25 MB"),
    "too_many_lines": _("Made so that it cannot be read"),
    "too_many_parts": _("Made so that it cannot be read"),
    "broken": _("Could not be read"),
    "auto_submitted": _("An automatic reply"),
    "auto_reply": _("An automatic reply"),
    "suppressed": _("An automatic reply"),
    "precedence": _("A mass mailing or a mailing list"),
    "bounce": _("A notice that a mail did not arrive"),
    "no_sender": _("No sender that can be answered"),
    "loop": _("Our own mail that came back"),
    "flood": _("Too many mails from the same sender"),
}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A letter as the page shows it. `is_new_sender`: another address than wrote before."""

    letter: Letter
    text: str
    quoted: str
    enclosures: Sequence[Enclosure]
    is_new_sender: bool


def thread(contact: Contact, reader: Actor) -> list[Shown]:
    """All letters in the matter, the oldest first. As many queries however many letters.

    Without those that led to a confidential case which the reader does not handle: a new letter
    in the same matter opens no door to them.
    """
    found = letters_before(contact).select_related("written_by", "contact__case__unit")
    letters = [
        one
        for one in found.defer("contact__search", "contact__case__search").prefetch_related(
            "enclosures"
        )
        if not _is_hidden(one.contact, reader)
    ]
    shown: list[Shown] = []
    known: set[str] = set()
    for one in letters:
        text, quoted = without_quote(one.text)
        is_new = not one.is_outgoing and bool(known) and one.sender not in known
        known.add(one.recipient if one.is_outgoing else one.sender)
        shown.append(
            Shown(
                letter=one,
                text=text,
                quoted=quoted,
                enclosures=list(one.enclosures.all()),
                is_new_sender=is_new,
            )
        )
    return shown


def _is_hidden(contact: Contact, reader: Actor) -> bool:
    case = contact.case
    return bool(case and case.is_confidential and not case_rules.may_read(reader, case))


def enclosure(pk: int) -> Enclosure | None:
    """The file, with the contact that it belongs to."""
    return Enclosure.objects.select_related("letter__contact__desk__unit").filter(pk=pk).first()


def refused(desks: Collection[Desk]) -> QuerySet[RefusedMail]:
    """The stopped mail of the desks, the newest first."""
    return RefusedMail.objects.filter(desk__in=desks).select_related("desk").order_by("-at", "-pk")
