"""The planner's own hand in who has which weeks, with the rules checked at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines.rostering.holidays import Plan, Summer, WeekBreach, check_summer
from hundra.improve.staffing.errors import InvalidError, NotNowError, RulesBrokenError
from hundra.improve.staffing.holiday_problems import (
    number_of,
    plan_of,
    summer_of,
)
from hundra.improve.staffing.holiday_words import breach_words
from hundra.improve.staffing.models import (
    HolidayTerms,
    HolidayWeek,
    PeriodState,
    RosterPeriod,
    StaffPerson,
)
from hundra.improve.staffing.services import telling_holidays as telling
from hundra.improve.staffing.services.authority import must_plan
from hundra.improve.staffing.services.holidays import absences, answering

MOST_WEEKS = 8


class ShortError(RulesBrokenError):
    """Weeks would have fewer than needed; that can be allowed."""


@dataclass(frozen=True, slots=True)
class Tried:
    """In words: rules that somebody's weeks would break, and weeks that would have too few."""

    broken: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


@transaction.atomic
def set_terms(
    *,
    period: RosterPeriod,
    person: StaffPerson,
    weeks: int,
    together: int,
    agreement: str,
    by: User,
) -> None:
    """What is agreed with the person, where it is other than for all."""
    _open(period, by)
    if not 0 <= together <= weeks <= MOST_WEEKS:
        raise InvalidError(_("The weeks in a row are at most as many as the weeks in all."))
    if (weeks, together) == (period.weeks_each, period.weeks_together):
        period.holiday_terms.filter(person=person).delete()
        return
    if not agreement.strip():
        raise InvalidError(_("Write what you have agreed on, so that it can be understood later."))
    HolidayTerms.objects.update_or_create(
        period=period,
        person=person,
        defaults={"weeks": weeks, "together": together, "agreement": agreement.strip()},
    )


@transaction.atomic
def set_weeks(
    *,
    period: RosterPeriod,
    person: StaffPerson,
    mondays: Iterable[dt.date],
    by: User,
    allow_short: bool = False,
) -> None:
    """Decides the person's weeks. Raises RulesBrokenError for what the law or other absence
    forbids, ShortError for weeks with too few unless that is allowed."""
    _open(period, by)
    mondays = sorted(set(mondays))
    if not set(mondays) <= set(period.mondays):
        raise InvalidError(_("The weeks are not in the period."))
    summer = summer_of(period)
    tried = _tried(period, summer, person, mondays)
    if tried.broken:
        raise RulesBrokenError(_("The rules don't allow that."), tried.broken)
    if tried.short and not allow_short:
        raise ShortError(_("There would be too few at work."), tried.short)
    before = plan_of(period, summer)[str(person.pk)]
    _write(period, person, mondays)
    weeks = frozenset(number_of(period, day) for day in mondays)
    if period.is_published and weeks != before:
        absences.replace(period, person, before, weeks, by)
        answering.settle(period)
        telling.weeks_changed(period, person, weeks)


@transaction.atomic
def release(*, period: RosterPeriod, person: StaffPerson, by: User) -> None:
    """The next search may give the person other weeks."""
    _open(period, by)
    period.holiday_weeks.filter(person=person).update(is_fixed=False)


def try_weeks(*, period: RosterPeriod, person: StaffPerson, mondays: Iterable[dt.date]) -> Tried:
    return _tried(period, summer_of(period), person, mondays)


def _tried(
    period: RosterPeriod, summer: Summer, person: StaffPerson, mondays: Iterable[dt.date]
) -> Tried:
    key = str(person.pk)
    if key not in {one.key for one in summer.people}:
        return Tried(broken=(_("That person is not in the desk's roster."),))
    free = replace(
        summer,
        people=tuple(replace(one, fixed=None) for one in summer.people),
    )
    before = plan_of(period, summer)
    after = {**before, key: frozenset(number_of(period, day) for day in mondays)}
    broken = [one for one in check_summer(free, after) if one.person == key]
    broken_words = [breach_words(one, free) for one in broken]
    broken_words += absences.shifts_in_the_way(period, {key: after[key] - before[key]})
    return Tried(tuple(broken_words), tuple(_newly_short(free, before, after)))


def _newly_short(summer: Summer, before: Plan, after: Plan) -> list[str]:
    def short(plan: Plan) -> dict[tuple[object, ...], WeekBreach]:
        found = (one for one in check_summer(summer, plan) if one.rule == "week_need")
        return {(one.monday, one.skills): one for one in found}

    was = short(before)
    return [
        breach_words(one, summer)
        for key, one in short(after).items()
        if key not in was or one.present < was[key].present
    ]


def _write(period: RosterPeriod, person: StaffPerson, mondays: list[dt.date]) -> None:
    period.holiday_weeks.filter(person=person).delete()
    HolidayWeek.objects.bulk_create(
        HolidayWeek(period=period, person=person, monday=day, is_fixed=True) for day in mondays
    )


def _open(period: RosterPeriod, by: User) -> None:
    must_plan(by, period.desk)
    if period.state == PeriodState.SOLVING:
        raise NotNowError(_("Wait until the holidays are worked out, or stop the search."))
