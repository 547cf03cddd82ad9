"""What comes by the form on the web: a contact with one letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.messages.phones import normalised
from hundra.core.messages.services import send
from hundra.engines.letters import Carried
from hundra.engines.text import plain_text
from hundra.hear.cases.models import Party
from hundra.hear.cases.services import parties
from hundra.hear.contacts.errors import IncompleteError
from hundra.hear.contacts.models import Channel, Contact, Desk, DeskReason, Letter
from hundra.hear.contacts.services import life
from hundra.hear.contacts.services.letters import enclosing
from hundra.hear.contacts.services.letters.answering import NOT_MAILED

LONGEST_TEXT = 8_000
LONGEST_SUBJECT = 80


@transaction.atomic
def receive(  # noqa: PLR0913
    *,
    desk: Desk,
    text: str,
    key: str,
    by: User | None = None,
    asked_reason: DeskReason | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    language: str = "sv",
    files: Sequence[Carried] = (),
    at: datetime | None = None,
) -> Contact:
    """A message from the form, of a visitor or (`by`) an employee.

    `key` is the form's own: the same form sent twice is one contact. Who gives an address gets a
    receipt. Raises IncompleteError without words, InvalidPartyError for what is no number or
    address.
    """
    at = at or timezone.now()
    text = plain_text(text)[:LONGEST_TEXT]
    if not text:
        raise IncompleteError(_("Write what you want to say or ask."))
    party, number = _party(by, name, email, phone, language)
    contact = life.receive(
        desk=desk,
        channel=Channel.WEB,
        language=language,
        party=party,
        asked_reason=asked_reason,
        subject=subject_of(text),
        external_id=f"web:{key}",
        at=at,
    )
    if contact.letters.exists():
        return contact
    if number:
        contact.callback_to = number
        contact.save(update_fields=["callback_to"])
    address = by.email if by else email.strip().lower()
    letter = Letter.objects.create(
        contact=contact,
        message_id=f"web-{contact.pk}@{contact.pk}{NOT_MAILED}",
        sender=address,
        recipient=desk.email,
        subject=contact.subject,
        text=text,
        at=at,
    )
    enclosing.keep(letter, files)
    if address and by is None:
        _send_receipt(contact, address)
    return contact


def subject_of(text: str) -> str:
    """The first line, cut at a word."""
    line = text.split("\n", 1)[0]
    if len(line) <= LONGEST_SUBJECT:
        return line
    return f"{line[:LONGEST_SUBJECT].rsplit(' ', 1)[0]} …"


def _party(
    by: User | None, name: str, email: str, phone: str, language: str
) -> tuple[Party | None, str]:
    """The party, if they told who they are, and the number in E.164, also where another party
    has it."""
    number = normalised(phone)
    if by is not None:
        return parties.find_or_make(user=by, phone=phone, language=language), number
    if not (email.strip() or phone.strip() or name.strip()):
        return None, number
    return (
        parties.find_or_make(email=email, phone=phone, name=name, language=language),
        number,
    )


def _send_receipt(contact: Contact, address: str) -> None:
    desk = contact.desk
    send(
        to=address,
        subject=_("We have received your message [%(number)s]") % {"number": contact.number},
        text=_(
            "Thank you for your message. Its number is %(number)s.\n\nA person reads it and replies"
            " to this address. If you want to add something, just reply to this mail.\n\n-- \n"
            "%(desk)s, %(municipality)s\n"
        )
        % {
            "number": contact.number,
            "desk": desk.name,
            "municipality": settings.MUNICIPALITY,
        },
        purpose="contacts.receipt",
        key=f"contacts.receipt:{contact.pk}",
        headers={"Reply-To": desk.email} if desk.email else None,
    )
