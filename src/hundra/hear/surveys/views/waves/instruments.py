"""Instruments for employees: which there are, what they ask, and loading another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer
from hundra.hear.surveys import rules
from hundra.hear.surveys.errors import SurveyError
from hundra.hear.surveys.forms.waves import InstrumentForm
from hundra.hear.surveys.queries.waves.instruments import (
    minutes_of,
    pages_of,
    scales_of,
    staff_instruments,
)
from hundra.hear.surveys.services import question_sets
from hundra.hear.surveys.services.waves.instruments import load_packaged
from hundra.hear.surveys.views.waves.shared import show
from hundra.hear.surveys.views.waves.tables import InstrumentsTable


@requires(rules.may_plan_somewhere)
@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    load_packaged()
    table = InstrumentsTable(request, list(staff_instruments()))
    return answer(request, "surveys/waves/instruments.html", table=table)


@requires(rules.may_plan_somewhere)
@require_safe
def instrument(request: HttpRequest, pk: int) -> HttpResponse:
    shown: Any = get_object_or_404(staff_instruments(all_versions=True), pk=pk)
    return show(
        request,
        "instrument",
        shown=shown,
        pages=pages_of(shown),
        scales=scales_of(shown),
        minutes=minutes_of(shown.questions),
    )


@requires(rules.may_plan_somewhere)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    form = InstrumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = question_sets.load_file(data=file.read())
        except SurveyError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The questions are loaded. Read them through."))
            return redirect("wave_instrument", pk=made.pk)
    return show(request, "upload", form=form)
