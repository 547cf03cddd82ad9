"""A period's need day by day, and what the planner adds to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.staffing import rules, setup_pages
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.setup import ExtraNeedForm
from hundra.improve.staffing.models import PeriodState
from hundra.improve.staffing.queries import setup as queries
from hundra.improve.staffing.services import adding_need as services
from hundra.improve.staffing.views.shared import period_or_404, show, write

CLOSED = (PeriodState.SOLVING, PeriodState.PUBLISHED)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """All days in short; POST adds to one of them."""
    period = period_or_404(request, pk)
    form = ExtraNeedForm(request.POST or None, period=period, skills=queries.skills_at(period.desk))
    there = reverse("staffing_need", args=[pk])

    def service() -> None:
        services.add_need(period=period, by=signed_in_user(request), **form.asked())

    return write(request, form, service, done=_("The need is added."), then=there) or show(
        request,
        "setup/need",
        period=period,
        desk=period.desk,
        form=form,
        days=queries.days_of_need(period),
        extras=[setup_pages.extra_line(one) for one in queries.extras_of(period)],
        is_open=period.state not in CLOSED,
    )


@requires(rules.is_planner)
@require_POST
def need_remove(request: HttpRequest, pk: int, extra: int) -> HttpResponse:
    period = period_or_404(request, pk)
    found = get_object_or_404(queries.extras_of(period), pk=extra)
    try:
        services.remove_need(need=found, by=signed_in_user(request))
    except StaffingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The added need is taken away."))
    return redirect("staffing_need", pk=pk)
