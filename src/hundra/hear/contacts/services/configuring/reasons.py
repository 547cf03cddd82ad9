"""What a desk answers, and where it goes when the desk cannot settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.contacts.errors import InvalidError
from hundra.hear.contacts.models import Desk, DeskReason
from hundra.hear.contacts.services.configuring.saving import save
from hundra.hear.knowledge.models import ContactReason

MOST_WORDS = 50
_PLAIN = (
    "unit",
    "promise_hours",
    "is_confidential",
    "priority",
    "is_active",
    "is_public_report",
    "shows_report_texts",
)


@dataclass(frozen=True)
class ReasonDetails:
    """How a desk deals with a reason; promised in working hours, lower priority comes first.

    `names` are what visitors read, by language.
    """

    unit: Unit | None = None
    promise_hours: int = 40
    is_confidential: bool = False
    priority: int = 50
    words: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    is_active: bool = True
    is_public_report: bool = False
    shows_report_texts: bool = False


@transaction.atomic
def add_reason(
    *, by: User, desk: Desk, reason: ContactReason, details: ReasonDetails
) -> DeskReason:
    """The desk answers the reason from now on. Raises InvalidError when it does so already."""
    if DeskReason.objects.filter(desk=desk, reason=reason).exists():
        raise InvalidError(_("The desk has that reason already."))
    return _write(DeskReason(desk=desk, reason=reason), details)


@transaction.atomic
def edit_reason(*, by: User, reason: DeskReason, details: ReasonDetails) -> DeskReason:
    """Changes how the desk deals with the reason; cases that stand keep what was promised."""
    return _write(reason, details)


@transaction.atomic
def name_reasons(*, by: User, desk: Desk, language: str, names: Mapping[int, str]) -> int:
    """What visitors read in the language, by reason at the desk; how many names were changed.

    An empty one means that the reason's own name is shown. Raises InvalidError for a language
    that the desk does not have.
    """
    if language not in desk.languages:
        raise InvalidError(_("The service centre does not have that language."))
    changed = 0
    for reason in desk.reasons.select_for_update().filter(pk__in=names).order_by("pk"):
        name = " ".join(names[reason.pk].split())
        if reason.names.get(language, "") == name:
            continue
        kept = {code: told for code, told in reason.names.items() if code != language}
        reason.names = {**kept, language: name} if name else kept
        save(reason)
        changed += 1
    return changed


def _write(reason: DeskReason, details: ReasonDetails) -> DeskReason:
    if details.is_confidential and details.unit is None:
        raise InvalidError(_("Confidential cases need a unit that handles them. Choose one."))
    if details.is_confidential and details.is_public_report:
        raise InvalidError(_("What is confidential cannot be reported with apps, for all to see."))
    for name in _PLAIN:
        setattr(reason, name, getattr(details, name))
    words = dict.fromkeys(word.strip().lower() for word in details.words if word.strip())
    if len(words) > MOST_WORDS:
        raise InvalidError(_("At most %(most)d words.") % {"most": MOST_WORDS})
    reason.words = list(words)
    reason.names = dict(details.names)
    save(reason)
    return reason
