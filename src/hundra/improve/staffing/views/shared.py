"""Fetching what a planner's page is about; what is not theirs to plan is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hundra.hear.contacts.models import Desk
from hundra.improve.staffing import rules
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.models import PeriodKind, RosterPeriod
from hundra.improve.staffing.queries import planning

INVALID = 422


def desk_or_404(request: HttpRequest, slug: str) -> Desk:
    """Whoever plans elsewhere does not learn which desks there are."""
    found = Desk.objects.select_related("unit").filter(slug=slug).first()
    if found is None or not rules.may_plan(request.user, found):
        raise Http404
    return found


def period_or_404(
    request: HttpRequest, pk: int, kind: PeriodKind | None = PeriodKind.ROSTER
) -> RosterPeriod:
    """Of the kind; None: of any."""
    found = planning.period_by_key(pk)
    if found is None or not rules.may_plan(request.user, found.desk):
        raise Http404
    if kind is not None and found.kind != kind:
        raise Http404
    return found


def summer_or_404(request: HttpRequest, pk: int) -> RosterPeriod:
    return period_or_404(request, pk, PeriodKind.SUMMER)


def write(
    request: HttpRequest, form: BaseForm, service: Callable[[], object], *, done: str, then: str
) -> HttpResponse | None:
    """Does what a valid form asks and goes on; a refusal becomes the form's. None: show it."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        service()
    except StaffingError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, done)
    return redirect(then)


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page; one whose form has errors was understood, but cannot be done as it is."""
    form = context.get("form")
    status = INVALID if form is not None and form.errors else None
    return render(request, f"staffing/{template}.html", context, status=status)
