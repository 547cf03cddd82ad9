"""What the planner asks for beside the forecast's need."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import ExtraNeed, PeriodState, RosterPeriod
from hundra.improve.staffing.models.period import DAY_MINUTES
from hundra.improve.staffing.services.authority import must_plan

STEP = 15


@transaction.atomic
def add_need(
    *,
    period: RosterPeriod,
    day: dt.date,
    start: int,
    end: int,
    people: int,
    skill: str,
    reason: str,
    by: User,
) -> ExtraNeed:
    """So many more than the forecast asks for, from `start` to `end` (minutes from midnight)."""
    _open(period, by)
    if day not in period.days:
        raise InvalidError(_("The day is not in the period."))
    if not 0 <= start < end <= DAY_MINUTES:
        raise InvalidError(_("The time must end after it starts."))
    if start % STEP or end % STEP:
        raise InvalidError(_("Choose times on the quarter."))
    if not reason.strip():
        raise InvalidError(_("Write why, so that it can be understood."))
    return ExtraNeed.objects.create(
        period=period,
        day=day,
        start=start,
        end=end,
        people=people,
        skill=skill,
        reason=reason.strip(),
        added_by=by,
    )


@transaction.atomic
def remove_need(*, need: ExtraNeed, by: User) -> None:
    _open(need.period, by)
    need.delete()


def _open(period: RosterPeriod, by: User) -> None:
    must_plan(by, period.desk)
    if period.state in {PeriodState.SOLVING, PeriodState.PUBLISHED}:
        raise NotNowError(_("The need is changed before the roster is worked out or published."))
