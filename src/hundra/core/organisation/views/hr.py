"""HR's files by a page: send, see what would happen, carry out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.organisation import rules
from hundra.core.organisation.forms import HrFilesForm
from hundra.core.organisation.models import HrUpload, UploadState
from hundra.core.organisation.services.hr import HrFiles, ImportReport, SentFile, uploads
from hundra.core.organisation.services.hr.report import Change, FileFault
from hundra.core.organisation.views.shared import actor, crumbs, status
from hundra.core.ui.access import requires
from hundra.core.ui.faults import sentence

CHANGES_SHOWN = 100
FAULTS_SHOWN = 200


@requires(rules.may_import)
@require_http_methods(["GET", "POST"])
def send_files(request: HttpRequest) -> HttpResponse:
    form = HrFilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sent = {
            name: SentFile(given[name].name, given[name].read())
            for name in ("units", "people", "employments")
        }
        kept = uploads.upload(
            by=actor(request), files=HrFiles(**sent), allow_many_vanish=given["allow_many_vanish"]
        )
        return redirect("hr_upload", key=kept.pk)
    context = {"form": form, "crumbs": crumbs(None, (_("HR files"), ""))}
    return render(request, "organisation/send_files.html", context, status=status(form))


@requires(rules.may_import)
@require_safe
def upload(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where the files stand; asks again by itself while they are worked on."""
    kept = get_object_or_404(HrUpload.objects.defer("units", "people", "employments"), pk=key)
    report = ImportReport.from_json(kept.report) if kept.report else None
    context = {
        "upload": kept,
        "working": kept.state in {UploadState.WAITING, UploadState.TAKING_OVER},
        "report": report,
        "tallies": _tallies(report) if report else [],
        "faults": _told(report.faults[:FAULTS_SHOWN]) if report else [],
        "changes": [_words(change) for change in report.changes[:CHANGES_SHOWN]] if report else [],
        "crumbs": crumbs(None, (_("HR files"), "")),
    }
    return render(request, "organisation/upload.html", context)


@requires(rules.may_import)
@require_POST
def carry_out(request: HttpRequest, key: UUID) -> HttpResponse:
    kept = get_object_or_404(HrUpload.objects.only("pk"), pk=key)
    uploads.order(by=actor(request), kept=kept)
    return redirect("hr_upload", key=key)


def _tallies(report: ImportReport) -> list[tuple[str, object]]:
    return [
        (_("Units"), report.units),
        (_("People"), report.people),
        (_("Employments"), report.employments),
    ]


def _told(faults: tuple[FileFault, ...]) -> list[tuple[str, int, str]]:
    return [(found.file, found.fault.line, sentence(found.fault)) for found in faults]


def _words(change: Change) -> dict[str, object]:
    kinds = {
        "created": (_("New"), "success"),
        "changed": (_("Changed"), "info"),
        "vanished": (_("Vanished"), "warning"),
    }
    what, tone = kinds[change.what]
    fields = ", ".join(_field_name(field) for field in change.fields)
    return {
        "file": change.file,
        "line": change.line,
        "what": what,
        "tone": tone,
        "label": change.label,
        "fields": fields,
    }


def _field_name(field: str) -> str:
    """The field's name as people read it."""
    from hundra.core.organisation.models import Employment, Person, Unit

    name = field.removesuffix("_id")
    if name == "parent":
        return _("unit above")
    if name == "manager":
        return _("nearest manager")
    fields = [*Unit._meta.fields, *Person._meta.fields, *Employment._meta.fields]
    return next((str(each.verbose_name) for each in fields if each.name == name), name)
