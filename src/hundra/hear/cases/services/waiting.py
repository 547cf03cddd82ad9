"""Time stands still for a case that waits: what was left of the promise is left afterwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.hear.cases.errors import InvalidTextError
from hundra.hear.cases.models import Case, Spell
from hundra.hear.cases.working_hours import add_working_time, morning_of, working_time_between

LONGEST_WAIT = timedelta(days=730)


def checked_day(until: date, at: datetime) -> date:
    """Raises InvalidTextError unless the day comes, and within two years."""
    today = timezone.localdate(at)
    if until <= today:
        raise InvalidTextError(_("Choose a day that has not come yet."))
    if until > today + LONGEST_WAIT:
        raise InvalidTextError(_("Choose a day within two years."))
    return until


def stop_clock(case: Case, *, until: date, at: datetime) -> None:
    """Moves the due time as if work went on in the morning of the day. Late stays late."""
    if case.due_at is not None and case.due_at > at:
        left = working_time_between(at, case.due_at)
        case.due_at = add_working_time(morning_of(until), left)
    case.suspended_until = until


def start_clock(case: Case, *, at: datetime) -> None:
    """What was left when the clock was stopped is left from now on."""
    until = case.suspended_until
    spell = Spell.objects.filter(case=case, until=None).first()
    case.suspended_until = None
    if until is None or case.due_at is None or spell is None or case.due_at <= spell.since:
        return
    left = working_time_between(morning_of(until), case.due_at)
    case.due_at = add_working_time(at, left)
