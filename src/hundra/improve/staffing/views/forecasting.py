"""What came, what is expected, how good forecasts have been, and how a roster will hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.jobs.queries import is_under_way
from hundra.core.ui.access import requires
from hundra.improve.staffing import presenting, rules
from hundra.improve.staffing.jobs import FORECAST
from hundra.improve.staffing.jobs import forecast as forecast_job
from hundra.improve.staffing.models import Forecast
from hundra.improve.staffing.queries import needing, planning, simulations
from hundra.improve.staffing.views.shared import desk_or_404, period_or_404

WEEKS_BACK, WEEKS_AHEAD = 4, 5
ONE = dt.timedelta(days=1)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def forecast(request: HttpRequest, slug: str) -> HttpResponse:
    """What came, what is expected, and how good it has been; POST has it worked out anew."""
    shown = desk_or_404(request, slug)
    is_waiting = is_under_way(FORECAST, desk=shown.pk)
    if request.method == "POST":
        if not is_waiting:
            forecast_job.defer(desk=shown.pk)
        messages.success(request, _("The forecast is being made. It takes about a minute."))
        return redirect("staffing_forecast", slug=slug)
    if "fragar" in request.GET:
        return _still(is_waiting=is_waiting)
    made = needing.latest_forecast(shown)
    context: dict[str, object] = {"desk": shown, "forecast": made, "is_waiting": is_waiting}
    if made is not None:
        context |= _drawn(request, made)
    return render(request, "staffing/forecast.html", context)


def _still(*, is_waiting: bool) -> HttpResponse:
    """The page asks each third second until the job has ended; then it is loaded anew."""
    answer = HttpResponse(status=204)
    if not is_waiting:
        answer["HX-Refresh"] = "true"
    return answer


def _drawn(request: HttpRequest, made: Forecast) -> dict[str, object]:
    today = timezone.localdate()
    rows = list(made.rows.filter(language=""))
    ahead = planning.days_ahead(rows)
    behind = planning.days_behind(made.desk, today - dt.timedelta(weeks=WEEKS_BACK), today - ONE)
    until = today + dt.timedelta(weeks=WEEKS_AHEAD)
    day, around = _day(request, [one.day for one in ahead if one.mean], today)
    return {
        "days": presenting.days_chart(behind, ahead, made.days, until),
        "day": presenting.day_chart([row for row in rows if row.day == day]),
        "total": next((one for one in made.days if one["day"] == f"{day}"), None),
        "shown_day": day,
        "quality": made.quality,
        **around,
    }


@requires(rules.is_planner)
@require_safe
def simulation(request: HttpRequest, pk: int) -> HttpResponse:
    """A day of the simulated roster, half-hour by half-hour; of days that have been, how it
    became."""
    shown = period_or_404(request, pk)
    made, today = planning.latest_simulation(shown), timezone.localdate()
    if made is None:
        raise Http404
    day, around = _day(request, simulations.days_of(made), today)
    became = simulations.answered_in_time(shown.desk, day) if day <= today else {}
    slots = simulations.half_hours(made, day, became)
    context = {
        "period": shown,
        "desk": shown.desk,
        "day": day,
        "slots": slots,
        "has_been": bool(became),
        "drawing": presenting.simulated_chart(slots, shown.goal_share),
        **around,
    }
    return render(request, "staffing/simulation.html", context)


def _day(
    request: HttpRequest, days: Sequence[dt.date], today: dt.date
) -> tuple[dt.date, dict[str, dt.date | None]]:
    """The day that is asked for, else today or the next there is; and those around it."""
    try:
        asked = parse_date(request.GET.get("dag", "")) or today
    except ValueError:
        asked = today
    day = next((one for one in days if one >= asked), days[-1] if days else today)
    around = {
        "before": max((one for one in days if one < day), default=None),
        "after": min((one for one in days if one > day), default=None),
    }
    return day, around
