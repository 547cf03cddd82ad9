"""The other steps of an improvement's life (see life.py)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.improve.improvements.announcements import Occasion, announce
from hundra.improve.improvements.errors import IncompleteError, InvalidError
from hundra.improve.improvements.life import Step
from hundra.improve.improvements.models import Improvement
from hundra.improve.improvements.services.answering import (
    deliver_suggestions,
    release_suggestions,
    undeliver_suggestions,
)
from hundra.improve.improvements.services.telling import tell_delivered, tell_withdrawn
from hundra.improve.improvements.services.writing import save, take_step


@transaction.atomic
def plan(
    *, improvement: Improvement, by: User | None, planned_for: dt.date | None = None
) -> Improvement:
    """From idea to planned, for the day given or the one it has; a day is needed."""
    take_step(improvement, Step.PLAN)
    improvement.planned_for = planned_for or improvement.planned_for
    if improvement.planned_for is None:
        raise IncompleteError(gettext("Say for when it is planned."))
    save(improvement)
    return improvement


@transaction.atomic
def unplan(*, improvement: Improvement, by: User | None) -> Improvement:
    """Back to being an idea. Ticks and dates stay."""
    take_step(improvement, Step.UNPLAN)
    save(improvement)
    return improvement


@transaction.atomic
def deliver(
    *, improvement: Improvement, by: User | None, delivered_on: dt.date | None = None
) -> Improvement:
    """It is done, since the day given (today if none)."""
    take_step(improvement, Step.DELIVER)
    improvement.delivered_on = _not_in_future(delivered_on)
    save(improvement)
    deliver_suggestions(improvement, by)
    tell_delivered(improvement, by)
    announce(improvement, Occasion.DELIVERED)
    return improvement


@transaction.atomic
def undeliver(*, improvement: Improvement, by: User | None) -> Improvement:
    """It was not done after all. Nobody is told anew until it is delivered again."""
    take_step(improvement, Step.UNDELIVER)
    improvement.delivered_on = None
    save(improvement)
    undeliver_suggestions(improvement, by)
    return improvement


@transaction.atomic
def follow_up(
    *,
    improvement: Improvement,
    outcome: str,
    by: User | None,
    followed_up_on: dt.date | None = None,
) -> Improvement:
    """Tells what came of it, measured as was said. The text is public."""
    take_step(improvement, Step.FOLLOW_UP)
    if not outcome.strip():
        raise IncompleteError(gettext("Tell what came of it."))
    improvement.outcome = outcome.strip()
    improvement.followed_up_on = _not_in_future(followed_up_on)
    save(improvement)
    return improvement


@transaction.atomic
def withdraw(
    *,
    improvement: Improvement,
    reason: str,
    by: User | None,
    withdrawn_on: dt.date | None = None,
) -> Improvement:
    """It will not be, or is no more. The reason is public; a number given is never used again.

    The suggestions it answered are taken out of it, free to become part of another improvement, and
    those who follow them are told why.
    """
    take_step(improvement, Step.WITHDRAW)
    if not reason.strip():
        raise IncompleteError(
            gettext("Tell why it is withdrawn. The reason is shown to the public.")
        )
    improvement.withdrawal_reason = reason.strip()
    improvement.withdrawn_on = _not_in_future(withdrawn_on)
    save(improvement)
    tell_withdrawn(improvement, release_suggestions(improvement, by), by)
    return improvement


@transaction.atomic
def reopen(*, improvement: Improvement, by: User | None) -> Improvement:
    """Takes up a withdrawn one again, or a follow-up that must be redone.

    A numbered one is stamped again with the number it has; one without begins as an idea. What was
    written (the outcome, the reason) is cleared from the page and stays in the history.
    """
    take_step(improvement, Step.REOPEN)
    improvement.followed_up_on = None
    improvement.outcome = ""
    if improvement.withdrawn_on is not None:
        improvement.delivered_on = None
        improvement.withdrawn_on = None
        improvement.withdrawal_reason = ""
    save(improvement)
    return improvement


def _not_in_future(day: dt.date | None) -> dt.date:
    today = timezone.localdate()
    if day is not None and day > today:
        raise InvalidError(gettext("The day cannot be in the future."))
    return day or today
