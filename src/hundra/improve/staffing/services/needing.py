"""The need of a period: from the forecast, and as the planner changes it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.improve.staffing.errors import NotNowError
from hundra.improve.staffing.models import NeedRow, NeedSource, RosterPeriod
from hundra.improve.staffing.queries import needing
from hundra.improve.staffing.queries.arrivals import HALF_HOUR, times_of


@transaction.atomic
def take_need(*, period: RosterPeriod, share: int, by: User | None) -> int:
    """Sets the period's need from the latest forecast, for the share; what the planner has put in
    by hand stays. Returns how many half-hours."""
    forecast = needing.latest_forecast(period.desk)
    if forecast is None or forecast.last_day < period.last_day:
        raise NotNowError(_("There is no forecast that reaches to the end of the period yet."))
    rows = needing.rows_of(forecast, period.first_day, period.last_day)
    times = times_of(period.desk, timezone.localdate())
    needs = needing.needs_of(rows, times, share=share, within=period.desk.answer_within_seconds)
    period.needs.filter(source=NeedSource.FORECAST).delete()
    kept = set(period.needs.values_list("day", "start", "skill"))
    NeedRow.objects.bulk_create(
        NeedRow(
            period=period,
            day=need.day,
            start=need.start,
            end=need.end,
            skill=need.skill,
            people=need.people,
        )
        for need in needs
        if (need.day, need.start, need.skill) not in kept
    )
    period.goal_share = share
    period.save(update_fields=["goal_share"])
    return len({(need.day, need.start) for need in needs})


@transaction.atomic
def set_need(
    *, period: RosterPeriod, day: dt.date, start: int, skill: str, people: int, by: User
) -> NeedRow:
    """The planner's own figure for a half-hour."""
    row, _made = NeedRow.objects.update_or_create(
        period=period,
        day=day,
        start=start,
        skill=skill,
        defaults={
            "end": start + HALF_HOUR,
            "people": people,
            "source": NeedSource.PLANNER,
        },
    )
    return row
