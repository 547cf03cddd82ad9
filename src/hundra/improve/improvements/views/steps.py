"""The steps of an improvement's life, its checklist and its news."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import check, requires
from hundra.improve.improvements import queries, rules, services
from hundra.improve.improvements.forms import (
    DeliverForm,
    FollowUpForm,
    PlanForm,
    UpdateForm,
    WithdrawForm,
)
from hundra.improve.improvements.life import Step, transition
from hundra.improve.improvements.models import Criterion, Improvement, Update
from hundra.improve.improvements.presenting import BY_PATH, page_of
from hundra.improve.improvements.views.shared import (
    INVALID,
    attempt,
    attempt_with_message,
    improvement_or_404,
)

# What each step asks for, and the service that takes it.
STEPS: dict[Step, tuple[type[forms.Form], Callable[..., Any]]] = {
    Step.PLAN: (PlanForm, services.plan),
    Step.UNPLAN: (forms.Form, services.unplan),
    Step.STAMP: (forms.Form, services.stamp),
    Step.DELIVER: (DeliverForm, services.deliver),
    Step.UNDELIVER: (forms.Form, services.undeliver),
    Step.FOLLOW_UP: (FollowUpForm, services.follow_up),
    Step.WITHDRAW: (WithdrawForm, services.withdraw),
    Step.REOPEN: (forms.Form, services.reopen),
}


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    if step not in BY_PATH:
        raise Http404
    action = BY_PATH[step]
    shown = improvement_or_404(pk)
    check(rules.may_take(request.user, shown, action.step))
    form_class, take = STEPS[action.step]
    form = form_class(request.POST if request.method == "POST" else None, initial=_initial(shown))
    if request.method == "POST" and form.is_valid():
        if attempt(
            form, partial(take, improvement=shown, by=signed_in_user(request), **form.cleaned_data)
        ):
            messages.success(request, action.done)
            return redirect(page_of(shown))
        shown = improvement_or_404(pk)
    context = {
        "form": form,
        "improvement": shown,
        "action": action,
        "is_open": transition(shown, action.step) is not None,
        "readiness": queries.readiness(shown) if action.step is Step.STAMP else None,
    }
    status = INVALID if form.errors else None
    return render(request, "improvements/step.html", context, status=status)


def _initial(improvement: Improvement) -> dict[str, object]:
    return {"planned_for": improvement.planned_for} if improvement.planned_for else {}


@requires(rules.may_see)
@require_POST
def tick(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """Ticks the criterion, or with `untick` takes back one's own tick."""
    shown = improvement_or_404(pk)
    check(rules.may_tick(request.user, shown))
    line = get_object_or_404(Criterion, pk=criterion, programme=shown.programme_id)
    write = services.untick if "untick" in request.POST else services.tick
    done = _("Your tick is taken back.") if "untick" in request.POST else _("Ticked.")
    attempt_with_message(
        request, partial(write, improvement=shown, criterion=line, by=signed_in_user(request)), done
    )
    return redirect(page_of(shown) + "#checklista")


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def add_update(request: HttpRequest, pk: int) -> HttpResponse:
    shown = improvement_or_404(pk)
    check(rules.may_keep(request.user, shown))
    form = UpdateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(
            form,
            partial(services.add_update, improvement=shown, text=text, by=signed_in_user(request)),
        ):
            messages.success(request, _("The news is published."))
            return redirect(page_of(shown) + "#nyheter")
    return _update_page(request, shown, form)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def edit_update(request: HttpRequest, pk: int, update: int) -> HttpResponse:
    shown = improvement_or_404(pk)
    check(rules.may_keep(request.user, shown))
    news = get_object_or_404(Update, pk=update, improvement=shown)
    form = UpdateForm(request.POST or None, instance=news)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(
            form, partial(services.edit_update, update=news, text=text, by=signed_in_user(request))
        ):
            messages.success(request, _("The news is changed."))
            return redirect(page_of(shown) + "#nyheter")
    return _update_page(request, shown, form)


@requires(rules.may_see)
@require_POST
def remove_update(request: HttpRequest, pk: int, update: int) -> HttpResponse:
    shown = improvement_or_404(pk)
    check(rules.may_keep(request.user, shown))
    news = get_object_or_404(Update, pk=update, improvement=shown)
    services.remove_update(update=news, by=signed_in_user(request))
    messages.success(request, _("The news is removed."))
    return redirect(page_of(shown) + "#nyheter")


def _update_page(request: HttpRequest, improvement: Improvement, form: UpdateForm) -> HttpResponse:
    context = {"form": form, "improvement": improvement}
    status = INVALID if form.errors else None
    return render(request, "improvements/update.html", context, status=status)
