"""Accessibility (the law's statement, and a form to tell us) and privacy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.web import too_often
from hundra.core.ui import publishing
from hundra.core.ui.access import open_to_all, same_origin
from hundra.core.ui.publishing import kept_briefly
from hundra.show.public import services
from hundra.show.public.forms import ReportForm

AN_HOUR = 10


@open_to_all
@csrf_exempt
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        problem = too_often(request, "public.accessibility", an_hour=AN_HOUR)
        if not problem:
            if not form.is_from_program:
                said = {name: form.cleaned_data[name] for name in ("problem", "page", "email")}
                services.report_accessibility(**said)
            return redirect("public_accessibility_thanks")
        form.add_error(None, problem)
    status = 422 if form.is_bound else 200
    context = {"form": form, **publishing.addresses(request)}
    return render(request, "public/accessibility.html", context, status=status)


@open_to_all
@require_safe
def accessibility_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility_thanks.html")


@open_to_all
@require_safe
@kept_briefly
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html", publishing.addresses(request))
