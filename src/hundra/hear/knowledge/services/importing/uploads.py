"""Packages sent by a page: tried first, then carried out, both as jobs."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.hear.knowledge.errors import KnowledgeError
from hundra.hear.knowledge.exchange.archive import open_file, shown
from hundra.hear.knowledge.models import ImportState, KnowledgeUpload
from hundra.hear.knowledge.services.importing.options import ImportOptions
from hundra.hear.knowledge.services.importing.running import import_knowledge

KEPT = timedelta(days=1)


@transaction.atomic
def upload(*, by: User, name: str, data: bytes, options: ImportOptions) -> KnowledgeUpload:
    """Keeps the package and has a worker try it."""
    from hundra.hear.knowledge.jobs import check_upload

    kept = KnowledgeUpload.objects.create(
        uploaded_by=by,
        name=shown(name)[:200],
        data=data,
        unit=options.unit,
        topic=options.topic,
        audience=options.audience,
        publish=options.publish,
    )
    check_upload.defer(upload=str(kept.pk))
    return kept


@transaction.atomic
def order(*, by: User, kept: KnowledgeUpload) -> bool:
    """Has a worker carry out what was checked; False if it was not, or is no more."""
    from hundra.hear.knowledge.jobs import take_in_upload

    kept = KnowledgeUpload.objects.select_for_update().get(pk=kept.pk)
    if kept.state != ImportState.CHECKED:
        return False
    kept.state = ImportState.TAKING_IN
    kept.save(update_fields=["state"])
    take_in_upload.defer(upload=str(kept.pk))
    return True


def check(key: UUID | str) -> None:
    """The dry run; its report is kept for the page."""
    kept = KnowledgeUpload.objects.filter(pk=key, state=ImportState.WAITING).first()
    if kept is not None:
        _run(kept, dry_run=True)


@transaction.atomic
def take_in(key: UUID | str) -> None:
    """Carries the package out, once, in the name of who sent it, and forgets its files."""
    waiting = KnowledgeUpload.objects.select_for_update().filter(
        pk=key, state=ImportState.TAKING_IN
    )
    kept = waiting.first()
    if kept is not None:
        _run(kept, dry_run=False)
        kept.data = None
        kept.save(update_fields=["data"])


@transaction.atomic
def forget_old(now: datetime | None = None) -> int:
    """Removes what was sent more than a day ago; returns how many."""
    old = KnowledgeUpload.objects.filter(uploaded_at__lt=(now or timezone.now()) - KEPT)
    count, _each = old.delete()
    return count


def _run(kept: KnowledgeUpload, *, dry_run: bool) -> None:
    options = ImportOptions(
        unit=kept.unit, topic=kept.topic, audience=kept.audience, publish=kept.publish
    )
    try:
        package = open_file(kept.name, bytes(kept.data or b""))
        report = import_knowledge(package, options=options, by=kept.uploaded_by, dry_run=dry_run)
    except KnowledgeError as error:
        kept.state, kept.fault, kept.data = ImportState.REFUSED, str(error)[:300], None
    else:
        kept.state = ImportState.CHECKED if dry_run else ImportState.DONE
        kept.report = report.as_json()
    kept.save(update_fields=["state", "fault", "report", "data"])
