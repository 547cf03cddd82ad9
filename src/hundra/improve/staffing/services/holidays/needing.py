"""How many must be at work each week of a summer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import HolidayNeed, PeriodState, RosterPeriod
from hundra.improve.staffing.queries.holiday_needs import Source, weekly_needs
from hundra.improve.staffing.services.authority import must_plan

MOST_PEOPLE = 999
CLOSED = (PeriodState.SOLVING, PeriodState.PUBLISHED)


@transaction.atomic
def take_needs(*, period: RosterPeriod, share: int, by: User) -> Source:
    """From the forecast, or where it does not reach so far from the same weeks of last summer."""
    _open(period, by)
    source, needs = weekly_needs(period, share)
    if source is None:
        raise NotNowError(
            _(
                "Neither forecast nor last summer’s calls are there to go by. "
                "Write the need yourself."
            )
        )
    _write(period, {(one.monday, one.skill): one.people for one in needs})
    period.goal_share = share
    period.save(update_fields=["goal_share"])
    return source


@transaction.atomic
def set_needs(*, period: RosterPeriod, needs: Mapping[tuple[dt.date, str], int], by: User) -> None:
    """By Monday and skill (empty: all), in the place of what was. 0: no need."""
    _open(period, by)
    mondays = set(period.mondays)
    for (monday, _skill), people in needs.items():
        if monday not in mondays or not 0 <= people <= MOST_PEOPLE:
            raise InvalidError(_("Write how many, week by week."))
    _write(period, needs)


@transaction.atomic
def add_skill(*, period: RosterPeriod, skill: str, people: int, by: User) -> None:
    """So many with the skill in each week; a need of it that is there stays."""
    _open(period, by)
    there = {(one.monday, one.skill): one.people for one in period.holiday_needs.all()}
    more = {(monday, skill): people for monday in period.mondays}
    _write(period, {**more, **there})


def _write(period: RosterPeriod, needs: Mapping[tuple[dt.date, str], int]) -> None:
    period.holiday_needs.all().delete()
    HolidayNeed.objects.bulk_create(
        HolidayNeed(period=period, monday=monday, skill=skill, people=people)
        for (monday, skill), people in needs.items()
    )


def _open(period: RosterPeriod, by: User) -> None:
    must_plan(by, period.desk)
    if period.state in CLOSED:
        raise NotNowError(_("The need is changed before the holidays are worked out or published."))
