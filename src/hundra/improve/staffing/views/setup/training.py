"""Trainings that are to fit into a period's roster."""

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
from hundra.improve.staffing import rules
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.training import TrainingForm
from hundra.improve.staffing.queries import training as queries
from hundra.improve.staffing.services import training as services
from hundra.improve.staffing.views.shared import period_or_404, show, write


@requires(rules.is_planner)
@require_safe
def trainings(request: HttpRequest, pk: int) -> HttpResponse:
    period = period_or_404(request, pk)
    return show(
        request,
        "setup/trainings",
        period=period,
        desk=period.desk,
        trainings=queries.planned_trainings(period),
        is_open=period.state not in services.CLOSED,
    )


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    period = period_or_404(request, pk)
    people = queries.people_to_train(period)
    form = TrainingForm(request.POST or None, period=period, people=people)
    there = reverse("staffing_trainings", args=[pk])

    def service() -> None:
        services.plan_training(period=period, details=form.asked(), by=signed_in_user(request))

    return write(request, form, service, done=_("The training is planned."), then=there) or show(
        request,
        "setup/training",
        period=period,
        desk=period.desk,
        form=form,
        training=None,
        trail=(),
    )


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, training: int) -> HttpResponse:
    period = period_or_404(request, pk)
    found = get_object_or_404(queries.trainings_of(period), pk=training)
    people = queries.people_to_train(period)
    form = TrainingForm(request.POST or None, period=period, people=people, training=found)
    there = reverse("staffing_trainings", args=[pk])

    def service() -> None:
        by = signed_in_user(request)
        services.plan_training(period=period, details=form.asked(), by=by, training=found)

    return write(request, form, service, done=_("The training is saved."), then=there) or show(
        request,
        "setup/training",
        period=period,
        desk=period.desk,
        form=form,
        training=found,
        trail=trail(found),
    )


@requires(rules.is_planner)
@require_POST
def remove(request: HttpRequest, pk: int, training: int) -> HttpResponse:
    found = get_object_or_404(queries.trainings_of(period_or_404(request, pk)), pk=training)
    try:
        services.remove_training(training=found, by=signed_in_user(request))
    except StaffingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The training is taken away."))
    return redirect("staffing_trainings", pk=pk)
