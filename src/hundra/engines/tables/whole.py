"""Tables whose columns are not known beforehand: every column, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hundra.engines.tables.read import (
    MAX_FAULTS,
    Header,
    clean,
    clean_name,
    records_of,
    row_of,
    split_at_header,
)
from hundra.engines.tables.source import Record, UnreadableError
from hundra.engines.tables.table import Fault, Limits, Row
from hundra.engines.tables.values import plain


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A file's columns by their headers as written, and its lines, which can be read once.

    A line that cannot be read is a `Fault` in its place; one without a line number ends the
    file. `fault` is why the file as a whole cannot be read.
    """

    name: str
    columns: tuple[str, ...] = ()
    rows: Iterator[Row | Fault] = field(default_factory=lambda: iter(()))
    fault: Fault | None = None


def open_table(
    data: bytes, *, name: str, spellings: Iterable[str], limits: Limits | None = None
) -> OpenTable:
    """Opens CSV or XLSX as `read_table` does, keeping every column.

    `spellings` are headers that such files may have: the header is the line with the most of
    them. Two columns of the same name are told apart by a number: "Date", "Date (2)".
    """
    limits = limits or Limits()
    shown = clean_name(name)
    known = {plain(spelling): spelling for spelling in spellings}
    try:
        records = iter(records_of(data, known, limits))
        head, rest = split_at_header(records, known)
        columns = _columns(head, limits)
    except UnreadableError as refusal:
        return OpenTable(shown, fault=refusal.fault)
    header = Header(head.line, columns, ())
    named = tuple(column for column in columns if column is not None)
    return OpenTable(shown, named, _rows(rest, header, limits))


def _columns(record: Record, limits: Limits) -> tuple[str | None, ...]:
    cells = [clean(cell)[:100] for cell in record.cells]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > limits.columns:
        raise UnreadableError(Fault("too_many_columns", record.line, {"limit": limits.columns}))
    return tuple(_distinct(cells))


def _distinct(cells: Sequence[str]) -> Iterator[str | None]:
    """The headers, later ones of the same name with a number; what has no header is not kept."""
    seen: set[str] = set()
    for cell in cells:
        name, number = cell, 1
        while name in seen:
            number += 1
            name = f"{cell} ({number})"
        seen.add(name)
        yield name if cell else None


def _rows(records: Iterable[Record], header: Header, limits: Limits) -> Iterator[Row | Fault]:
    count = wrong = 0
    faults: list[Fault] = []
    try:
        for record in records:
            row = row_of(record, header, limits, faults)
            if row is not None:
                count += 1
                yield row
            wrong += len(faults)
            yield from faults
            faults.clear()
            if count > limits.rows:
                raise UnreadableError(Fault("too_many_rows", values={"limit": limits.rows}))
            if wrong >= MAX_FAULTS:
                raise UnreadableError(Fault("too_many_faults"))
    except UnreadableError as refusal:
        yield Fault(refusal.fault.code, 0, refusal.fault.values)
    if not count and not wrong:
        yield Fault("no_rows")
