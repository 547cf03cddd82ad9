"""What an improvement says: propose, edit, news."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person, Unit
from hundra.improve.improvements.errors import InvalidError, LockedError
from hundra.improve.improvements.models import Improvement, Programme, Topic, Update
from hundra.improve.improvements.queries.checklist import missing_fields
from hundra.improve.improvements.services.writing import lock, save


class Details(TypedDict, total=False):
    """What can be written of an improvement; the rest is set by the steps of its life."""

    audience: str
    title: str
    summary: str
    story: str
    topic: Topic | None
    owner_unit: Unit | None
    responsible: Person | None
    cost_sek: int | None
    planned_for: dt.date | None
    measure: str
    baseline: str
    target: str
    show_as_coming: bool


@transaction.atomic
def propose(*, programme: Programme, by: User | None, **details: Unpack[Details]) -> Improvement:
    """A new improvement, an idea so far. Needs a title and an audience."""
    improvement = Improvement(programme=programme, created_by=by, **details)
    save(improvement)
    return improvement


@transaction.atomic
def edit(*, improvement: Improvement, by: User | None, **details: Unpack[Details]) -> Improvement:
    """Writes the details given and leaves the rest.

    Raises LockedError when the audience of a stamped one would change, since two people gave their
    word on it (one whose number was imported can be set right), and InvalidError when a field that
    the stamp demanded would become empty.
    """
    lock(improvement)
    numbered = improvement.number is not None
    stamped_here = numbered and improvement.ticks.exists()
    had = set(missing_fields(improvement))
    if stamped_here and details.get("audience", improvement.audience) != improvement.audience:
        raise LockedError(gettext("The stamp says for whom it is; that cannot change afterwards."))
    for name, value in details.items():
        setattr(improvement, name, value)
    if numbered and set(missing_fields(improvement)) - had:
        raise InvalidError(gettext("What the stamp demanded cannot be emptied afterwards."))
    save(improvement)
    return improvement


@transaction.atomic
def add_update(
    *, improvement: Improvement, text: str, by: User | None, now: dt.datetime | None = None
) -> Update:
    """News, in Markdown, shown on the improvement's page at once."""
    update = Update(
        improvement=improvement, text=text, written_by=by, published_at=now or timezone.now()
    )
    save(update)
    return update


@transaction.atomic
def edit_update(*, update: Update, text: str, by: User | None) -> Update:
    update.text = text
    save(update)
    return update


@transaction.atomic
def remove_update(*, update: Update, by: User | None) -> None:
    """Takes a piece of news away; the history keeps it."""
    update.delete()
