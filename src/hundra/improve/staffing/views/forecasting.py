"""What came, what is expected, and how good the forecasts have been."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hundra.core.ui.access import requires
from hundra.improve.staffing import presenting, rules
from hundra.improve.staffing.jobs import forecast as forecast_job
from hundra.improve.staffing.queries import needing, planning
from hundra.improve.staffing.views.shared import desk_or_404

WEEKS_BACK = 6


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def forecast(request: HttpRequest, slug: str) -> HttpResponse:
    """What came, what is expected, and how good it has been; POST has it worked out anew."""
    shown = desk_or_404(request, slug)
    if request.method == "POST":
        forecast_job.defer(desk=shown.pk)
        messages.success(request, _("The forecast is being made. It takes about a minute."))
        return redirect("staffing_forecast", slug=slug)
    made = needing.latest_forecast(shown)
    context: dict[str, object] = {"desk": shown, "forecast": made}
    if made is not None:
        rows = list(made.rows.filter(language=""))
        ahead = planning.days_ahead(rows)
        today = timezone.localdate()
        behind = planning.days_behind(
            shown, today - dt.timedelta(weeks=WEEKS_BACK), today - dt.timedelta(days=1)
        )
        first = next((one.day for one in ahead if one.mean), made.first_day)
        context |= {
            "days": presenting.days_chart(behind, ahead),
            "day": presenting.day_chart([row for row in rows if row.day == first]),
            "shown_day": first,
            "quality": made.quality,
        }
    return render(request, "staffing/forecast.html", context)
