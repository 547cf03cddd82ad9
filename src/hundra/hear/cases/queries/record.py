"""One case for those who work with it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.core.accounts.rules import Actor
from hundra.core.audit.queries import public_name
from hundra.hear.cases import rules
from hundra.hear.cases.models import Attachment, Case, Disclosure, Entry, Relation, Spell
from hundra.hear.cases.queries.meetings import names_met
from hundra.hear.cases.steps import in_work_words
from hundra.hear.cases.working_hours import working_time_between


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry as those who work with the case read it."""

    kind: str
    heading: object
    text: str
    cause: str
    who: str
    at: datetime
    files: tuple[Attachment, ...]


@dataclass(frozen=True, kw_only=True)
class StateTime:
    """A spell, and how much working time it has lasted."""

    spell: Spell
    handler: str
    working_time: timedelta

    @property
    def hours(self) -> float:
        return round(self.working_time.total_seconds() / 3600, 1)


@dataclass(frozen=True, kw_only=True)
class OtherCase:
    """A case that belongs together with this one. Not more than its number if not readable."""

    pk: int
    number: str
    title: str
    state: str
    is_readable: bool


@dataclass(frozen=True, kw_only=True)
class Record:
    """A case with all that those who work with it need."""

    case: Case
    lines: tuple[Line, ...]
    spells: tuple[StateTime, ...]
    met: tuple[str, ...]
    related: tuple[OtherCase, ...]
    merged: tuple[OtherCase, ...]
    merged_into: OtherCase | None
    disclosures: tuple[Disclosure, ...]

    @property
    def reopened(self) -> int:
        """How many times it has been opened again."""
        states = [one.spell.state for one in self.spells]
        pairs = itertools.pairwise(states)
        return sum(before == "closed" and after in ("new", "open") for before, after in pairs)


def open_record(number: int, *, by: Actor) -> Case | None:
    """The case if the user may read it, else None: for them there is none."""
    found = Case.objects.select_related(
        "unit", "handler__person", "reason", "party", "opened_by__person"
    )
    case = found.defer("search").filter(pk=number).first()
    return case if case is not None and rules.may_read(by, case) else None


def exists_openly(number: int) -> bool:
    """Is there such a case that is no secret? Then a refusal may say so."""
    return Case.objects.filter(pk=number, is_confidential=False).exists()


def record(case: Case, *, by: Actor, now: datetime | None = None) -> Record:
    """Gathers the page of a case that the reader may read. Constantly many queries."""
    merged_into = None
    if case.merged_into_id is not None:
        merged_into = next(iter(_others(Q(pk=case.merged_into_id), by)), None)
    return Record(
        case=case,
        lines=_lines(case),
        spells=_spells(case, now or timezone.now()),
        met=tuple(names_met(case)),
        related=_related(case, by),
        merged=_others(Q(merged_into=case), by),
        merged_into=merged_into,
        disclosures=tuple(case.disclosures.select_related("given_by__person")),
    )


def _lines(case: Case) -> tuple[Line, ...]:
    entries = case.entries.select_related("author__person").prefetch_related("attachments")
    return tuple(_line(entry) for entry in entries)


def _line(entry: Entry) -> Line:
    is_step = entry.kind == "step"
    return Line(
        kind=entry.kind,
        heading=in_work_words(entry.text) if is_step else entry.get_kind_display(),
        text="" if is_step else entry.text,
        cause=entry.cause,
        who=_name(entry.author),
        at=entry.written_at,
        files=tuple(entry.attachments.all()),
    )


def _name(user: User | None) -> str:
    return public_name(user) if user is not None else ""


def _spells(case: Case, now: datetime) -> tuple[StateTime, ...]:
    found = case.spells.select_related("unit", "handler__person")
    return tuple(
        StateTime(
            spell=spell,
            handler=_name(spell.handler),
            working_time=working_time_between(spell.since, spell.until or now),
        )
        for spell in found
    )


def _related(case: Case, by: Actor) -> tuple[OtherCase, ...]:
    pairs = Relation.objects.filter(Q(one=case) | Q(other=case)).values_list("one_id", "other_id")
    keys = [one if other == case.pk else other for one, other in pairs]
    return _others(Q(pk__in=keys), by) if keys else ()


def _others(which: Q, by: Actor) -> tuple[OtherCase, ...]:
    """Confidential ones are not told of to those who may not read them."""
    found = []
    for case in Case.objects.filter(which).select_related("unit").order_by("pk"):
        is_readable = rules.may_read(by, case)
        if case.is_confidential and not is_readable:
            continue
        found.append(
            OtherCase(
                pk=case.pk,
                number=case.number,
                title=case.title if is_readable and not case.is_confidential else "",
                state=str(case.get_state_display()),
                is_readable=is_readable,
            )
        )
    return tuple(found)


def work_file(case: Case, pk: int) -> Attachment | None:
    """A file of the case, for those who may read it."""
    return Attachment.objects.filter(pk=pk, entry__case=case).first()
