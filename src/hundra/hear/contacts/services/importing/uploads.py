"""Files sent by a page: looked at, read as people choose, tried, then carried out; all as jobs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.core.ui.faults import sentence
from hundra.engines.tables.read import clean_name
from hundra.hear.contacts.importing.fields import CHOICES
from hundra.hear.contacts.importing.profile import Profile, guess_orders, look_through
from hundra.hear.contacts.importing.report import ImportReport
from hundra.hear.contacts.models import ContactImport, Desk, ImportMapping, ImportState
from hundra.hear.contacts.services.importing.mappings import (
    Draft,
    checked,
    drafted,
    remember,
    words_of,
)
from hundra.hear.contacts.services.importing.running import import_contacts

# Personal data of many: kept no longer than the work needs.
KEPT = timedelta(days=1)
LONGEST_FAULT = 300
OPEN_STATES = (ImportState.MAPPING, ImportState.CHECKED)


@transaction.atomic
def send(
    *, by: User, desk: Desk, name: str, data: bytes, mapping: ImportMapping | None = None
) -> ContactImport:
    """Keeps the file and has a worker look at its columns."""
    from hundra.hear.contacts.jobs.importing import look_at_import

    kept = ContactImport.objects.create(
        sent_by=by, desk=desk, name=clean_name(name), data=data, mapping=mapping
    )
    look_at_import.defer(key=str(kept.pk))
    return kept


@transaction.atomic
def look(key: UUID | str) -> None:
    """Sees the file through, and proposes how to read it."""
    kept = _held(key, ImportState.LOOKING)
    if kept is None:
        return
    profile = look_through(bytes(kept.data or b""), name=kept.name)
    if profile.fault is not None:
        _refuse(kept, sentence(profile.fault))
        return
    kept.profile = profile.as_json()
    kept.draft = drafted(profile, kept.mapping).as_json()
    kept.state = ImportState.MAPPING
    kept.save(update_fields=["profile", "draft", "state"])


@transaction.atomic
def choose(*, kept: ContactImport, draft: Draft) -> None:
    """Keeps what was chosen so far. Raises MappingError."""
    kept = ContactImport.objects.select_for_update().get(pk=kept.pk)
    if kept.state in OPEN_STATES:
        kept.draft = checked(draft).as_json()
        kept.state = ImportState.MAPPING
        kept.save(update_fields=["draft", "state"])


@transaction.atomic
def choose_columns(*, kept: ContactImport, columns: dict[str, str], makes: str) -> None:
    """What the columns mean; the words of columns that are new to the draft are guessed."""
    profile, draft = profile_of(kept), Draft(**kept.draft)
    asked = replace(draft, columns=columns, makes=makes)
    guessed = {key: words_of(profile, columns, key) for key in CHOICES}
    values = {
        key: {**words, **{w: v for w, v in draft.values.get(key, {}).items() if v}}
        for key, words in guessed.items()
    }
    dates = {**draft.dates, **guess_orders(profile, columns)}
    choose(
        kept=kept,
        draft=replace(
            asked,
            values=values,
            dates={key: order for key, order in dates.items() if key in columns.values()},
        ),
    )


@transaction.atomic
def order_check(*, by: User, kept: ContactImport, name: str) -> None:
    """Keeps the mapping under the name, and has a worker try it. Raises MappingError."""
    from hundra.hear.contacts.jobs.importing import check_import

    kept = ContactImport.objects.select_for_update().get(pk=kept.pk)
    if kept.state not in OPEN_STATES:
        return
    kept.mapping = remember(by=by, name=name, desk=kept.desk, draft=Draft(**kept.draft))
    kept.state = ImportState.WAITING
    kept.save(update_fields=["mapping", "state"])
    check_import.defer(key=str(kept.pk))


def check(key: UUID | str) -> None:
    """The dry run; its report is kept for the page."""
    with transaction.atomic():
        kept = _held(key, ImportState.WAITING)
        if kept is not None:
            _run(kept, dry_run=True)


@transaction.atomic
def order(*, kept: ContactImport) -> bool:
    """Has a worker carry out what was checked; False if it was not, or is no more."""
    from hundra.hear.contacts.jobs.importing import take_in_import

    kept = ContactImport.objects.select_for_update().get(pk=kept.pk)
    if kept.state != ImportState.CHECKED:
        return False
    kept.state = ImportState.TAKING_IN
    kept.save(update_fields=["state"])
    take_in_import.defer(key=str(kept.pk))
    return True


@transaction.atomic
def take_in(key: UUID | str) -> None:
    """Carries the file out, once, and forgets it."""
    kept = _held(key, ImportState.TAKING_IN)
    if kept is not None:
        _run(kept, dry_run=False)
        kept.data = kept.profile = None
        kept.save(update_fields=["data", "profile"])


@transaction.atomic
def forget_old(now: datetime | None = None) -> int:
    """Removes what was sent more than a day ago; returns how many."""
    old = ContactImport.objects.filter(sent_at__lt=(now or timezone.now()) - KEPT)
    count, _each = old.delete()
    return count


def profile_of(kept: ContactImport) -> Profile:
    return Profile.from_json(kept.profile or {"lines": 0, "columns": []})


def _held(key: UUID | str, state: ImportState) -> ContactImport | None:
    waiting = ContactImport.objects.select_for_update(of=("self",)).select_related("mapping__desk")
    return waiting.filter(pk=key, state=state).first()


def _run(kept: ContactImport, *, dry_run: bool) -> None:
    if kept.mapping is None:
        kept.state = ImportState.MAPPING
        kept.save(update_fields=["state"])
        return
    report = import_contacts(
        bytes(kept.data or b""),
        name=kept.name,
        mapping=kept.mapping,
        by=kept.sent_by,
        dry_run=dry_run,
    )
    if report.fault is not None:
        _refuse(kept, sentence(report.fault))
        return
    kept.report = report.as_json()
    kept.state = ImportState.CHECKED if dry_run else ImportState.DONE
    kept.save(update_fields=["report", "state"])


def _refuse(kept: ContactImport, why: str) -> None:
    kept.state, kept.fault = ImportState.REFUSED, why[:LONGEST_FAULT]
    kept.data = kept.profile = None
    kept.save(update_fields=["state", "fault", "data", "profile"])


def report_of(kept: ContactImport) -> ImportReport | None:
    return ImportReport.from_json(kept.report) if kept.report else None
