"""What several of the views do alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.ui.components import Tab
from hundra.improve.plans import rules
from hundra.improve.plans.errors import NotReadyError, PlansError
from hundra.improve.plans.models import FocusArea, Plan
from hundra.improve.plans.presenting import TONES
from hundra.improve.plans.queries import plans as queries

INVALID = 422
"""The status of a form that is shown again: it was understood, but cannot be done as it is."""


def plan_or_404(pk: int) -> Plan:
    found = queries.plan_with(pk)
    if found is None:
        raise Http404
    return found


def area_or_404(plan: int, pk: int) -> FocusArea:
    return get_object_or_404(FocusArea.objects.select_related("plan__unit"), plan=plan, pk=pk)


def attempt(form: BaseForm, write: Callable[[], Any]) -> bool:
    """Does the writing; a domain error becomes the form's, and False is returned."""
    try:
        write()
    except NotReadyError as error:
        form.add_error(None, [str(error), *error.missing])
    except PlansError as error:
        form.add_error(None, str(error))
    return not form.errors


def attempt_with_message(request: HttpRequest, write: Callable[[], Any], done: Any) -> None:
    """Does the writing and tells how it went on the next page."""
    try:
        write()
    except PlansError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


def form_page(request: HttpRequest, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    """The page of a form, with the status of one that is shown again."""
    status = INVALID if form.is_bound and form.errors else None
    return render(request, template, {"form": form, **context}, status=status)


def of_plan(request: HttpRequest, plan: Plan, current: str) -> dict[str, Any]:
    """What every page of a plan shows: its state, and the tabs."""
    places = (
        ("whole", _("What was chosen where"), "plan"),
        ("activities", _("Activities"), "plan_activities"),
        ("proposals", pgettext("plan", "Proposals"), "plan_proposals"),
        ("stands", pgettext("plan", "Stands"), "plan_stands"),
        ("about", _("About the plan"), "plan_about"),
    )
    return {
        "plan": plan,
        "tone": TONES[plan.state],
        "may_keep": rules.may_keep(request.user, plan),
        "tabs": [
            Tab(label, reverse(url_name, kwargs={"plan": plan.pk}), current=name == current)
            for name, label, url_name in places
        ],
    }
