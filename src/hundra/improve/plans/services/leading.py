"""What the one who leads a café does with its notes, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.hear.suggestions import services as suggestion_services
from hundra.hear.suggestions.errors import SuggestionError
from hundra.hear.suggestions.models import Audience, Suggestion
from hundra.improve.plans.errors import InvalidError
from hundra.improve.plans.models import (
    Activity,
    Cafe,
    CafeNote,
    CafeTable,
    FocusArea,
    NoteGroup,
    Proposal,
)
from hundra.improve.plans.services.cafes import lock_cafe
from hundra.improve.plans.services.working_out import propose
from hundra.improve.plans.services.writing import written


def _held(cafe: Cafe, notes: Iterable[CafeNote]) -> list[CafeNote]:
    """The notes of this café, held; InvalidError if there is none."""
    keys = [note.pk for note in notes]
    held = list(
        CafeNote.objects.select_for_update(of=("self",)).filter(pk__in=keys, table__cafe=cafe)
    )
    if not held:
        raise InvalidError(gettext("Choose at least one note."))
    return held


def _shown_anew(notes: Sequence[CafeNote]) -> None:
    tables = {note.table_id for note in notes}
    CafeTable.objects.filter(pk__in=tables).update(version=F("version") + 1)


@transaction.atomic
def hide_notes(
    *, cafe: Cafe, notes: Iterable[CafeNote], hidden: bool, by: User | None
) -> list[CafeNote]:
    """Hides notes that name somebody or do not belong, or shows them again."""
    held = _held(cafe, notes)
    for note in held:
        note.is_hidden = hidden
        note.save(update_fields=["is_hidden"])
    _shown_anew(held)
    return held


@transaction.atomic
def group_notes(
    *, cafe: Cafe, notes: Iterable[CafeNote], title: str, by: User | None
) -> NoteGroup | None:
    """Puts notes that say the same under a heading; without one, takes them out of theirs."""
    lock_cafe(cafe)
    held = _held(cafe, notes)
    group = None
    if title.strip():
        heading = written(title, missing="")[:120]
        group, _made = NoteGroup.objects.get_or_create(cafe=cafe, title=heading)
    for note in held:
        note.group = group
        note.save(update_fields=["group"])
    NoteGroup.objects.filter(cafe=cafe, notes=None).delete()
    _shown_anew(held)
    return group


@transaction.atomic
def suggest(
    *, cafe: Cafe, notes: Iterable[CafeNote], text: str, audience: str, by: User | None
) -> Suggestion:
    """A suggestion of notes. Nobody stands as its proposer: the notes name nobody."""
    held = _held(cafe, notes)
    try:
        suggestion = suggestion_services.submit(
            by=None, audience=Audience(audience), text=text, unit=cafe.unit, place=cafe.title[:200]
        )
    except SuggestionError as error:
        raise InvalidError(error.sentence) from error
    for note in held:
        note.suggestion = suggestion
        note.save(update_fields=["suggestion"])
    _shown_anew(held)
    return suggestion


@transaction.atomic
def propose_in_plan(
    *,
    cafe: Cafe,
    notes: Iterable[CafeNote],
    text: str,
    area: FocusArea | None = None,
    by: User | None,
) -> Proposal:
    """A proposal in the café's plan, of notes."""
    if cafe.plan is None:
        raise InvalidError(gettext("The café belongs to no plan."))
    held = _held(cafe, notes)
    proposal = propose(plan=cafe.plan, text=text, area=area, by=None, source=cafe.title)
    for note in held:
        note.proposal = proposal
        note.save(update_fields=["proposal"])
    _shown_anew(held)
    return proposal


@transaction.atomic
def link_activity(
    *, cafe: Cafe, notes: Iterable[CafeNote], activity: Activity, by: User | None
) -> None:
    """The notes led to the activity; participants see it by the café's link."""
    held = _held(cafe, notes)
    for note in held:
        note.activity = activity
        note.save(update_fields=["activity"])
    _shown_anew(held)
