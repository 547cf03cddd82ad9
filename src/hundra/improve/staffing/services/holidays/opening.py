"""A summer from its beginning to the day it is open for wishes."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines.rostering.holidays import latest_notice, summer_weeks
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import PeriodKind, PeriodState, RosterPeriod
from hundra.improve.staffing.services import telling_holidays as telling
from hundra.improve.staffing.services.authority import must_plan

WISHES_BEFORE_NOTICE = dt.timedelta(weeks=4)


@transaction.atomic
def create_summer(
    *, desk: Desk, year: int, weeks_each: int, weeks_together: int, by: User
) -> RosterPeriod:
    """The whole weeks of June–August of the year."""
    must_plan(by, desk)
    if not 1 <= weeks_together <= weeks_each:
        raise InvalidError(_("The weeks in a row are at most as many as the weeks in all."))
    first, weeks = summer_weeks(year)
    if first <= timezone.localdate():
        raise NotNowError(_("That summer has begun."))
    try:
        with transaction.atomic():
            return RosterPeriod.objects.create(
                desk=desk,
                kind=PeriodKind.SUMMER,
                first_day=first,
                last_day=first + dt.timedelta(weeks=weeks, days=-1),
                goal_share=desk.answer_share,
                weeks_each=weeks_each,
                weeks_together=weeks_together,
            )
    except IntegrityError as error:
        raise NotNowError(_("The desk’s holidays of that summer are being planned.")) from error


@transaction.atomic
def open_for_wishes(
    *, period: RosterPeriod, until: dt.date, by: User, today: dt.date | None = None
) -> None:
    """Employees rank their weeks until the day, which must leave the two months of notice."""
    must_plan(by, period.desk)
    if period.state not in {PeriodState.DRAFT, PeriodState.WISHES}:
        raise NotNowError(_("Wishes are taken before the holidays are worked out."))
    if until < (today or timezone.localdate()):
        raise NotNowError(_("That day has been. Choose a later one."))
    latest = latest_notice(period.first_day)
    if until >= latest:
        raise NotNowError(
            _(
                "Wishes must close before %(day)s: holiday is made known two months before it "
                "begins (Annual Leave Act, 11 §)."
            )
            % {"day": date_format(latest, "j F Y")}
        )
    period.state, period.wishes_until = PeriodState.WISHES, until
    period.save(update_fields=["state", "wishes_until"])
    telling.summer_open(period, until)


def usual_last_day_for_wishes(period: RosterPeriod) -> dt.date:
    """Four weeks before the notice, so that there is time to plan."""
    return max(latest_notice(period.first_day) - WISHES_BEFORE_NOTICE, timezone.localdate())
