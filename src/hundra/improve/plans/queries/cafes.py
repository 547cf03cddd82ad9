"""Cafés, their tables and notes, and what came of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, paths_with_role
from hundra.improve.plans.models import Cafe, CafeNote, CafeState, CafeTable, Theme

HOSTS = (Role.HR, Role.MANAGER, Role.COMMUNICATOR)


def cafes_of(user: Actor) -> QuerySet[Cafe]:
    """Those that the user may lead, the latest first, each with `note_count`."""
    paths = paths_with_role(user, *HOSTS)
    led = Q(pk__in=[])
    for path in paths:
        led |= Q(unit__path__startswith=path)
    return (
        Cafe.objects.filter(led)
        .select_related("unit", "plan")
        .annotate(note_count=Count("tables__notes"))
        .order_by("-starts_at", "-pk")
    )


def cafe_with(pk: int) -> Cafe | None:
    return Cafe.objects.select_related("unit", "plan__unit").filter(pk=pk).first()


def cafe_behind(secret: str) -> Cafe | None:
    return Cafe.objects.select_related("unit", "plan").filter(secret=secret).first()


def cafe_with_code(code: str) -> Cafe | None:
    """The open café whose code was typed, however it was written."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return Cafe.objects.filter(code=typed, state=CafeState.OPEN).first() if typed else None


def is_open(cafe: Cafe, now: dt.datetime | None = None) -> bool:
    return cafe.state == CafeState.OPEN and cafe.closes_at > (now or timezone.now())


def tables(cafe: Cafe) -> list[CafeTable]:
    """With `note_count` of what is not hidden."""
    shown = Count("notes", filter=Q(notes__is_hidden=False))
    return list(CafeTable.objects.filter(cafe=cafe).annotate(note_count=shown).order_by("number"))


def table_of(cafe: Cafe, number: int) -> CafeTable | None:
    return CafeTable.objects.filter(cafe=cafe, number=number).first()


def themes(cafe: Cafe) -> list[Theme]:
    return list(Theme.objects.filter(cafe=cafe).order_by("position", "pk"))


@dataclass(frozen=True)
class Outcome:
    """What a note became: a kind, the state it is in, in words, and why if it was said."""

    kind: Any
    text: str
    state: Any
    why: str = ""


@dataclass(frozen=True)
class ShownNote:
    note: CafeNote
    outcomes: tuple[Outcome, ...]


def notes_at(table: CafeTable) -> list[ShownNote]:
    """What is written at the table and not hidden, the oldest first. One query."""
    return _shown(_notes().filter(table=table, is_hidden=False))


def _notes() -> QuerySet[CafeNote]:
    return CafeNote.objects.select_related(
        "theme", "group", "table", "suggestion", "proposal", "activity__unit"
    ).order_by("written_at", "pk")


def _shown(notes: Iterable[CafeNote]) -> list[ShownNote]:
    return [ShownNote(note, tuple(_outcomes(note))) for note in notes]


def _outcomes(note: CafeNote) -> list[Outcome]:
    found = []
    if note.suggestion is not None:
        state = note.suggestion.get_state_display()
        found.append(Outcome(_("Suggestion"), note.suggestion.public_title, state))
    if note.proposal is not None:
        proposal = note.proposal
        found.append(
            Outcome(_("Proposal in the plan"), "", proposal.get_state_display(), proposal.why)
        )
    if note.activity is not None:
        activity = note.activity
        found.append(
            Outcome(
                _("Activity"),
                f"{activity.title} ({activity.unit})",
                activity.get_state_display(),
                activity.why_called_off,
            )
        )
    return found


@dataclass(frozen=True)
class Gathered:
    """Notes under a heading: a group, a theme, or neither."""

    title: str
    is_group: bool
    notes: tuple[ShownNote, ...]


def gathered(cafe: Cafe, *, hidden: bool = False) -> list[Gathered]:
    """All notes of the café by group, then the rest by theme. One query.

    `hidden` takes those along that are hidden, for the one who leads the café.
    """
    notes = _notes().filter(table__cafe=cafe)
    shown = _shown(notes if hidden else notes.filter(is_hidden=False))
    by_heading: dict[tuple[int, int, str], list[ShownNote]] = {}
    for one in shown:
        by_heading.setdefault(_heading(one.note), []).append(one)
    return [
        Gathered(title, order == 0, tuple(by_heading[order, position, title]))
        for order, position, title in sorted(by_heading)
    ]


def _heading(note: CafeNote) -> tuple[int, int, str]:
    if note.group is not None:
        return (0, 0, note.group.title)
    if note.theme is not None:
        return (1, note.theme.position, note.theme.title)
    return (2, 0, "")


def chosen_notes(cafe: Cafe, keys: Sequence[str]) -> list[CafeNote]:
    """The café's notes with those keys; what is no key is left out."""
    wanted = []
    for key in keys[:500]:
        try:
            wanted.append(UUID(key))
        except ValueError:
            continue
    return list(_notes().filter(table__cafe=cafe, pk__in=wanted))


def cafes_past(day: dt.date) -> QuerySet[Cafe]:
    """Cafés that were closed for notes before the day."""
    return Cafe.objects.filter(closes_at__date__lt=day)
