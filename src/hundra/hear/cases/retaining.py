"""What is past its retention, and how it is disposed of: the words go, what is counted remains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hundra.core.audit.retention import erase_history
from hundra.hear.cases.models import (
    Attachment,
    Case,
    CaseLetter,
    CaseState,
    Disclosure,
    Entry,
    Relation,
    Spell,
)
from hundra.hear.cases.queries.meetings import people_met


def closed_before(day: date) -> QuerySet[Case]:
    """Closed before the day, with nothing written since. Merged ones go along with them.

    Cases taken in from elsewhere may be closed nobody knows when: they count from their opening.
    """
    written = Entry.objects.filter(case=OuterRef("pk"), written_at__date__gte=day)
    long_closed = Q(closed_at__date__lt=day) | Q(closed_at=None, opened_at__date__lt=day)
    return Case.objects.filter(
        ~Exists(written), long_closed, state=CaseState.CLOSED, disposed_at=None
    )


def dispose(cases: Sequence[Case]) -> None:
    """Takes away texts, party, place, messages, files and histories, of merged ones as well.

    What stays says nothing of anybody: number, reason, unit, states and times, and how many people
    the citizen met. The search index is made of the texts, and is empty with them.
    """
    everything = _with_merged([case.pk for case in cases])
    met = people_met(everything)
    files: list[Attachment | Disclosure] = [
        *Attachment.objects.filter(entry__case__in=everything),
        *Disclosure.objects.filter(case__in=everything),
    ]
    for one in files:
        _remove_when_committed(one.file)
    Entry.objects.filter(case__in=everything).delete()
    CaseLetter.objects.filter(case__in=everything).delete()
    Relation.objects.filter(one__in=everything).delete()
    Relation.objects.filter(other__in=everything).delete()
    Disclosure.objects.filter(case__in=everything).update(asked_by="", file="")
    Spell.objects.filter(case__in=everything).update(cause="", handler=None, by=None)
    for case in Case.objects.filter(pk__in=everything):
        _empty(case, len(met[case.pk]))
    erase_history(Case, everything)


def _with_merged(keys: list[int]) -> list[int]:
    found, level = list(keys), list(keys)
    while level:
        merged = Case.objects.filter(merged_into__in=level).exclude(pk__in=found)
        level = list(merged.values_list("pk", flat=True))
        found += level
    return found


def _empty(case: Case, met: int) -> None:
    for name in ("title", "text", "promise", "answer", "place"):
        setattr(case, name, "")
    for name in ("party", "handler", "opened_by", "latitude", "longitude", "external_id"):
        setattr(case, name, None)
    case.people_met = met
    case.disposed_at = timezone.now()
    case.save()


def _remove_when_committed(file: File[bytes]) -> None:
    if file:
        transaction.on_commit(partial(file.storage.delete, file.name))  # type: ignore[attr-defined]
