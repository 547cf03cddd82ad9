"""HR's files sent by a page: tried first, then carried out, both as jobs."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.core.organisation.models import HrUpload, UploadState
from hundra.core.organisation.services.hr import HrFiles, ImportReport, SentFile, import_hr

# Personal data of everyone: kept no longer than the work needs.
KEPT = timedelta(days=1)


@transaction.atomic
def upload(*, by: User, files: HrFiles, allow_many_vanish: bool) -> HrUpload:
    """Keeps the files and has a worker try them."""
    from hundra.core.organisation.jobs import check_upload

    kept = HrUpload.objects.create(
        uploaded_by=by,
        allow_many_vanish=allow_many_vanish,
        names=[files.units.name, files.people.name, files.employments.name],
        units=files.units.data,
        people=files.people.data,
        employments=files.employments.data,
    )
    check_upload.defer(upload=str(kept.pk))
    return kept


@transaction.atomic
def order(*, by: User, kept: HrUpload) -> bool:
    """Has a worker carry out files that were found good; False if they are not, or no more."""
    from hundra.core.organisation.jobs import take_over_upload

    kept = HrUpload.objects.select_for_update().get(pk=kept.pk)
    if kept.state != UploadState.CHECKED:
        return False
    kept.state = UploadState.TAKING_OVER
    kept.save(update_fields=["state"])
    take_over_upload.defer(upload=str(kept.pk), by=by.pk)
    return True


def check(key: UUID | str) -> None:
    """The dry run; its report is kept for the page."""
    kept = HrUpload.objects.filter(pk=key, state=UploadState.WAITING).first()
    if kept is not None:
        _keep(kept, _run(kept, dry_run=True), UploadState.CHECKED)


@transaction.atomic
def take_over(key: UUID | str, *, by: User | None) -> None:
    """Carries the files out, once, and forgets them."""
    kept = (
        HrUpload.objects.select_for_update().filter(pk=key, state=UploadState.TAKING_OVER).first()
    )
    if kept is not None:
        _keep(kept, _run(kept, by=by), UploadState.DONE)
        _forget(kept)


@transaction.atomic
def forget_old(now: datetime | None = None) -> int:
    """Removes what was sent more than a day ago; returns how many."""
    old = HrUpload.objects.filter(uploaded_at__lt=(now or timezone.now()) - KEPT)
    count, _each = old.delete()
    return count


def _run(kept: HrUpload, *, dry_run: bool = False, by: User | None = None) -> ImportReport:
    units, people, employments = kept.names
    files = HrFiles(
        SentFile(units, bytes(kept.units or b"")),
        SentFile(people, bytes(kept.people or b"")),
        SentFile(employments, bytes(kept.employments or b"")),
    )
    return import_hr(files, by=by, dry_run=dry_run, allow_many_vanish=kept.allow_many_vanish)


def _keep(kept: HrUpload, report: ImportReport, done: UploadState) -> None:
    kept.report = report.as_json()
    kept.state = done if report.ok else UploadState.REFUSED
    kept.save(update_fields=["report", "state"])
    if not report.ok:
        _forget(kept)


def _forget(kept: HrUpload) -> None:
    kept.units = kept.people = kept.employments = None
    kept.save(update_fields=["units", "people", "employments"])
