"""Articles as files: send, see what would happen, carry out; and take all of them home."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.models import User
from hundra.core.ui.access import check, requires
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.forms.exchange import ImportForm
from hundra.hear.knowledge.models import ImportState, KnowledgeUpload
from hundra.hear.knowledge.services.exporting import export_articles, exportable
from hundra.hear.knowledge.services.importing import FileReport, ImportReport, Outcome, uploads

FILES_SHOWN = 500
CHUNK = 64_000


@requires(rules.is_editor)
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, user=actor(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = uploads.upload(
            by=actor(request), name=file.name, data=file.read(), options=form.options()
        )
        return redirect("knowledge_upload", key=kept.pk)
    context = {
        "form": form,
        "count": exportable(actor(request)).count(),
        "crumbs": _crumbs((_("Import and export"), "")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "knowledge/exchange/send.html", context, status=status)


@requires(rules.is_editor)
@require_safe
def upload(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where the package stands; asks again by itself while it is worked on."""
    kept = get_object_or_404(KnowledgeUpload.objects.defer("data"), pk=key)
    check(rules.may_see_upload(actor(request), kept))
    report = ImportReport.from_json(kept.report) if kept.report else None
    told = _told(report) if report else []
    context = {
        "upload": kept,
        "working": kept.state in {ImportState.WAITING, ImportState.TAKING_IN},
        "report": report,
        "sums": _sums(report) if report else [],
        "files": _rows(told[:FILES_SHOWN]),
        "more": max(0, len(told) - FILES_SHOWN),
        "crumbs": _crumbs((_("Import and export"), reverse("knowledge_import")), (kept.name, "")),
    }
    return render(request, "knowledge/exchange/upload.html", context)


@requires(rules.is_editor)
@require_POST
def carry_out(request: HttpRequest, key: UUID) -> HttpResponse:
    kept = get_object_or_404(KnowledgeUpload.objects.defer("data"), pk=key)
    check(rules.may_see_upload(actor(request), kept))
    uploads.order(by=actor(request), kept=kept)
    return redirect("knowledge_upload", key=key)


@requires(rules.is_editor)
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """All that the editor may edit, as one zip."""
    name = f"artiklar-{timezone.localdate().isoformat()}.zip"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return StreamingHttpResponse(
        _zipped(actor(request)),
        content_type="application/zip",
        headers={"Content-Disposition": str(disposition)},
    )


def _zipped(by: User) -> Iterator[bytes]:
    """Made when the download begins; gone from the disk when it ends, however it ends."""
    with tempfile.TemporaryFile() as file:
        export_articles(file, by=by)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def actor(request: HttpRequest) -> User:
    """Who asks; the views are all for those who have signed in."""
    return cast("User", request.user)


def _told(report: ImportReport) -> list[FileReport]:
    """The files that there is something to say of; what was refused first, it is there to do."""
    told = [one for one in report.files if one.outcome != Outcome.UNCHANGED or one.notes]
    return sorted(told, key=lambda one: one.outcome != Outcome.REFUSED)


def _rows(files: Sequence[FileReport]) -> list[dict[str, object]]:
    names = {
        Outcome.NEW: (_("New"), "success"),
        Outcome.CHANGED: (_("Changed"), "info"),
        Outcome.UNCHANGED: (_("Unchanged"), "neutral"),
        Outcome.REFUSED: (_("Refused"), "danger"),
    }
    rows: list[dict[str, object]] = []
    for file in files:
        what, tone = names[Outcome(file.outcome)]
        rows.append({"file": file, "what": what, "tone": tone})
    return rows


def _sums(report: ImportReport) -> list[tuple[str, int]]:
    return [
        (_("New"), report.count(Outcome.NEW)),
        (_("Changed"), report.count(Outcome.CHANGED)),
        (_("Unchanged"), report.count(Outcome.UNCHANGED)),
        (_("Refused"), report.count(Outcome.REFUSED)),
    ]


def _crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Articles to edit"), reverse("editing_articles")), *last]
