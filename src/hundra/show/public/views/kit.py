"""The work side's page of material for sharing, and its files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hundra.core.ui.access import signed_in
from hundra.improve.improvements.models import Improvement
from hundra.improve.improvements.stamp.poster import PAPERS
from hundra.show.public import kit, queries
from hundra.show.public.presenting import page_path


def _found(pk: int) -> Improvement:
    improvement = queries.shareable(pk)
    if improvement is None:
        raise Http404
    return improvement


@signed_in
@require_safe
def material(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone who works here may share: all of it is public already."""
    improvement = _found(pk)
    context = {
        "improvement": improvement,
        "texts": kit.texts(improvement),
        "page_url": page_path(improvement),
        "record_url": reverse("improvement", kwargs={"pk": pk}),
    }
    return render(request, "public/material.html", context)


@signed_in
@require_safe
def poster(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    if paper not in PAPERS:
        raise Http404
    improvement = _found(pk)
    try:
        data = kit.poster_of(improvement, paper)
    except kit.BusyError:
        return _busy(request, pk)
    return _file(data, "application/pdf", f"affisch-{improvement.number}-{paper}.pdf")


@signed_in
@require_safe
def whole(request: HttpRequest, pk: int) -> HttpResponse:
    improvement = _found(pk)
    try:
        data = kit.whole(improvement)
    except kit.BusyError:
        return _busy(request, pk)
    return _file(data, "application/zip", f"forbattring-{improvement.number}.zip")


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)


def _busy(request: HttpRequest, pk: int) -> HttpResponse:
    busy = _("Just now many are making material. Wait a few seconds and try again.")
    messages.warning(request, busy)
    return redirect("improvement_kit", pk=pk)
