"""The life of a case: taken, handed on, put on hold, answered, opened again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.cases import closing, letters, rules
from hundra.hear.cases.errors import NotAllowedHereError, NotPossibleNowError
from hundra.hear.cases.models import UNSETTLED, Case, CaseState
from hundra.hear.cases.services.waiting import checked_day, start_clock, stop_clock
from hundra.hear.cases.services.writing import (
    add_step,
    lock,
    move,
    one_line,
    only_from,
    written,
)
from hundra.hear.cases.working_hours import add_working_hours


@transaction.atomic
def take(*, case: Case, by: User, seen: int | None = None, at: datetime | None = None) -> Case:
    """The actor becomes the handler. Once more changes nothing."""
    case = lock(case, seen=seen)
    only_from(case, *UNSETTLED)
    if case.handler_id == by.pk:
        return case
    return _given(case, by, "taken", by=by, at=at or timezone.now())


@transaction.atomic
def assign(
    *, case: Case, handler: User, by: User, seen: int | None = None, at: datetime | None = None
) -> Case:
    """Gives the case to a handler, who must be one of those who may read it."""
    case = lock(case, seen=seen)
    only_from(case, *UNSETTLED)
    if not rules.may_be_handler(handler, case):
        raise NotAllowedHereError(
            _("%(name)s is not a handler of that unit, and could not read the case.")
            % {"name": handler}
        )
    if case.handler_id == handler.pk:
        return case
    step = "taken" if handler.pk == by.pk else "assigned"
    return _given(case, handler, step, by=by, at=at or timezone.now())


def _given(case: Case, handler: User, step: str, *, by: User, at: datetime) -> Case:
    case.handler = handler
    if case.state == CaseState.NEW:
        case.state = CaseState.OPEN
    move(case, by=by, at=at)
    add_step(case, step, by=by, at=at)
    return case


@transaction.atomic
def hand_on(
    *,
    case: Case,
    unit: Unit,
    cause: str,
    by: User,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """Another unit goes on with it, with nobody to handle it yet. The promise stays, and so does
    secrecy: those who had a confidential case can no longer read it.
    """
    case = lock(case, seen=seen)
    only_from(case, *UNSETTLED)
    why = one_line(cause, missing=_("Write why."))
    if unit.pk == case.unit_id:
        raise NotPossibleNowError(_("The case is already at that unit."))
    if unit.ended_on is not None and unit.ended_on <= timezone.localdate():
        raise NotPossibleNowError(_("That unit has ended. Choose another."))
    moment = at or timezone.now()
    start_clock(case, at=moment)
    case.unit, case.handler, case.state = unit, None, CaseState.NEW
    move(case, by=by, cause=why, at=moment)
    add_step(case, "handed_on", by=by, cause=why, at=moment)
    letters.tell(case, "handed_on")
    return case


@transaction.atomic
def suspend(
    *,
    case: Case,
    cause: str,
    until: date,
    by: User,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """Puts the case on hold until a day; the promise moves as long. It wakes by itself."""
    case = lock(case, seen=seen)
    only_from(case, CaseState.NEW, CaseState.OPEN)
    moment = at or timezone.now()
    why = one_line(cause, missing=_("Write what the case waits for."))
    stop_clock(case, until=checked_day(until, moment), at=moment)
    case.state = CaseState.SUSPENDED
    move(case, by=by, cause=why, at=moment)
    add_step(case, "suspended", by=by, cause=why, at=moment)
    letters.tell(case, "suspended")
    return case


@transaction.atomic
def resume(
    *, case: Case, by: User | None, seen: int | None = None, at: datetime | None = None
) -> Case:
    """Takes it up again; without an actor its day has come."""
    case = lock(case, seen=seen)
    only_from(case, CaseState.SUSPENDED)
    moment = at or timezone.now()
    start_clock(case, at=moment)
    case.state = CaseState.OPEN if case.handler_id else CaseState.NEW
    move(case, by=by, at=moment)
    add_step(case, "resumed" if by else "woken", by=by, at=moment)
    return case


@transaction.atomic
def close(
    *,
    case: Case,
    answer: str,
    by: User,
    shares_answer: bool = False,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """Answers the citizen and closes. Who closes a case that nobody has becomes its handler.

    `shares_answer`: those whose cases were merged into it may read the answer as well.
    """
    case = lock(case, seen=seen)
    only_from(case, *UNSETTLED)
    moment = at or timezone.now()
    case.answer = written(answer, missing=_("Write the answer that the citizen gets."))
    case.shares_answer = shares_answer
    if case.handler_id is None and rules.may_be_handler(by, case):
        case.handler = by
    case.suspended_until = None
    case.state, case.closed_at = CaseState.CLOSED, moment
    case.save(update_fields=["answer", "shares_answer"])
    move(case, by=by, at=moment)
    add_step(case, "closed", by=by, at=moment)
    letters.tell(case, "closed")
    for merged in merged_here(case):
        letters.tell(merged, "closed")
    closing.announce(case)
    return case


def merged_here(case: Case) -> list[Case]:
    """The cases of other citizens that go on in this one, also by way of others."""
    found: list[Case] = []
    level = [case.pk]
    while level:
        rows = list(Case.objects.filter(merged_into__in=level).select_related("party__user"))
        found += rows
        level = [row.pk for row in rows]
    return [row for row in found if row.party_id is None or row.party_id != case.party_id]


@transaction.atomic
def reopen(
    *, case: Case, cause: str, by: User, seen: int | None = None, at: datetime | None = None
) -> Case:
    """Opens a closed case again, with its promise anew. The answer stays until there is another."""
    case = lock(case, seen=seen)
    only_from(case, CaseState.CLOSED)
    why = one_line(cause, missing=_("Write why."))
    moment = at or timezone.now()
    back_to_work(case, at=moment)
    move(case, by=by, cause=why, at=moment)
    add_step(case, "reopened", by=by, cause=why, at=moment)
    letters.tell(case, "reopened")
    return case


def back_to_work(case: Case, *, at: datetime) -> None:
    """Sets a locked case under way; its handler keeps it if they still may."""
    if case.handler is not None and not rules.may_be_handler(case.handler, case):
        case.handler = None
    case.state = CaseState.OPEN if case.handler_id else CaseState.NEW
    case.closed_at = None
    if case.promise_hours is not None:
        case.due_at = add_working_hours(at, case.promise_hours)
