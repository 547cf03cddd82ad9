"""Files of contacts by a page: send, say what columns mean, see what would happen, carry out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import UserRequest
from hundra.core.ui.access import check, requires
from hundra.core.ui.faults import sentence
from hundra.engines.tables import Fault
from hundra.hear.contacts import rules
from hundra.hear.contacts.forms.importing import ColumnsForm, SendForm, ValuesForm, desks_of
from hundra.hear.contacts.importing.fields import BY_KEY
from hundra.hear.contacts.importing.report import ImportReport, Told
from hundra.hear.contacts.models import ContactImport, ImportMapping, ImportState
from hundra.hear.contacts.services.importing import Draft, uploads
from hundra.hear.contacts.services.importing.mappings import MappingError

LINES_SHOWN = 200
WORKING = (ImportState.LOOKING, ImportState.WAITING, ImportState.TAKING_IN)


@requires(rules.is_configurer)
@require_http_methods(["GET", "POST"])
def send(request: UserRequest) -> HttpResponse:
    form = SendForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = uploads.send(
            by=request.user,
            desk=given["desk"],
            name=given["file"].name,
            data=given["file"].read(),
            mapping=given["mapping"],
        )
        return redirect("contact_import", key=kept.pk)
    desks = desks_of(request.user)
    context = {
        "form": form,
        "desks": desks,
        "mappings": ImportMapping.objects.filter(desk__in=desks).select_related("desk"),
        "waiting": ContactImport.objects.filter(sent_by=request.user).defer("data", "profile"),
        "crumbs": _crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "contacts/importing/send.html", context, status=status)


@requires(rules.is_configurer)
@require_safe
def upload(request: UserRequest, key: UUID) -> HttpResponse:
    """Where the file stands; asks again by itself while it is worked on."""
    kept = _own(request, key)
    report = uploads.report_of(kept)
    if kept.state == ImportState.MAPPING and "HX-Request" not in request.headers:
        return redirect("contact_import_columns", key=key)
    context = {
        "upload": kept,
        "working": kept.state in WORKING,
        "report": report,
        "refused": _told(report.refused) if report else [],
        "notes": _counted(report) if report else [],
        "crumbs": _crumbs((kept.name, "")),
    }
    return render(request, "contacts/importing/upload.html", context)


@requires(rules.is_configurer)
@require_http_methods(["GET", "POST"])
def columns(request: UserRequest, key: UUID) -> HttpResponse:
    kept = _own(request, key)
    if kept.state not in uploads.OPEN_STATES:
        return redirect("contact_import", key=key)
    draft, profile = Draft(**kept.draft), uploads.profile_of(kept)
    form = ColumnsForm(request.POST or None, profile=profile, draft=draft)
    if form.is_valid():
        try:
            uploads.choose_columns(
                kept=kept, columns=form.chosen(), makes=form.cleaned_data["makes"]
            )
            return redirect("contact_import_values", key=key)
        except MappingError as error:
            form.add_error(None, str(error))
    context = {"form": form, "upload": kept, "profile": profile, "crumbs": _crumbs((kept.name, ""))}
    status = 422 if form.errors else 200
    return render(request, "contacts/importing/columns.html", context, status=status)


@requires(rules.is_configurer)
@require_http_methods(["GET", "POST"])
def values(request: UserRequest, key: UUID) -> HttpResponse:
    kept = _own(request, key)
    if kept.state not in uploads.OPEN_STATES:
        return redirect("contact_import", key=key)
    form = ValuesForm(
        request.POST or None,
        profile=uploads.profile_of(kept),
        draft=Draft(**kept.draft),
        user=request.user,
        name=kept.mapping.name if kept.mapping else "",
    )
    if form.is_valid():
        try:
            uploads.choose(kept=kept, draft=form.chosen())
            uploads.order_check(by=request.user, kept=kept, name=form.cleaned_data["name"])
            return redirect("contact_import", key=key)
        except MappingError as error:
            form.add_error("name", str(error))
    context = {
        "form": form,
        "upload": kept,
        "read": _read(Draft(**kept.draft)),
        "crumbs": _crumbs((kept.name, "")),
    }
    status = 422 if form.errors else 200
    return render(request, "contacts/importing/values.html", context, status=status)


@requires(rules.is_configurer)
@require_POST
def carry_out(request: UserRequest, key: UUID) -> HttpResponse:
    uploads.order(kept=_own(request, key))
    return redirect("contact_import", key=key)


@requires(rules.is_configurer)
@require_POST
def forget(request: UserRequest, pk: int) -> HttpResponse:
    """A way of reading that is no longer used. What was read through it stays."""
    mapping = get_object_or_404(ImportMapping.objects.select_related("desk__unit"), pk=pk)
    check(rules.may_configure(request.user, mapping.desk))
    mapping.delete()
    return redirect("contact_imports")


def _own(request: UserRequest, key: UUID) -> ContactImport:
    """A file is the business of the one who sent it, as long as they may configure the desk."""
    found = ContactImport.objects.defer("data").select_related("desk__unit", "mapping")
    kept: ContactImport = get_object_or_404(found, pk=key)
    check(kept.sent_by_id == request.user.pk and rules.may_configure(request.user, kept.desk))
    return kept


def _told(lines: tuple[Told, ...]) -> list[tuple[int, str]]:
    return [
        (told.line, sentence(Fault(told.code, told.line, told.values)))
        for told in lines[:LINES_SHOWN]
    ]


def _counted(report: ImportReport) -> list[tuple[str, int, list[int]]]:
    """Each kind of note once, with how many lines have it and the first of them."""
    first: dict[str, Told] = {}
    lines: dict[str, list[int]] = {}
    for told in report.notes:
        first.setdefault(told.code, told)
        lines.setdefault(told.code, []).append(told.line)
    return [
        (
            sentence(Fault(code, told.line, told.values)),
            report.note_counts.get(code, 0),
            lines[code][:5],
        )
        for code, told in first.items()
    ]


def _read(draft: Draft) -> list[tuple[str, object]]:
    return [(header, BY_KEY[key].label) for header, key in draft.columns.items() if key in BY_KEY]


def _crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    start = (_("Take in contacts"), reverse("contact_imports") if last else "")
    return [start, *last]
