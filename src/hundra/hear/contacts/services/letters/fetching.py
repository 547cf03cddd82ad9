"""Mail is fetched from the mailboxes of the settings."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import OperationalError
from django.utils.connection import ConnectionDoesNotExist

from hundra.engines.letters import LARGEST, read_headers
from hundra.hear.contacts.mailboxes import Arrived, Mailbox, MailboxError, opened
from hundra.hear.contacts.models import Channel, Desk
from hundra.hear.contacts.services.letters import taking

logger = logging.getLogger(__name__)

A_ROUND = 200


@dataclass(kw_only=True)
class Fetched:
    """What a round brought."""

    taken_in: int = 0
    refused: int = 0
    faults: int = 0


def fetch_all() -> Fetched:
    """One round over all mailboxes. One that does not answer keeps none of the others waiting."""
    total = Fetched()
    for address in settings.MAILBOXES:
        try:
            fetch(address, total)
        except MailboxError as error:
            total.faults += 1
            logger.error("Mailbox: %s", error)
    return total


def fetch(address: str, total: Fetched | None = None) -> Fetched:
    """One round over a mailbox: each unseen mail is taken in, and only then marked as seen.

    Raises MailboxError when the server goes away; what was taken in by then stays.
    """
    total = total or Fetched()
    desks = list(Desk.objects.filter(is_active=True, channels__contains=[Channel.EMAIL]))
    if not desks:
        logger.error("Mailbox: no service centre takes e-mail, so the mail is left where it is")
        return total
    with opened(address) as mailbox:
        for mail in mailbox.unseen(limit=A_ROUND):
            _take(mailbox, mail, desks, _owner(address), total)
            mailbox.mark_seen(mail)
    return total


def _take(mailbox: Mailbox, mail: Arrived, desks: list[Desk], owner: str, total: Fetched) -> None:
    if mail.size > LARGEST:
        head = mailbox.headers(mail)
        taking.refuse_too_large(headers=head, desk=_desk(head, desks, owner))
        total.refused += 1
        return
    raw = mailbox.whole(mail)
    desk = _desk(raw, desks, owner)
    try:
        taken = taking.take_in(raw=raw, desk=desk)
    except (OperationalError, ConnectionDoesNotExist):
        raise
    except Exception:
        # One mail that nobody foresaw must not stop all others; it is noted, and left in the box.
        logger.exception("Mail could not be taken in")
        taking.refuse_broken(raw=raw, desk=desk)
        taken = None
    total.taken_in += taken is not None
    total.refused += taken is None


def _owner(address: str) -> str:
    return unquote(urlsplit(address).username or "").lower()


def _desk(raw: bytes, desks: list[Desk], owner: str) -> Desk:
    """The desk that the mail was written to, else the one that owns the mailbox."""
    named: Iterable[str] = (*read_headers(raw).recipients, owner)
    by_address = {desk.email.lower(): desk for desk in desks if desk.email}
    return next((by_address[one] for one in named if one in by_address), desks[0])
