"""What is written in a case: notes inside, messages to the citizen and from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.cases import letters
from hundra.hear.cases.errors import NotPossibleNowError
from hundra.hear.cases.models import Case, CaseState, Entry, EntryKind
from hundra.hear.cases.services.attaching import Clean, keep
from hundra.hear.cases.services.writing import (
    add_entry,
    add_step,
    lock,
    move,
    only_from,
    save,
    written,
)

LONGEST_MESSAGE = 4000
MOST_MESSAGES = 500


@transaction.atomic
def note(*, case: Case, text: str, by: User, at: datetime | None = None) -> Entry:
    """An internal note; never seen by the citizen on their page."""
    case = lock(case)
    cleaned = written(text, missing=_("Write the note."), longest=LONGEST_MESSAGE)
    entry = add_entry(case, EntryKind.NOTE, cleaned, by=by, at=at)
    save(case)
    return entry


@transaction.atomic
def message(
    *,
    case: Case,
    text: str,
    by: User,
    files: Sequence[Clean] = (),
    seen: int | None = None,
    at: datetime | None = None,
) -> Entry:
    """A message to the citizen, on their page; a letter tells that it is there."""
    case = lock(case, seen=seen)
    if case.state == CaseState.MERGED:
        only_from(case, CaseState.NEW, CaseState.OPEN, CaseState.SUSPENDED, CaseState.CLOSED)
    cleaned = written(text, missing=_("Write the message."), longest=LONGEST_MESSAGE)
    entry = add_entry(case, EntryKind.TO_CITIZEN, cleaned, by=by, at=at)
    keep(entry, files)
    save(case)
    letters.tell(case, "message")
    return entry


@transaction.atomic
def receive_message(
    *,
    case: Case,
    text: str,
    files: Sequence[Clean] = (),
    by_mail: bool = False,
    at: datetime | None = None,
) -> Entry:
    """The citizen writes in their case. A closed one opens again; a merged one passes it on.

    `by_mail`: by their address alone, which can be forged; those who work with the case see so.

    Raises InvalidTextError, FileRefusedError, and NotPossibleNowError when there is no end to it.
    """
    case = _lock_final(case)
    moment = at or timezone.now()
    cleaned = written(text, missing=_("Write your message."), longest=LONGEST_MESSAGE)
    if case.entries.filter(kind=EntryKind.FROM_CITIZEN).count() >= MOST_MESSAGES:
        raise NotPossibleNowError(_("Very many messages have been written here. Call us instead."))
    cause = _("By mail, from the address that we know") if by_mail else ""
    entry = add_entry(case, EntryKind.FROM_CITIZEN, cleaned, cause=cause, at=moment)
    keep(entry, files)
    if case.state == CaseState.CLOSED:
        case.state = CaseState.OPEN if case.handler_id else CaseState.NEW
        case.closed_at = None
        move(case, by=None, at=moment)
        add_step(case, "reopened_by_citizen", by=None, at=moment)
    else:
        save(case)
    return entry


def _lock_final(case: Case) -> Case:
    """The case itself, or the one it has been merged into."""
    held = lock(case)
    while held.merged_into_id is not None:
        held = lock(Case(pk=held.merged_into_id))
    return held
