"""Import of improvements whose numbers were given before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.improvements import rules, services
from hundra.improve.improvements.forms import ImportForm
from hundra.improve.improvements.views.shared import INVALID

LINES_SHOWN = 300


@requires(rules.may_administer)
@require_http_methods(["GET", "POST"])
def import_improvements(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        report = services.import_improvements(
            data=given["file"].read(),
            name=given["file"].name,
            programme=given["programme"],
            defaults=services.Defaults(audience=given["audience"], state=given["state"]),
            dry_run=not given["save"],
            by=signed_in_user(request),
        )
    failed = form.errors or (report and report.faults)
    lines = report.faults_first if report else ()
    context = {
        "form": form,
        "report": report,
        "shown_lines": lines[:LINES_SHOWN],
        "hidden_lines": max(0, len(lines) - LINES_SHOWN),
    }
    return render(request, "improvements/import.html", context, status=INVALID if failed else None)
