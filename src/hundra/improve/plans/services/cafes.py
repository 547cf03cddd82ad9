"""A café: plan, open, close, and what its tables write."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.core.accounts.throttle import keyed_hash
from hundra.core.organisation.models import Unit
from hundra.engines.text import plain_text
from hundra.improve.plans.errors import ClosedError, InvalidError, NotYoursError
from hundra.improve.plans.models import (
    Cafe,
    CafeNote,
    CafeState,
    CafeTable,
    Plan,
    Theme,
)
from hundra.improve.plans.models.cafe import new_code
from hundra.improve.plans.services.writing import save, written

MOST_TABLES = 60
MOST_THEMES = 30
MOST_NOTES = 3000
CHANGED_WITHIN = dt.timedelta(minutes=15)
WRITER_LENGTH = 16


class CafeDetails(TypedDict, total=False):
    title: str
    welcome: str
    place: str
    plan: Plan | None
    starts_at: dt.datetime
    closes_at: dt.datetime


@transaction.atomic
def plan_cafe(
    *,
    unit: Unit,
    tables: int,
    themes: Sequence[str],
    by: User | None,
    **details: Unpack[CafeDetails],
) -> Cafe:
    """A café to come. A theme with the name of one of the plan's areas belongs to that area."""
    cafe = Cafe(unit=unit, created_by=by, **details)
    _save_cafe(cafe)
    _set_tables(cafe, tables)
    _set_themes(cafe, themes)
    return cafe


@transaction.atomic
def edit_cafe(
    *,
    cafe: Cafe,
    tables: int,
    themes: Sequence[str],
    by: User | None,
    **details: Unpack[CafeDetails],
) -> Cafe:
    """Changes the café. Tables where something is written stay, themes with notes too."""
    cafe = lock_cafe(cafe)
    for name, value in details.items():
        setattr(cafe, name, value)
    _save_cafe(cafe)
    _set_tables(cafe, tables)
    _set_themes(cafe, themes)
    _changed(cafe)
    return cafe


def lock_cafe(cafe: Cafe) -> Cafe:
    """The café as it is now, held until the transaction ends."""
    held = Cafe.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("unit", "plan__unit").get(pk=cafe.pk)


def _save_cafe(cafe: Cafe) -> None:
    cafe.title = written(cafe.title, missing=gettext("Give the café a title."))
    cafe.welcome = plain_text(cafe.welcome)
    if cafe.closes_at <= cafe.starts_at:
        raise InvalidError(gettext("The notes must close after the café begins."))
    if cafe.plan is not None and not cafe.unit.path.startswith(cafe.plan.unit.path):
        raise InvalidError(gettext("The plan belongs to another part of the organisation."))
    save(cafe)


def _set_tables(cafe: Cafe, number: int) -> None:
    if not 1 <= number <= MOST_TABLES:
        raise InvalidError(
            gettext("A café has between 1 and %(most)d tables.") % {"most": MOST_TABLES}
        )
    there = set(cafe.tables.values_list("number", flat=True))
    for missing in set(range(1, number + 1)) - there:
        CafeTable.objects.create(cafe=cafe, number=missing)
    cafe.tables.filter(number__gt=number, notes=None).delete()


def _set_themes(cafe: Cafe, titles: Sequence[str]) -> None:
    wanted = list(dict.fromkeys(filter(None, (plain_text(title)[:120] for title in titles))))
    if len(wanted) > MOST_THEMES:
        raise InvalidError(gettext("A café has at most %(most)d themes.") % {"most": MOST_THEMES})
    cafe.themes.exclude(title__in=wanted).filter(notes=None).delete()
    areas = {area.title: area for area in cafe.plan.areas.all()} if cafe.plan else {}
    there = {theme.title: theme for theme in cafe.themes.all()}
    for position, title in enumerate(wanted, start=1):
        theme = there.get(title) or Theme(cafe=cafe, title=title)
        theme.position, theme.area = position, areas.get(title)
        save(theme)


def _changed(cafe: Cafe) -> None:
    Cafe.objects.filter(pk=cafe.pk).update(version=F("version") + 1)


@transaction.atomic
def open_cafe(*, cafe: Cafe, by: User | None, now: dt.datetime | None = None) -> Cafe:
    """Notes can be written, from now until the café's closing time. Also after it has closed."""
    cafe = lock_cafe(cafe)
    if cafe.closes_at <= (now or timezone.now()):
        raise InvalidError(gettext("The time to write notes has passed. Set a later one first."))
    cafe.state = CafeState.OPEN
    cafe.save(update_fields=["state"])
    _changed(cafe)
    return cafe


