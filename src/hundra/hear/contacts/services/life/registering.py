"""What it was about, and what came of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.cases.models import Case, Party
from hundra.hear.contacts.errors import IncompleteError
from hundra.hear.contacts.models import (
    Channel,
    Contact,
    ContactState,
    Desk,
    EventKind,
    Outcome,
)
from hundra.hear.contacts.services import asking, availability, routing
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.services.life.held import check_has, guide_of, lock, set_free
from hundra.hear.knowledge.models import Article, ContactReason

LONGEST_NOTE = 1000


@transaction.atomic
def register(
    *,
    contact: Contact,
    by: User,
    reason: ContactReason,
    outcome: Outcome | str,
    note: str = "",
    article: Article | None = None,
    case: Case | None = None,
    at: datetime | None = None,
) -> Contact:
    """The guide tells what it was about; the contact is done and they are ready for the next.

    Raises TakenError unless `by` has it, GoneError when it is registered, IncompleteError when a
    case is said to have been made and none is given.
    """
    at = at or timezone.now()
    contact = lock(contact)
    check_has(contact, by, ContactState.ACTIVE, ContactState.WRAP_UP)
    contact.ended_at = contact.ended_at or at
    _write(contact, reason, outcome, note, article, case)
    contact.state = ContactState.DONE
    contact.registered_at = at
    contact.save()
    log(contact, EventKind.REGISTERED, at, guide=contact.guide_id, outcome=contact.outcome)
    asking.ask_when_committed(contact, at=at)
    guide = availability.lock(guide_of(contact))
    set_free(guide, at)
    routing.route(guide.desk, at=at)
    return contact


@transaction.atomic
def register_by_hand(  # noqa: PLR0913
    *,
    desk: Desk,
    by: User,
    channel: Channel | str,
    reason: ContactReason,
    outcome: Outcome | str,
    note: str = "",
    party: Party | None = None,
    language: str = "sv",
    article: Article | None = None,
    case: Case | None = None,
    at: datetime | None = None,
) -> Contact:
    """A letter, a message in social media, someone who walked by: done and registered at once.

    `at`: when it came. Raises NotAGuideError, IncompleteError.
    """
    now = timezone.now()
    at = at or now
    contact = Contact(
        desk=desk,
        channel=Channel(channel),
        state=ContactState.DONE,
        party=party,
        language=language,
        guide=availability.lock_guide_of(by, desk.pk),
        received_at=at,
        queued_at=at,
        answered_at=at,
        ended_at=at,
        registered_at=max(now, at),
    )
    _write(contact, reason, outcome, note, article, case)
    contact.save()
    log(contact, EventKind.RECEIVED, at, guide=contact.guide_id, channel=contact.channel)
    log(contact, EventKind.REGISTERED, at, guide=contact.guide_id, outcome=contact.outcome)
    asking.ask_when_committed(contact, at=contact.registered_at)
    return contact


def _write(
    contact: Contact,
    reason: ContactReason,
    outcome: Outcome | str,
    note: str,
    article: Article | None,
    case: Case | None,
) -> None:
    outcome = Outcome(outcome)
    if outcome == Outcome.CASE and case is None:
        raise IncompleteError(_("Make the case first, or choose another outcome."))
    contact.reason = reason
    contact.outcome = outcome
    contact.note = note.strip()[:LONGEST_NOTE]
    contact.article = article
    contact.case = case
