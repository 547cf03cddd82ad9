"""Areas, and what a unit chooses of them."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.rules import Actor
from hundra.core.accounts.web import signed_in_user
from hundra.core.organisation.models import Unit
from hundra.core.ui.access import check, requires
from hundra.improve.plans import rules
from hundra.improve.plans.forms.plans import AreaForm
from hundra.improve.plans.models import Activity, Priority
from hundra.improve.plans.prioritising import PrioritiesForm
from hundra.improve.plans.queries import plans as queries
from hundra.improve.plans.queries.remeasuring import Measurement, remeasured
from hundra.improve.plans.services import areas as services
from hundra.improve.plans.views.shared import (
    area_or_404,
    attempt,
    attempt_with_message,
    form_page,
    of_plan,
    plan_or_404,
)


@requires(rules.may_see)
@require_safe
def area(request: HttpRequest, plan: int, pk: int) -> HttpResponse:
    """An area at every unit."""
    shown = area_or_404(plan, pk)
    context = {
        **of_plan(request, shown.plan, ""),
        "area": shown,
        "units": _with_verdicts(queries.area_everywhere(shown), request.user),
        "unit_count": len(queries.taking_part(shown.plan)),
        "chosen_by": shown.priorities.count(),
        "proposals": queries.proposals(shown.plan).filter(area=shown)[:20],
        "may_make": rules.may_make_activities(request.user) and shown.plan.is_open,
        "today": timezone.localdate(),
    }
    return render(request, "plans/area.html", context)


def _with_verdicts(
    shown: list[queries.AreaAtUnit], user: Actor
) -> list[tuple[queries.AreaAtUnit, list[tuple[Activity, Measurement | None]]]]:
    verdicts = remeasured([one for at in shown for one in at.activities], user)
    return [(at, [(one, verdicts[one.pk].verdict) for one in at.activities]) for at in shown]


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def new_area(request: HttpRequest, plan: int) -> HttpResponse:
    shown = plan_or_404(plan)
    check(rules.may_keep(request.user, shown))
    form = AreaForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            partial(services.add_area, plan=shown, by=signed_in_user(request), **form.cleaned_data),
        )
    ):
        messages.success(request, _("The area is added."))
        return redirect("plan_about", plan=plan)
    return form_page(request, "plans/area_form.html", form, plan=shown)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def edit_area(request: HttpRequest, plan: int, pk: int) -> HttpResponse:
    shown = area_or_404(plan, pk)
    check(rules.may_keep(request.user, shown.plan))
    form = AreaForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        write = partial(
            services.edit_area, area=shown, by=signed_in_user(request), **form.cleaned_data
        )
        if attempt(form, write):
            messages.success(request, _("The changes are saved."))
            return redirect("plan_area", plan=plan, pk=pk)
    kept = area_or_404(plan, pk)
    return form_page(request, "plans/area_form.html", form, plan=kept.plan, area=kept)


@requires(rules.may_see)
@require_POST
def change_area(request: HttpRequest, plan: int, pk: int) -> HttpResponse:
    """Moves the area up or down, or removes it, by which button was pressed."""
    shown = area_or_404(plan, pk)
    check(rules.may_keep(request.user, shown.plan))
    by = signed_in_user(request)
    changes = {
        "up": partial(services.move_area, area=shown, steps=-1, by=by),
        "down": partial(services.move_area, area=shown, steps=1, by=by),
        "remove": partial(services.remove_area, area=shown, by=by),
    }
    write = changes.get(request.POST.get("change", ""))
    if write is not None:
        attempt_with_message(request, write, _("The areas are changed."))
    return redirect("plan_about", plan=plan)


@requires(rules.may_see)
@require_safe
def unit(request: HttpRequest, plan: int, unit: int) -> HttpResponse:
    """A unit's own order of areas, and what it does."""
    shown = plan_or_404(plan)
    at = get_object_or_404(Unit, pk=unit, path__startswith=shown.unit.path)
    takes_part = shown.taking_part.filter(unit=at).exists()
    context = {
        **of_plan(request, shown, ""),
        "unit": at,
        "areas": _with_verdicts(queries.unit_everything(shown, at), request.user),
        "takes_part": takes_part,
        "may_prioritise": takes_part
        and shown.is_open
        and rules.may_prioritise(request.user, shown, at),
        "may_make": rules.may_make_activity(request.user, at) and shown.is_open,
        "today": timezone.localdate(),
    }
    return render(request, "plans/unit.html", context)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def prioritise(request: HttpRequest, plan: int, unit: int) -> HttpResponse:
    shown = plan_or_404(plan)
    at = get_object_or_404(Unit, pk=unit, path__startswith=shown.unit.path)
    check(rules.may_prioritise(request.user, shown, at))
    form = PrioritiesForm(
        request.POST or None,
        areas=queries.areas(shown),
        chosen=list(Priority.objects.filter(area__plan=shown, unit=at)),
    )
    if request.method == "POST" and form.is_valid():
        write = partial(
            services.set_priorities,
            plan=shown,
            unit=at,
            choices=form.choices(),
            by=signed_in_user(request),
        )
        if attempt(form, write):
            messages.success(request, _("The unit's priorities are saved."))
            return redirect("plan_unit", plan=plan, unit=unit)
    return form_page(request, "plans/prioritise.html", form, plan=shown, unit=at)
