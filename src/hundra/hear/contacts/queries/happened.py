"""What happened to a contact, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.audit.queries import public_name
from hundra.hear.contacts.models import Contact, ContactEvent, EventKind, Outcome
from hundra.hear.knowledge.models import ContactReason


@dataclass(frozen=True)
class Happened:
    """One thing that happened, who did it, and of a change what was changed."""

    at: datetime
    what: str
    who: str
    changes: Sequence[str]


def happened(contact: Contact, *, tells_changes: bool) -> list[Happened]:
    """The oldest first, in at most three queries. What a change was, only with `tells_changes`."""
    events = list(contact.events.select_related("guide__user").order_by("at", "pk"))
    changed = [one.told for one in events if one.kind == EventKind.CHANGED]
    reasons = _reasons(changed) if tells_changes else {}
    names = _names(changed)
    return [
        Happened(
            at=one.at,
            what=_what(one),
            who=names.get(one.told.get("by"), "") or (str(one.guide) if one.guide else ""),
            changes=_changes(one.told, reasons) if _tells(one) and tells_changes else (),
        )
        for one in events
    ]


def _tells(event: ContactEvent) -> bool:
    """Is it a change? Of other events `told` holds other things, an outcome alone among them."""
    return bool(event.kind == EventKind.CHANGED)


def _what(event: ContactEvent) -> str:
    if event.kind == EventKind.CHANGED and "letter" in event.told:
        return _("Another letter came")
    if event.kind == EventKind.CHANGED and "silent" in event.told:
        return _("The end of the call was never told")
    return str(event.get_kind_display())


def _reasons(changed: Iterable[dict[str, Any]]) -> dict[int, str]:
    keys = {key for told in changed for key in told.get("reason", ()) if key}
    found = ContactReason.objects.filter(pk__in=keys) if keys else ContactReason.objects.none()
    return dict(found.values_list("pk", "name"))


def _names(changed: Iterable[dict[str, Any]]) -> dict[int, str]:
    keys = {told["by"] for told in changed if "by" in told}
    if not keys:
        return {}
    users = User.objects.select_related("person").filter(pk__in=keys)
    return {one.pk: public_name(one) for one in users}


def _changes(told: dict[str, Any], reasons: dict[int, str]) -> list[str]:
    """ "Reason: Schools → Roads" and the like."""
    said: list[str] = []
    if "reason" in told:
        before, after = (reasons.get(key, "–") for key in told["reason"])
        said.append(f"{_('Reason')}: {before} → {after}")
    if "outcome" in told:
        before, after = (_outcome(value) for value in told["outcome"])
        said.append(f"{_('What came of it')}: {before} → {after}")
    if told.get("note"):
        said.append(_("The note"))
    if told.get("who"):
        said.append(_("Who it is"))
    return said


def _outcome(value: str) -> str:
    return str(Outcome(value).label) if value in Outcome.values else "–"
