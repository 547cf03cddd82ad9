"""One mail is taken in, or refused with a note."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from hundra.core.accounts.throttle import allow
from hundra.engines.letters import Mail, UnreadableMailError, read_headers, read_mail
from hundra.hear.cases.errors import CasesError
from hundra.hear.cases.models import Case, Party
from hundra.hear.cases.queries import is_our_letter, received_by_mail
from hundra.hear.cases.services import parties
from hundra.hear.contacts.models import (
    Channel,
    Contact,
    Desk,
    EventKind,
    Guide,
    Letter,
    RefusedMail,
)
from hundra.hear.contacts.services import life
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.services.letters import enclosing, in_cases, threads

logger = logging.getLogger(__name__)

MOST_AN_HOUR = 20
"""Mails from one sender within an hour: nobody writes more by hand."""


def take_in(*, raw: bytes, desk: Desk, at: datetime | None = None) -> Contact | Case | None:
    """The contact or the case that the mail belongs to; None if it was refused. The same
    mail again changes nothing, and gives the same answer.

    Not inside a transaction: what is counted to stop floods must count whatever comes of it.
    """
    at = at or timezone.now()
    try:
        mail = read_mail(raw)
    except UnreadableMailError as error:
        _refuse(desk, read_headers(raw), error.code, at)
        return None
    if (known := _known(mail)) is not None:
        return known
    if why := _stopped(mail, at):
        _refuse(desk, mail, why, at)
        return None
    try:
        return in_cases.received_in(mail, at) or _write(mail, desk, at)
    except IntegrityError:
        # Somebody else took in the same mail meanwhile.
        if (known := _known(mail)) is not None:
            return known
        raise


def refuse_too_large(*, headers: bytes, desk: Desk, at: datetime | None = None) -> None:
    """Notes a mail whose size alone is reason not to fetch it."""
    _refuse(desk, read_headers(headers), "too_large", at or timezone.now())


def refuse_broken(*, raw: bytes, desk: Desk, at: datetime | None = None) -> None:
    """Notes a mail that could not be taken in for a reason that nobody foresaw."""
    _refuse(desk, read_headers(raw), "broken", at or timezone.now())


def _known(mail: Mail) -> Contact | Case | None:
    letter = (
        Letter.objects.select_related("contact")
        .filter(message_id=mail.message_id, is_outgoing=False)
        .first()
    )
    return letter.contact if letter else received_by_mail(mail.message_id)


def _stopped(mail: Mail, at: datetime) -> str:
    """Why the mail is not for a person to answer; "" if it is."""
    if RefusedMail.objects.filter(message_id=mail.message_id).exists():
        return "again"
    if _is_ours(mail.message_id):
        return "loop"
    if mail.automatic:
        return mail.automatic
    if mail.sender in _our_addresses():
        return "loop"
    if not allow(key=f"contacts.mail:{mail.sender}", limit=MOST_AN_HOUR, per=timedelta(hours=1)):
        return "flood"
    return ""


def _is_ours(message_id: str) -> bool:
    sent = Letter.objects.filter(message_id=message_id, is_outgoing=True)
    return sent.exists() or is_our_letter(message_id)


def _our_addresses() -> set[str]:
    from email.utils import parseaddr

    desks = Desk.objects.exclude(email="").values_list("email", flat=True)
    return {address.lower() for address in (*desks, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])}


def _refuse(desk: Desk, mail: Mail, why: str, at: datetime) -> None:
    _row, is_new = RefusedMail.objects.get_or_create(
        message_id=mail.message_id,
        defaults={
            "desk": desk,
            "sender": mail.sender,
            "subject": mail.subject,
            "why": why,
            "at": at,
        },
    )
    if is_new:
        logger.warning("Mail refused (%s): %s", why, mail.message_id)


@transaction.atomic
def _write(mail: Mail, desk: Desk, at: datetime) -> Contact:
    before = threads.contact_of(mail)
    if before is not None and before.state not in threads.OVER:
        contact = before
    else:
        contact = _new(mail, desk, before, at)
    letter = Letter.objects.create(
        contact=contact,
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        sender=mail.sender,
        recipient=_recipient(mail.recipients, contact.desk),
        subject=mail.subject,
        text=mail.text,
        at=at,
    )
    enclosing.keep(letter, mail.carried)
    if contact == before:
        _tell(contact, letter, at)
    return contact


def _new(mail: Mail, desk: Desk, before: Contact | None, at: datetime) -> Contact:
    party = _party(mail)
    language = before.language if before else (party.language if party else "")
    contact = life.receive(
        desk=before.desk if before else desk,
        channel=Channel.EMAIL,
        language=language or settings.LANGUAGE_CODE,
        party=party,
        asked_reason=before.asked_reason if before else None,
        subject=in_cases.subject_of(mail),
        external_id=mail.message_id,
        at=at,
    )
    if before is not None:
        contact.follows = before
        contact.save(update_fields=["follows"])
    return contact


def _party(mail: Mail) -> Party | None:
    try:
        return parties.find_or_make(email=mail.sender, name=mail.sender_name)
    except CasesError:
        return None


def _recipient(named: Iterable[str], desk: Desk) -> str:
    """The address it came to, of all that it named."""
    return next((one for one in named if one == desk.email.lower()), desk.email)


def _tell(contact: Contact, letter: Letter, at: datetime) -> None:
    """A further letter in what someone may have before them just now."""
    log(contact, EventKind.CHANGED, at, guide=contact.guide_id, letter=letter.pk)
    if contact.guide_id is not None:
        Guide.objects.filter(pk=contact.guide_id).update(version=F("version") + 1)
