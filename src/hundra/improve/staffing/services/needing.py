"""The need of a period: from the forecast, and as the planner changes it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.improve.staffing.errors import NotNowError
from hundra.improve.staffing.models import NeedRow, RosterPeriod
from hundra.improve.staffing.queries import needing
from hundra.improve.staffing.queries.arrivals import times_of


@transaction.atomic
def take_need(*, period: RosterPeriod, share: int, by: User | None) -> int:
    """Sets the period's need from the latest forecast, for the share; what the planner asks for
    beside it stays. Returns how many half-hours."""
    forecast = needing.latest_forecast(period.desk)
    if forecast is None or forecast.last_day < period.last_day:
        raise NotNowError(_("There is no forecast that reaches to the end of the period yet."))
    rows = needing.rows_of(forecast, period.first_day, period.last_day)
    times = times_of(period.desk, timezone.localdate())
    needs = needing.needs_of(rows, times, share=share, within=period.desk.answer_within_seconds)
    period.needs.all().delete()
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
    )
    period.goal_share = share
    period.save(update_fields=["goal_share"])
    return len({(need.day, need.start) for need in needs})
