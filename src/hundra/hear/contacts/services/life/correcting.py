"""What was registered is put right afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.errors import IncompleteError, NotPossibleNowError
from hundra.hear.contacts.models import Contact, ContactState, EventKind, Guide, Outcome
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.services.life.held import lock
from hundra.hear.contacts.services.life.registering import LONGEST_NOTE
from hundra.hear.knowledge.models import ContactReason


@transaction.atomic
def correct(
    *,
    contact: Contact,
    by: User,
    reason: ContactReason,
    outcome: Outcome | str,
    note: str = "",
    at: datetime | None = None,
) -> Contact:
    """Another reason, outcome or note of a contact that is done. Nothing changed, nothing noted.

    A contact that became a case stays one, and no other becomes one by this: the case is there,
    or is not. Nobody is asked anew how it went. Raises NotPossibleNowError, IncompleteError.
    """
    contact = lock(contact)
    if contact.state != ContactState.DONE or not contact.outcome:
        raise NotPossibleNowError(_("Register the contact first."))
    outcome = Outcome(outcome)
    if (outcome == Outcome.CASE) != (contact.outcome == Outcome.CASE):
        raise IncompleteError(_("Whether it became a case cannot be changed afterwards."))
    changed = _changed(contact, reason, outcome, note.strip()[:LONGEST_NOTE])
    if not changed:
        return contact
    contact.reason = reason
    contact.outcome = outcome
    contact.note = note.strip()[:LONGEST_NOTE]
    contact.save(update_fields=["reason", "outcome", "note"])
    guide = Guide.objects.filter(user=by, desk=contact.desk_id).values_list("pk", flat=True)
    log(contact, EventKind.CHANGED, at or timezone.now(), guide=guide.first(), by=by.pk, **changed)
    return contact


def _changed(contact: Contact, reason: ContactReason, outcome: str, note: str) -> dict[str, Any]:
    """What differs, before and after; of the note only that it does."""
    changed: dict[str, Any] = {}
    if contact.reason_id != reason.pk:
        changed["reason"] = [contact.reason_id, reason.pk]
    if contact.outcome != outcome:
        changed["outcome"] = [str(contact.outcome), str(outcome)]
    if contact.note != note:
        changed["note"] = True
    return changed
