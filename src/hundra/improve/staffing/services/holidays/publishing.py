"""Making the holidays known: the law kept, two months before they begin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines.rostering.holidays import check_summer, latest_notice
from hundra.improve.staffing.errors import NotNowError, RulesBrokenError
from hundra.improve.staffing.holiday_problems import plan_of, summer_of
from hundra.improve.staffing.holiday_words import breach_words
from hundra.improve.staffing.models import PeriodState, RosterPeriod
from hundra.improve.staffing.services import telling_holidays as telling
from hundra.improve.staffing.services.authority import must_plan
from hundra.improve.staffing.services.holidays import absences, answering


@dataclass(frozen=True, slots=True)
class Notice:
    """The first day of anybody's holiday, and the last day to make it known (11 §)."""

    first_day: dt.date
    latest: dt.date
    today: dt.date

    @property
    def is_late(self) -> bool:
        return self.today > self.latest

    @property
    def has_begun(self) -> bool:
        return self.today >= self.first_day


def notice_of(period: RosterPeriod, today: dt.date) -> Notice:
    """By the first week that somebody has; while nobody has any, by the summer's."""
    first = period.holiday_weeks.order_by("monday").values_list("monday", flat=True).first()
    day = first or period.first_day
    return Notice(day, latest_notice(day), today)


def breaches_of(period: RosterPeriod) -> list[str]:
    """What the law, an agreement or other absence forbids of the weeks as they stand, in words."""
    summer = summer_of(period)
    plan = plan_of(period, summer)
    free = replace(summer, people=tuple(replace(one, fixed=None) for one in summer.people))
    told = [breach_words(one, free) for one in check_summer(free, plan) if one.rule != "week_need"]
    return told + absences.shifts_in_the_way(period, plan)


@transaction.atomic
def publish(
    *, period: RosterPeriod, by: User, late_reason: str = "", today: dt.date | None = None
) -> None:
    """Everybody gets to know their weeks, and why not others; the weeks become absences.

    Later than two months before, only with the special reasons that 11 § asks for.
    """
    must_plan(by, period.desk)
    today = today or timezone.localdate()
    period = RosterPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if period.state != PeriodState.PLANNED:
        raise NotNowError(_("Only holidays that are worked out can be published."))
    notice = notice_of(period, today)
    if notice.has_begun:
        raise NotNowError(_("The first holiday would already have begun."))
    if notice.is_late and not late_reason.strip():
        raise NotNowError(
            _(
                "The holidays should have been made known by %(day)s, two months before the first "
                "begins (Annual Leave Act, 11 §). Write which special reasons there are."
            )
            % {"day": date_format(notice.latest, "j F Y")}
        )
    broken = breaches_of(period)
    if broken:
        raise RulesBrokenError(_("The holidays break rules and cannot be published."), broken)
    plan = plan_of(period, summer_of(period))
    for key, weeks in plan.items():
        absences.write(period, int(key), weeks, by)
    period.state, period.published_on = PeriodState.PUBLISHED, today
    period.late_reason = late_reason.strip() if notice.is_late else ""
    period.save(update_fields=["state", "published_on", "late_reason"])
    answering.settle(period)
    telling.summer_decided(period, plan)
