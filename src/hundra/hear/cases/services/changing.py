"""What is said about a case: its secrecy, its promise, its words."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.cases import letters, rules
from hundra.hear.cases.errors import NotPossibleNowError
from hundra.hear.cases.models import UNSETTLED, Case, CaseState
from hundra.hear.cases.services.opening import LONGEST_PROMISE
from hundra.hear.cases.services.writing import (
    LONGEST,
    add_step,
    lock,
    move,
    one_line,
    only_from,
    save,
    within,
)
from hundra.hear.cases.working_hours import add_working_hours
from hundra.hear.knowledge.models import ContactReason

MOST_HOURS = 2000


@transaction.atomic
def make_confidential(
    *, case: Case, cause: str, by: User, seen: int | None = None, at: datetime | None = None
) -> Case:
    """From now on only the very unit reads it. A handler from elsewhere loses it."""
    case = lock(case, seen=seen)
    why = one_line(cause, missing=_("Write why."))
    if case.is_confidential:
        return case
    if Case.objects.filter(merged_into=case).exists() or case.state == CaseState.MERGED:
        raise NotPossibleNowError(
            _("The case is merged with another. Separate them first, then each can be changed.")
        )
    case.is_confidential = True
    case.save(update_fields=["is_confidential"])
    add_step(case, "made_confidential", by=by, cause=why, at=at)
    if case.handler is not None and not rules.may_be_handler(case.handler, case):
        case.handler = None
        if case.state == CaseState.OPEN:
            case.state = CaseState.NEW
        move(case, by=by, cause=why, at=at)
    else:
        save(case)
    return case


@transaction.atomic
def make_plain(
    *, case: Case, cause: str, by: User, seen: int | None = None, at: datetime | None = None
) -> Case:
    """The case is no longer confidential. Takes a manager of the very unit."""
    case = lock(case, seen=seen)
    if not rules.may_lift_secrecy(by, case):
        raise PermissionDenied
    why = one_line(cause, missing=_("Write why."))
    if not case.is_confidential:
        return case
    if Case.objects.filter(merged_into=case).exists() or case.state == CaseState.MERGED:
        raise NotPossibleNowError(
            _("The case is merged with another. Separate them first, then each can be changed.")
        )
    case.is_confidential = False
    save(case, "is_confidential")
    add_step(case, "made_plain", by=by, cause=why, at=at)
    return case


@transaction.atomic
def promise_anew(
    *,
    case: Case,
    promise: str,
    hours: int,
    by: User,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """Another promise, due so many working hours from now; the citizen is told."""
    case = lock(case, seen=seen)
    only_from(case, CaseState.NEW, CaseState.OPEN)
    if not 0 < hours <= MOST_HOURS:
        raise NotPossibleNowError(_("Choose a time within a year."))
    moment = at or timezone.now()
    case.promise = one_line(promise, missing=_("Write what you promise."), longest=LONGEST_PROMISE)
    case.promise_hours = hours
    case.due_at = add_working_hours(moment, hours)
    save(case, "promise", "promise_hours", "due_at")
    add_step(case, "promised", by=by, at=moment)
    letters.tell(case, "promised")
    return case


@transaction.atomic
def correct(
    *,
    case: Case,
    title: str,
    text: str,
    place: str,
    reason: ContactReason | None,
    by: User,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """Other words for what it is about, and another reason. What stood before is in the history."""
    case = lock(case, seen=seen)
    only_from(case, *UNSETTLED)
    case.title = one_line(title, missing=_("Write what it is about."))
    case.text = within(text, LONGEST)
    case.place = one_line(place)
    case.reason = reason
    save(case, "title", "text", "place", "reason")
    add_step(case, "corrected", by=by, at=at)
    return case
