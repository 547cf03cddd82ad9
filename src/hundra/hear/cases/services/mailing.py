"""The citizen writes in their case by mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.hear.cases.errors import FileRefusedError
from hundra.hear.cases.models import Case, CaseLetter, Entry
from hundra.hear.cases.services.attaching import Clean, Given, cleaned
from hundra.hear.cases.services.talking import LONGEST_MESSAGE, receive_message

MOST_FILES = 20
WHOLE_TEXT = "text/plain"


def receive_mail(
    *,
    case: Case,
    message_id: str,
    text: str,
    files: Sequence[Given] = (),
    at: datetime | None = None,
) -> Entry:
    """A mail from the citizen becomes a message in the case, its files with it.

    Files of a kind that cases do not hold are named in the message and left in the mailbox; of a
    text longer than a message the whole is a file. Raises IntegrityError for a mail that has been
    received, and NotPossibleNowError as `receive_message` does.
    """
    kept, refused = _looked_at(files[:MOST_FILES])
    refused += [one.name for one in files[MOST_FILES:]]
    if len(text) > LONGEST_MESSAGE - 1000:
        kept.append(Clean(f"{_('The whole mail')}.txt", WHOLE_TEXT, text.encode()))
    shown = _message(text, refused)
    with transaction.atomic():
        CaseLetter.objects.create(case=case, message_id=message_id)
        try:
            with transaction.atomic():
                return receive_message(case=case, text=shown, files=kept, by_mail=True, at=at)
        except FileRefusedError:
            # The case holds as many files as it can: the words come all the same.
            shown = _message(text, [one.name for one in files])
            return receive_message(case=case, text=shown, by_mail=True, at=at)


def _looked_at(files: Sequence[Given]) -> tuple[list[Clean], list[str]]:
    """What may be kept, and the names of what may not."""
    kept: list[Clean] = []
    refused: list[str] = []
    for file in files:
        try:
            kept += cleaned([file])
        except FileRefusedError:
            refused.append(file.name)
    return kept, refused


def _message(text: str, refused: Sequence[str]) -> str:
    """The words within what a message can hold, and what did not come along."""
    longest = LONGEST_MESSAGE - 1000
    words = text if len(text) <= longest else text[:longest].rstrip() + " …"
    words = words or _("(The mail had no text.)")
    if refused:
        names = ", ".join(refused)[:800]
        words += "\n\n" + _("Sent along, but not taken in here: %(names)s") % {"names": names}
    return words
