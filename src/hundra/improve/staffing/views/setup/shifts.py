"""The shifts of a desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import trail
from hundra.core.ui.access import requires
from hundra.improve.staffing import rules, setup_pages
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.setup import ShiftTypeForm
from hundra.improve.staffing.queries import setup as queries
from hundra.improve.staffing.services import shifts as services
from hundra.improve.staffing.views.shared import desk_or_404, show, write


@requires(rules.is_planner)
@require_safe
def shifts(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    shown = [setup_pages.shift_line(one) for one in queries.shifts_of(desk)]
    return show(request, "setup/shifts", desk=desk, shifts=shown)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = ShiftTypeForm(request.POST or None, skills=queries.skills_at(desk))
    there = reverse("staffing_shifts", args=[slug])

    def service() -> None:
        services.add_shift(desk=desk, details=form.details(), by=signed_in_user(request))

    return write(request, form, service, done=_("The shift is added."), then=there) or show(
        request, "setup/shift", desk=desk, form=form, shift=None, trail=()
    )


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    desk = desk_or_404(request, slug)
    shift = get_object_or_404(queries.shifts_of(desk), pk=pk)
    form = ShiftTypeForm(request.POST or None, skills=queries.skills_at(desk), shift=shift)
    there = reverse("staffing_shifts", args=[slug])

    def service() -> None:
        services.edit_shift(shift=shift, details=form.details(), by=signed_in_user(request))

    return write(request, form, service, done=_("The shift is saved."), then=there) or show(
        request,
        "setup/shift",
        desk=desk,
        form=form,
        shift=shift,
        is_worked=shift.assignments.exists(),
        trail=trail(shift),
    )


@requires(rules.is_planner)
@require_POST
def use(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Puts a shift out of use, or in use again."""
    shift = get_object_or_404(queries.shifts_of(desk_or_404(request, slug)), pk=pk)
    try:
        services.set_in_use(shift=shift, in_use=not shift.is_active, by=signed_in_user(request))
    except StaffingError as error:
        messages.error(request, str(error))
    else:
        done = _("The shift is in use.") if shift.is_active else _("The shift is out of use.")
        messages.success(request, done)
    return redirect("staffing_shifts", slug=slug)
