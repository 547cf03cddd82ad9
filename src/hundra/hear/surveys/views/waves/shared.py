"""Fetching what a page is about; what is not for the reader does not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hundra.hear.surveys import rules
from hundra.hear.surveys.errors import SurveyError
from hundra.hear.surveys.models import Wave, WaveState
from hundra.hear.surveys.queries.waves.lists import wave_by_key

INVALID = 422


def followed_or_404(request: HttpRequest, pk: int) -> Wave:
    found = wave_by_key(pk)
    if found is None or not rules.may_follow(request.user, found):
        raise Http404
    return found


def planned_or_404(request: HttpRequest, pk: int) -> Wave:
    found = wave_by_key(pk)
    if found is None or not rules.may_plan(request.user, found.unit):
        raise Http404
    return found


def draft_or_404(request: HttpRequest, pk: int) -> Wave:
    found = planned_or_404(request, pk)
    if found.state != WaveState.DRAFT:
        raise Http404
    return found


def write(
    request: HttpRequest, form: BaseForm, service: Callable[[], object], *, done: str, to: Wave
) -> HttpResponse | None:
    """Does what a valid form asks and goes to the wave; None: show the form, with what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        service()
    except SurveyError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, done)
    return redirect("wave", pk=to.pk)


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page; one whose form has errors was understood, but cannot be done as it is."""
    form = context.get("form")
    status = INVALID if form is not None and form.errors else None
    return render(request, f"surveys/waves/{template}.html", context, status=status)
