"""Reading a file through a mapping, and storing what it tells: one transaction, all sets."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.engines.tables import Fault, Row, open_table
from hundra.hear.contacts.importing.dates import Order
from hundra.hear.contacts.importing.fields import BY_KEY, SPELLINGS, TIMES
from hundra.hear.contacts.importing.profile import LIMITS
from hundra.hear.contacts.importing.reading import Line, Reading, UnreadableLineError, read_line
from hundra.hear.contacts.importing.report import Gathering, ImportReport
from hundra.hear.contacts.models import ImportMapping
from hundra.hear.contacts.services.importing.choosing import Choices
from hundra.hear.contacts.services.importing.storing import Store

AT_A_TIME = 1_000


def import_contacts(
    data: bytes,
    *,
    name: str,
    mapping: ImportMapping,
    by: User | None = None,
    dry_run: bool = False,
    now: datetime | None = None,
) -> ImportReport:
    """Makes contacts and cases what the file says, through the mapping.

    One transaction: lines that cannot be read are left out and told, all others are taken, or in
    a dry run nothing is. A line whose number came through the same mapping before is the same
    contact, changed to what the line says now; without numbers the whole line is its number.
    Nothing is sent, nobody is asked and no guide is given anything. Times without a zone are of
    this municipality's.
    """
    table = open_table(data, name=name, spellings=SPELLINGS, limits=LIMITS)
    headers = {key: header for header, key in mapping.columns.items() if header in table.columns}
    fault = table.fault or _lacking(headers)
    if fault is not None:
        return ImportReport(fault=fault)
    reading = Reading(
        headers=headers,
        orders=_orders(mapping),
        zone=timezone.get_default_timezone(),
        now=now or timezone.now(),
        covers_personal=mapping.covers_personal,
    )
    unknown = tuple(header for header in table.columns if header not in headers.values())
    gathered = Gathering()
    source = pghistory.context(source="import", **({"user": by.pk} if by else {}))
    try:
        with source, transaction.atomic():
            _take(table.rows, reading, mapping, gathered)
            transaction.set_rollback(dry_run)
    except _EndedError as ended:
        return ImportReport(fault=ended.fault, unknown=unknown)
    return gathered.report(carried_out=not dry_run, unknown=unknown)


class _EndedError(Exception):
    """The file cannot be read to its end, so nothing of it is taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _lacking(headers: dict[str, str]) -> Fault | None:
    if "received_at" in headers:
        return None
    return Fault("column_not_in_file", values={"column": str(BY_KEY["received_at"].label)})


def _orders(mapping: ImportMapping) -> dict[str, Order]:
    """Of every time; one that the first file left empty is as the others are."""
    told = {key: Order(order) for key, order in mapping.dates.items()}
    if len(set(told.values())) == 1:
        return {**dict.fromkeys(TIMES, *set(told.values())), **told}
    return told


def _take(
    rows: Iterator[Row | Fault], reading: Reading, mapping: ImportMapping, gathered: Gathering
) -> None:
    choices = Choices(mapping, gathered)
    store = Store(mapping, choices, gathered)
    waiting: list[tuple[str, Line]] = []
    seen: dict[str, int] = {}
    same: Counter[str] = Counter()
    for line in _lines(rows, reading, choices, gathered):
        number = f"m{mapping.pk}:{line.external_id or _print_of(line, same)}"
        if number in seen:
            gathered.repeated += 1
            gathered.note(line.line, "line_repeated", other=seen[number])
            continue
        seen[number] = line.line
        waiting.append((number, line))
        if len(waiting) >= AT_A_TIME:
            store.keep(waiting)
            waiting.clear()
    store.keep(waiting)


def _lines(
    rows: Iterator[Row | Fault], reading: Reading, choices: Choices, gathered: Gathering
) -> Iterator[Line]:
    for row in rows:
        if isinstance(row, Fault):
            if not row.line:
                raise _EndedError(row)
            gathered.lines += 1
            gathered.refuse(row)
            continue
        gathered.lines += 1
        try:
            line = read_line(row, reading, choices.statuses)
        except UnreadableLineError as refusal:
            gathered.refuse(refusal.fault)
            continue
        for code in line.notes:
            gathered.note(line.line, code)
        yield line


def _print_of(line: Line, same: Counter[str]) -> str:
    """For a line without a number: what it says, and which one of equal lines it is."""
    said = repr(
        (
            line.received_at,
            sorted(line.words.items()),
            *(line.subject, line.text, line.place, line.name, line.phone, line.email),
        )
    )
    digest = hashlib.sha256(said.encode()).hexdigest()[:32]
    same[digest] += 1
    return f"{digest}-{same[digest]}"
