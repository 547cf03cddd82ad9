"""Improvements whose numbers were given before, from a table (CSV or XLSX).

- `number` and `title` are needed; everything else has a default, told in the report.
- A number stays the number it was. Afterwards the programme goes on from the highest number it has:
  gaps in the file stay gaps, since those numbers may be in use elsewhere (on posters, in minutes).
- A number that the programme already has, with the same title, is left as it is, so a file can be
  imported again. With another title it is a fault.
- One fault and nothing is saved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.core.ui.faults import sentence
from hundra.engines.tables import Row, Table, as_date, as_integer, plain, read_table
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements.errors import InvalidError
from hundra.improve.improvements.models import Improvement, ImprovementState, Programme, Topic
from hundra.improve.improvements.services.writing import save

HEADERS: Mapping[str, Sequence[str]] = {
    "number": ("nummer", "nr", "no", "#"),
    "title": ("rubrik", "titel", "namn", "förbättring"),
    "audience": ("för", "för vem", "målgrupp"),
    "summary": ("i korthet", "sammanfattning", "ingress"),
    "story": ("berättelse", "text", "beskrivning"),
    "topic": ("ämne", "område"),
    "unit": ("enhet", "ansvarig enhet", "ägare"),
    "stamped": ("stämplad", "lanserad", "datum"),
    "delivered": ("levererad", "klar"),
    "measure": ("mått", "vad som ska mätas"),
    "outcome": ("resultat", "så blev det"),
    "cost": ("kostnad", "kostnad kr"),
}
HIGHEST_NUMBER = 1_000_000
LONGEST_STORY = 20_000
AUDIENCES = {
    **dict.fromkeys(("citizens", "citizen", "invanare", "medborgare"), Audience.CITIZENS),
    **dict.fromkeys(
        ("employees", "employee", "medarbetare", "anstallda", "anstalld", "personal"),
        Audience.EMPLOYEES,
    ),
}


class Outcome(StrEnum):
    CREATED = "created"
    EXISTS = "exists"
    FAULT = "fault"


@dataclass(frozen=True)
class ImportLine:
    """What became of a line; line 0 is the whole file."""

    line: int
    outcome: Outcome
    text: str


@dataclass(frozen=True)
class ImportReport:
    programme: Programme
    file: str
    lines: tuple[ImportLine, ...]
    notes: tuple[str, ...]
    saved: bool
    next_number: int

    def count(self, outcome: str) -> int:
        return sum(1 for line in self.lines if line.outcome == outcome)

    @property
    def faults_first(self) -> tuple[ImportLine, ...]:
        """The lines in order, those with faults before the others."""
        return tuple(sorted(self.lines, key=lambda line: line.outcome != Outcome.FAULT))

    @property
    def created(self) -> int:
        return self.count(Outcome.CREATED)

    @property
    def existing(self) -> int:
        return self.count(Outcome.EXISTS)

    @property
    def faults(self) -> int:
        return self.count(Outcome.FAULT)


@dataclass(frozen=True)
class Defaults:
    """What holds for lines that do not say."""

    audience: str = Audience.CITIZENS
    state: str = ImprovementState.STAMPED
    """Stamped or delivered; a line with a day of delivery is delivered anyway."""


@dataclass
class _Known:
    """What the programme and the organisation hold, read once for the whole file."""

    programme: Programme
    defaults: Defaults
    titles: dict[int, str]
    topics: dict[str, Topic]
    units: dict[str, list[Unit]]
    seen: dict[int, int] = field(default_factory=dict)
    """The numbers of the file, each with its line."""


class _LineError(Exception):
    """The line cannot be imported; the text says why."""


def import_improvements(
    *,
    data: bytes,
    name: str,
    programme: Programme,
    by: User | None,
    defaults: Defaults | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Imports a table into the programme, all or nothing, and reports line by line.

    With `dry_run`, or with any fault, nothing is saved and the report says what would have been.
    """
    table = read_table(data, name=name, headers=HEADERS, required=("number", "title"))
    with transaction.atomic():
        locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        report = _import(table, locked, defaults or Defaults(), by)
        if dry_run or report.faults:
            transaction.set_rollback(True)
            return replace(report, saved=False)
    programme.last_number = locked.last_number
    return report


def _import(
    table: Table, programme: Programme, defaults: Defaults, by: User | None
) -> ImportReport:
    known = _read_known(programme, defaults)
    lines = [ImportLine(fault.line, Outcome.FAULT, sentence(fault)) for fault in table.faults]
    lines += [_import_row(row, known, by) for row in table.rows]
    programme.last_number = max([programme.last_number, *known.seen])
    programme.save(update_fields=["last_number"])
    return ImportReport(
        programme=programme,
        file=table.name,
        lines=tuple(sorted(lines, key=lambda line: line.line)),
        notes=_notes(table, programme, defaults),
        saved=True,
        next_number=programme.last_number + 1,
    )


def _read_known(programme: Programme, defaults: Defaults) -> _Known:
    numbered = Improvement.objects.filter(programme=programme, number__isnull=False)
    topics = {
        plain(key): topic for topic in Topic.objects.all() for key in (topic.name, topic.slug)
    }
    units: dict[str, list[Unit]] = {}
    for unit in Unit.objects.filter(ended_on=None):
        for key in {plain(unit.name), plain(unit.code)}:
            units.setdefault(key, []).append(unit)
    titles = {number: title for number, title in numbered.values_list("number", "title") if number}
    return _Known(programme, defaults, titles, topics, units)


