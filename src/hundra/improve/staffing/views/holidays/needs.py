"""How many must be at work each week of a summer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.staffing import rules
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.holidays import NeedForm, SkillForm
from hundra.improve.staffing.models import RosterPeriod
from hundra.improve.staffing.queries.setup import skills_at
from hundra.improve.staffing.services.holidays import needing
from hundra.improve.staffing.services.holidays.needing import CLOSED
from hundra.improve.staffing.views.shared import show, summer_or_404, write


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Weeks × skills, all in one form."""
    period = summer_or_404(request, pk)
    rows = list(period.holiday_needs.all())
    form = NeedForm(request.POST or None, period=period, rows=rows)

    def service() -> None:
        needing.set_needs(period=period, needs=form.asked(), by=signed_in_user(request))

    there = reverse("staffing_period", args=[pk])
    return write(request, form, service, done=_("The need is saved."), then=there) or show(
        request,
        "holidays/needs",
        period=period,
        desk=period.desk,
        form=form,
        skill_form=_skills(period, None),
        is_open=period.state not in CLOSED,
    )


@requires(rules.is_planner)
@require_POST
def skill(request: HttpRequest, pk: int) -> HttpResponse:
    """A skill more, so many in each week."""
    period = summer_or_404(request, pk)
    form = _skills(period, request)
    try:
        if not form.is_valid():
            raise StaffingError(_("Choose a skill and how many."))
        needing.add_skill(
            period=period,
            skill=form.cleaned_data["skill"],
            people=form.cleaned_data["people"],
            by=signed_in_user(request),
        )
    except StaffingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The skill is added. Change its weeks where they differ."))
    return redirect("staffing_summer_needs", pk=pk)


def _skills(period: RosterPeriod, request: HttpRequest | None) -> SkillForm:
    return SkillForm(request.POST if request else None, skills=skills_at(period.desk))
