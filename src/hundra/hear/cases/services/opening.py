"""A case begins."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.cases import letters
from hundra.hear.cases.models import Case, Party
from hundra.hear.cases.services.writing import LONGEST, add_step, begin_spell, one_line, within
from hundra.hear.cases.working_hours import add_working_hours
from hundra.hear.knowledge.models import ContactReason

LONGEST_PROMISE = 300


@transaction.atomic
def open_case(  # noqa: PLR0913 - what a case may begin with.
    *,
    title: str,
    text: str,
    reason: ContactReason | None,
    unit: Unit,
    by: User | None,
    party: Party | None = None,
    promise: str = "",
    promise_hours: int | None = None,
    is_confidential: bool = False,
    language: str = "sv",
    source: str = "",
    external_id: str | None = None,
    place: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    at: datetime | None = None,
    tell: bool = True,
) -> Case:
    """A new case at the unit that will handle it, due `promise_hours` working hours from now.

    The same (source, external_id) again gives the same case, and nothing new. The party is told
    by mail, with their secret link, unless `tell` is false, as for what is imported.
    Raises InvalidTextError.
    """
    moment = at or timezone.now()
    made = Case(
        title=one_line(title, missing=_("Write what it is about.")),
        text=within(text, LONGEST),
        reason=reason,
        unit=unit,
        party=party,
        promise=one_line(promise, longest=LONGEST_PROMISE),
        promise_hours=promise_hours,
        is_confidential=is_confidential,
        language=language,
        source=source,
        external_id=external_id,
        place=one_line(place),
        latitude=latitude,
        longitude=longitude,
        opened_at=moment,
        opened_by=by,
        due_at=None if promise_hours is None else add_working_hours(moment, promise_hours),
    )
    case, is_new = _stored(made)
    if is_new:
        begin_spell(case, by=by, at=moment)
        add_step(case, "opened", by=by, at=moment)
        if tell:
            letters.tell(case, "opened")
    return case


def _stored(made: Case) -> tuple[Case, bool]:
    """Two deliveries of the same at once: the constraint lets one through."""
    if made.external_id is None:
        made.save()
        return made, True
    same = Case.objects.filter(source=made.source, external_id=made.external_id)
    found = same.first()
    if found is not None:
        return found, False
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return same.get(), False
    return made, True