def _import_row(row: Row, known: _Known, by: User | None) -> ImportLine:
    try:
        number = _number(row, known)
        title = _title(row)
        if number in known.titles:
            return _existing(row, number, title, known)
        improvement = _improvement(row, number, title, known, by)
        save(improvement)
    except (_LineError, InvalidError) as error:
        return ImportLine(row.line, Outcome.FAULT, str(error))
    text = gettext("#%(number)d %(title)s: added as %(state)s.") % {
        "number": number,
        "title": title,
        "state": ImprovementState(improvement.state).label.lower(),
    }
    return ImportLine(row.line, Outcome.CREATED, text)


def _number(row: Row, known: _Known) -> int:
    number = as_integer(row["number"].removeprefix("#"))
    if number is None or not 1 <= number <= HIGHEST_NUMBER:
        raise _LineError(
            gettext("The number “%(text)s” must be a whole number from 1.")
            % {"text": _short(row["number"])}
        )
    if number in known.seen:
        raise _LineError(
            gettext("Number %(number)d is already on line %(line)d.")
            % {"number": number, "line": known.seen[number]}
        )
    known.seen[number] = row.line
    return number


def _title(row: Row) -> str:
    title = " ".join(row["title"].split())
    if not title:
        raise _LineError(gettext("The title is missing."))
    return title


def _existing(row: Row, number: int, title: str, known: _Known) -> ImportLine:
    had = known.titles[number]
    if plain(had) != plain(title):
        raise _LineError(
            gettext("Number %(number)d has already been given to “%(title)s”.")
            % {"number": number, "title": had}
        )
    text = gettext("#%(number)d %(title)s: was already here, left as it is.")
    return ImportLine(row.line, Outcome.EXISTS, text % {"number": number, "title": had})


def _improvement(row: Row, number: int, title: str, known: _Known, by: User | None) -> Improvement:
    stamped_on = _day(row, "stamped") or min(known.programme.starts_on, timezone.localdate())
    delivered_on = _day(row, "delivered")
    if delivered_on is None and known.defaults.state == ImprovementState.DELIVERED:
        delivered_on = stamped_on
    noon = dt.datetime.combine(stamped_on, dt.time(12), timezone.get_default_timezone())
    delivered = delivered_on is not None
    return Improvement(
        programme=known.programme,
        number=number,
        title=title,
        audience=_audience(row, known),
        summary=" ".join(row["summary"].split()),
        story=_story(row),
        topic=_topic(row, known),
        owner_unit=_unit(row, known),
        measure=row["measure"],
        outcome=row["outcome"],
        cost_sek=_cost(row),
        state=ImprovementState.DELIVERED if delivered else ImprovementState.STAMPED,
        stamped_at=noon,
        delivered_on=delivered_on,
        created_by=by,
    )


def _day(row: Row, column: str) -> dt.date | None:
    if not row[column]:
        return None
    day = as_date(row[column])
    if day is None:
        raise _LineError(
            gettext("“%(text)s” is not a date. Write it as 2026-01-31.")
            % {"text": _short(row[column])}
        )
    if day > timezone.localdate():
        raise _LineError(gettext("The day %(day)s is in the future.") % {"day": day.isoformat()})
    return day


def _audience(row: Row, known: _Known) -> str:
    if not row["audience"]:
        return known.defaults.audience
    audience = AUDIENCES.get(plain(row["audience"]))
    if audience is None:
        raise _LineError(
            gettext("“%(text)s” is not whom it is for. Write citizens or employees.")
            % {"text": _short(row["audience"])}
        )
    return audience


def _story(row: Row) -> str:
    if len(row["story"]) > LONGEST_STORY:
        raise _LineError(
            gettext("The story is too long: at most %(limit)d characters.")
            % {"limit": LONGEST_STORY}
        )
    return row["story"]


def _topic(row: Row, known: _Known) -> Topic | None:
    if not row["topic"]:
        return None
    topic = known.topics.get(plain(row["topic"]))
    if topic is None:
        raise _LineError(
            gettext("There is no topic “%(text)s”. Add it first, or leave the cell empty.")
            % {"text": _short(row["topic"])}
        )
    return topic


def _unit(row: Row, known: _Known) -> Unit | None:
    if not row["unit"]:
        return None
    units = known.units.get(plain(row["unit"]), [])
    if len(units) != 1:
        text = (
            gettext("There is no unit “%(text)s”. Write its name or code, or leave it empty.")
            if not units
            else gettext("Several units are called “%(text)s”. Write the unit's code instead.")
        )
        raise _LineError(text % {"text": _short(row["unit"])})
    return units[0]


def _cost(row: Row) -> int | None:
    if not row["cost"]:
        return None
    cost = as_integer(row["cost"])
    if cost is None or cost < 0:
        raise _LineError(
            gettext("The cost “%(text)s” must be whole kronor.") % {"text": _short(row["cost"])}
        )
    return cost


def _notes(table: Table, programme: Programme, defaults: Defaults) -> tuple[str, ...]:
    """What was taken for granted, since the file does not say."""
    notes = []
    if not table.columns:
        return ()
    if "audience" not in table.columns:
        notes.append(
            gettext("The file does not say for whom they are: counted as for %(audience)s.")
            % {"audience": Audience(defaults.audience).label.lower()}
        )
    if "stamped" not in table.columns:
        notes.append(
            gettext("The file has no dates: the stamp is dated %(day)s.")
            % {"day": min(programme.starts_on, timezone.localdate()).isoformat()}
        )
    if table.unknown:
        notes.append(
            gettext("Columns left unread: %(columns)s.") % {"columns": ", ".join(table.unknown)}
        )
    return tuple(notes)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


LONGEST_SHOWN = 60
