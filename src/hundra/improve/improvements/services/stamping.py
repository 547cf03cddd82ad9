"""The stamp: two people's word on every criterion, then the next number."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.improve.improvements.announcements import Occasion, announce
from hundra.improve.improvements.errors import InvalidError, LockedError, NotReadyError
from hundra.improve.improvements.life import BEFORE_STAMP, Step
from hundra.improve.improvements.models import Criterion, Improvement, Programme, Tick
from hundra.improve.improvements.queries.checklist import readiness
from hundra.improve.improvements.services.telling import tell_stamped
from hundra.improve.improvements.services.writing import lock, save, take_step


@transaction.atomic
def tick(
    *,
    improvement: Improvement,
    criterion: Criterion,
    by: User,
    now: dt.datetime | None = None,
) -> Tick:
    """`by` gives their word that the criterion is met; giving it twice changes nothing."""
    _check_open(improvement, criterion)
    ticked, _ = Tick.objects.get_or_create(
        improvement=improvement,
        criterion=criterion,
        ticked_by=by,
        defaults={"ticked_at": now or timezone.now()},
    )
    return ticked


@transaction.atomic
def untick(*, improvement: Improvement, criterion: Criterion, by: User) -> None:
    """Takes back `by`'s own word; nobody can take back another's."""
    _check_open(improvement, criterion)
    Tick.objects.filter(improvement=improvement, criterion=criterion, ticked_by=by).delete()


@transaction.atomic
def stamp(
    *, improvement: Improvement, by: User | None, now: dt.datetime | None = None
) -> Improvement:
    """Gives the improvement the programme's next number.

    The programme's row is locked first, so numbers are given one at a time, and a failure gives
    its number back. Raises StepNotOpenError unless planned, NotReadyError with all that lacks.
    """
    programme = Programme.objects.select_for_update(no_key=True).get(pk=improvement.programme_id)
    take_step(improvement, Step.STAMP)
    ready = readiness(improvement)
    if not ready.is_ready:
        raise NotReadyError(gettext("It is not ready for the stamp."), ready.missing)
    programme.last_number += 1
    programme.save(update_fields=["last_number"])
    improvement.number = programme.last_number
    improvement.stamped_at = now or timezone.now()
    save(improvement)
    tell_stamped(improvement, by)
    announce(improvement, Occasion.STAMPED)
    return improvement


def _check_open(improvement: Improvement, criterion: Criterion) -> None:
    lock(improvement)
    if improvement.state not in BEFORE_STAMP:
        raise LockedError(gettext("The checklist is closed once the improvement has its stamp."))
    if criterion.programme_id != improvement.programme_id or not criterion.is_active:
        raise InvalidError(gettext("That criterion is not in the programme's checklist."))
