"""From the bytes of a file to a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hundra.engines.tables import delimited, workbook
from hundra.engines.tables.source import HEADER_WITHIN, Record, Records, UnreadableError
from hundra.engines.tables.table import Fault, Limits, Row, Table
from hundra.engines.tables.values import plain

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MAX_NAME = 100
MAX_FAULTS = 1_000


def read_table(
    data: bytes,
    *,
    name: str,
    headers: Mapping[str, Sequence[str]],
    required: Collection[str] = (),
    limits: Limits | None = None,
) -> Table:
    """Reads CSV (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252) or XLSX.

    `headers` gives each column key its spellings, compared without case, accents, spaces
    and signs; the key itself counts. The header is the first line, within the first ten,
    that holds the most of them. Blank lines are passed over. What the file is, is seen from
    its content; `name` is only shown. Every `required` column must have a header.
    """
    limits = limits or Limits()
    shown = clean_name(name)
    known = {plain(s): key for key, spellings in headers.items() for s in (key, *spellings)}
    try:
        records = records_of(data, known, limits)
        spelled = {key: headers[key][0] if headers[key] else key for key in required}
        return _build(shown, iter(records), known, spelled, limits)
    except UnreadableError as refusal:
        return Table(name=shown, faults=(refusal.fault,))


def clean_name(name: str) -> str:
    """A file's name fit to show: no folders, no invisible or direction-changing characters."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    return visible.strip()[:_MAX_NAME] or "?"


def records_of(data: bytes, known: Mapping[str, str], limits: Limits) -> Records:
    if not data.strip():
        raise UnreadableError(Fault("empty_file"))
    if len(data) > limits.bytes_sent:
        raise UnreadableError(
            Fault("too_large", values={"megabytes": max(1, limits.bytes_sent // 1_000_000)})
        )
    if data.startswith(_COMPOUND):
        raise UnreadableError(Fault("old_workbook"))
    if data.startswith(_ZIP):
        return workbook.records(data, known, limits)
    return delimited.records(data, known, limits)


@dataclass(frozen=True, slots=True)
class Header:
    line: int
    keys: tuple[str | None, ...]
    unknown: tuple[str, ...]


def _build(
    name: str,
    records: Iterator[Record],
    known: Mapping[str, str],
    required: Mapping[str, str],
    limits: Limits,
) -> Table:
    head, rest = split_at_header(records, known)
    header = _header(head, known, required, limits)
    faults: list[Fault] = []
    rows: list[Row] = []
    try:
        for record in rest:
            if len(rows) >= limits.rows:
                raise UnreadableError(Fault("too_many_rows", values={"limit": limits.rows}))
            row = row_of(record, header, limits, faults)
            if row is not None:
                rows.append(row)
            if len(faults) >= MAX_FAULTS:
                raise UnreadableError(Fault("too_many_faults", record.line))
    except UnreadableError as refusal:
        faults.append(refusal.fault)
    if not rows and not faults:
        faults.append(Fault("no_rows"))
    columns = tuple(key for key in header.keys if key is not None)
    return Table(name, columns, tuple(rows), tuple(faults), header.unknown)


def split_at_header(
    records: Iterator[Record], known: Mapping[str, str]
) -> tuple[Record, Iterable[Record]]:
    """The record with the most known headers among the first ones, and what follows it."""
    first: list[Record] = []
    while len(first) < HEADER_WITHIN and (record := next(records, None)) is not None:
        if any(record.cells):
            first.append(record)
    if not first:
        raise UnreadableError(Fault("empty_file"))
    best = max(range(len(first)), key=lambda at: (count_known(first[at].cells, known), -at))

    def rest() -> Iterator[Record]:
        yield from first[best + 1 :]
        yield from records

    return first[best], rest()


def count_known(cells: Sequence[str], known: Mapping[str, str]) -> int:
    return len({known[word] for cell in cells[:200] if (word := plain(cell[:100])) in known})


def _header(
    record: Record, known: Mapping[str, str], required: Mapping[str, str], limits: Limits
) -> Header:
    cells = [clean(cell) for cell in record.cells]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > limits.columns:
        raise UnreadableError(Fault("too_many_columns", record.line, {"limit": limits.columns}))
    keys = tuple(known.get(plain(cell[:100])) for cell in cells)
    named = [key for key in keys if key is not None]
    for key in named:
        if named.count(key) > 1:
            spelled = ", ".join(c for c, k in zip(cells, keys, strict=True) if k == key)
            raise UnreadableError(Fault("column_twice", record.line, {"columns": spelled[:200]}))
    if missing := [spelled for key, spelled in required.items() if key not in named]:
        raise UnreadableError(
            Fault("missing_columns", record.line, {"columns": ", ".join(missing)}),
        )
    if not named:
        raise UnreadableError(Fault("no_known_columns", record.line))
    unknown = tuple(c[:100] for c, k in zip(cells, keys, strict=True) if k is None and c)
    return Header(record.line, keys, unknown)


def row_of(record: Record, header: Header, limits: Limits, faults: list[Fault]) -> Row | None:
    cells = [cell.strip() for cell in record.cells]
    if not any(cells):
        return None
    width = len(header.keys)
    if any(cells[width:]):
        faults.append(Fault("too_many_cells", record.line, {"cells": len(cells), "columns": width}))
        return None
    if max(map(len, cells)) > limits.cell_length:
        faults.append(Fault("cell_too_long", record.line, {"limit": limits.cell_length}))
        return None
    return Row(
        record.line,
        {
            key: cell if cell.isprintable() else clean(cell)
            for key, cell in zip(header.keys, cells, strict=False)
            if key is not None
        },
    )


def clean(cell: str) -> str:
    """Without characters that no text should hold; line breaks and tabs stay."""
    return _CONTROL.sub(" ", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()