@transaction.atomic
def close_cafe(*, cafe: Cafe, by: User | None) -> Cafe:
    """No more notes. What tied notes to phones is emptied; the typed code counts no more."""
    cafe = lock_cafe(cafe)
    cafe.state = CafeState.CLOSED
    cafe.code = new_code()
    cafe.save(update_fields=["state", "code"])
    CafeNote.objects.filter(table__cafe=cafe).exclude(writer="").update(writer="")
    _changed(cafe)
    return cafe


def close_late(*, now: dt.datetime | None = None) -> int:
    """Closes the cafés whose time has passed; how many."""
    passed = Cafe.objects.filter(state=CafeState.OPEN, closes_at__lte=now or timezone.now())
    closed = 0
    for cafe in passed:
        close_cafe(cafe=cafe, by=None)
        closed += 1
    return closed


# Notes, by phones ---------------------------------------------------------------------------------


def writer_hash(cafe: Cafe, phone: str) -> str:
    """What is kept of the phone's own random text: nothing can be read back from it."""
    return keyed_hash(f"plans.cafe:{cafe.pk}:{phone}") if len(phone) >= WRITER_LENGTH else ""


@transaction.atomic
def write_note(
    *,
    table: CafeTable,
    text: str,
    theme: Theme | None = None,
    key: uuid.UUID | None = None,
    phone: str = "",
    now: dt.datetime | None = None,
) -> CafeNote:
    """A note at a table. The same key from the same phone again is the same note, not another.

    Raises ClosedError before and after the café's time, InvalidError for what cannot be a note.
    """
    cafe = _open_now(table, now)
    note = CafeNote(
        id=key or uuid.uuid4(),
        table=table,
        theme=theme if theme is not None and theme.cafe_id == cafe.pk else None,
        text=written(text, missing=gettext("Write something first.")),
        writer=writer_hash(cafe, phone),
        written_at=now or timezone.now(),
    )
    before = CafeNote.objects.filter(pk=note.pk).select_related("table").first()
    if before is not None:
        return _same(before, note)
    if CafeNote.objects.filter(table__cafe=cafe).count() >= MOST_NOTES:
        raise InvalidError(gettext("The café has as many notes as it can hold."))
    try:
        with transaction.atomic():
            _checked(note)
            note.save(force_insert=True)
    except IntegrityError:
        return _same(CafeNote.objects.get(pk=note.pk), note)
    _shown_anew(table)
    return note


def _same(before: CafeNote, note: CafeNote) -> CafeNote:
    if not note.writer or before.writer != note.writer or before.table_id != note.table_id:
        raise InvalidError(gettext("The note could not be received. Send it once more."))
    return before


def _checked(note: CafeNote) -> None:
    longest = CafeNote._meta.get_field("text").max_length or 0
    if len(note.text) > longest:
        raise InvalidError(
            gettext("The note is %(length)d characters long. Shorten it to at most %(longest)d.")
            % {"length": len(note.text), "longest": longest}
        )


def _open_now(table: CafeTable, now: dt.datetime | None) -> Cafe:
    """The café; ClosedError if no notes are taken."""
    cafe = Cafe.objects.get(pk=table.cafe_id)
    if cafe.state == CafeState.PLANNED:
        raise ClosedError(gettext("The café has not opened yet."))
    if cafe.state == CafeState.CLOSED or cafe.closes_at <= (now or timezone.now()):
        raise ClosedError(
            gettext("The café has closed. Your text is still on this phone: show it to the host.")
        )
    return cafe


def _shown_anew(table: CafeTable) -> None:
    CafeTable.objects.filter(pk=table.pk).update(version=F("version") + 1)


@transaction.atomic
def change_note(
    *, note: CafeNote, text: str, phone: str, now: dt.datetime | None = None
) -> CafeNote:
    """One's own note in other words, from the same phone, within a quarter of an hour."""
    held = CafeNote.objects.select_for_update(of=("self",)).select_related("table")
    note = held.get(pk=note.pk)
    cafe = _open_now(note.table, now)
    is_own = note.writer and note.writer == writer_hash(cafe, phone)
    if not is_own or (now or timezone.now()) - note.written_at > CHANGED_WITHIN:
        raise NotYoursError(
            gettext("A note can be changed from the phone that wrote it, for a quarter of an hour.")
        )
    note.text = written(text, missing=gettext("Write something first."))
    _checked(note)
    note.save(update_fields=["text"])
    _shown_anew(note.table)
    return note
