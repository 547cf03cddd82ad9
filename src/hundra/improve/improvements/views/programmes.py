"""Programmes: their progress, checklist and settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.core.ui.components import Part
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements import queries, rules, services
from hundra.improve.improvements.forms import CriterionForm, ProgrammeForm
from hundra.improve.improvements.models import Criterion, Programme
from hundra.improve.improvements.presenting import pace_chart
from hundra.improve.improvements.views.shared import (
    INVALID,
    attempt,
    attempt_with_message,
    programme_tabs,
)


@requires(rules.may_see)
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    context = {
        "programmes": queries.programmes(),
        "may_administer": rules.may_administer(request.user),
    }
    return render(request, "improvements/programmes.html", context)


@requires(rules.may_see)
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Programme, slug=slug)
    today = timezone.localdate()
    progress = queries.progress(shown)
    pace = queries.pace(shown, today)
    context = {
        "programme": shown,
        "programmes": Programme.objects.all(),
        "tabs": programme_tabs(shown, "progress"),
        "progress": progress,
        "parts": [
            Part(audience.label, progress.of(audience).stamped, progress.of(audience).goal)
            for audience in Audience
        ],
        "pace": pace,
        "rows": [
            (_("All"), progress.total, pace.total),
            *((one.label, progress.of(one), getattr(pace, one.value)) for one in Audience),
        ],
        "chart": pace_chart(shown, pace, today),
        "may_administer": rules.may_administer(request.user),
    }
    return render(request, "improvements/programme.html", context)


@requires(rules.may_administer)
@require_http_methods(["GET", "POST"])
def new_programme(request: HttpRequest) -> HttpResponse:
    form = ProgrammeForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data
        if attempt(form, lambda: services.create_programme(by=signed_in_user(request), **details)):
            messages.success(request, _("The programme is created with its first checklist."))
            return redirect("checklist", slug=details["slug"])
    status = INVALID if form.errors else None
    return render(request, "improvements/programme_form.html", {"form": form}, status=status)


@requires(rules.may_administer)
@require_http_methods(["GET", "POST"])
def edit_programme(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Programme, slug=slug)
    form = ProgrammeForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data
        if attempt(
            form,
            lambda: services.edit_programme(programme=shown, by=signed_in_user(request), **details),
        ):
            messages.success(request, _("The changes are saved."))
            return redirect("programme", slug=details["slug"])
    context = {"form": form, "programme": get_object_or_404(Programme, slug=slug)}
    status = INVALID if form.errors else None
    return render(request, "improvements/programme_form.html", context, status=status)


@requires(rules.may_administer)
@require_POST
def show_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the programme to the public, or with `hide` no more."""
    shown = get_object_or_404(Programme, slug=slug)
    if "hide" in request.POST:
        services.hide_programme(programme=shown, by=signed_in_user(request))
        messages.success(request, _("The programme is no longer shown to the public."))
    else:
        services.show_programme(programme=shown, by=signed_in_user(request))
        messages.success(request, _("The programme is shown to the public."))
    return redirect("programme", slug=slug)


@requires(rules.may_administer)
@require_http_methods(["GET", "POST"])
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Programme, slug=slug)
    form = CriterionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(
            form,
            partial(services.add_criterion, programme=shown, text=text, by=signed_in_user(request)),
        ):
            messages.success(request, _("The criterion is added."))
            return redirect("checklist", slug=slug)
    context = {"programme": shown, "criteria": queries.criteria(shown), "form": form}
    status = INVALID if form.errors else None
    return render(request, "improvements/checklist.html", context, status=status)


@requires(rules.may_administer)
@require_http_methods(["GET", "POST"])
def reword_criterion(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    line = get_object_or_404(Criterion, pk=pk, programme__slug=slug)
    form = CriterionForm(request.POST or None, instance=line)
    if request.method == "POST" and form.is_valid():
        line.refresh_from_db()
        text = form.cleaned_data["text"]
        if attempt(
            form,
            partial(
                services.reword_criterion, criterion=line, text=text, by=signed_in_user(request)
            ),
        ):
            messages.success(request, _("The criterion is changed."))
            return redirect("checklist", slug=slug)
    context = {"form": form, "programme": line.programme, "is_ticked": line.ticks.exists()}
    status = INVALID if form.errors else None
    return render(request, "improvements/criterion.html", context, status=status)


@requires(rules.may_administer)
@require_POST
def change_criterion(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Moves a line up or down, retires it or restores it, by which button was pressed."""
    line = get_object_or_404(Criterion, pk=pk, programme__slug=slug)
    changes: dict[str, Callable[..., Any]] = {
        "up": partial(services.move_criterion, steps=-1),
        "down": partial(services.move_criterion, steps=1),
        "retire": services.retire_criterion,
        "restore": services.restore_criterion,
    }
    write = changes.get(request.POST.get("change", ""))
    if write is not None:
        attempt_with_message(
            request,
            partial(write, criterion=line, by=signed_in_user(request)),
            _("The checklist is changed."),
        )
    return redirect("checklist", slug=slug)
