"""Workbooks (XLSX), read without trusting anything they say about themselves."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from hundra.engines.tables.source import HEADER_WITHIN, Record, UnreadableError
from hundra.engines.tables.table import Fault, Limits
from hundra.engines.tables.values import plain

_MAX_PARTS = 5_000
_MAX_SHEETS = 20
# The library makes an object of each tag, of at least a hundred bytes. In a workbook that a
# program wrote, a filled cell has four tags and some thirty bytes.
_BYTES_PER_TAG = 16
_AT_A_TIME = 1_000_000
# Excel's own last row: files with formats all the way down are common.
_LAST_ROW = 1_048_576
# Floats hold every whole number below this.
_EXACT_BELOW = 2**53
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    NotImplementedError,
    OSError,
    EOFError,
    struct.error,
)


def records(data: bytes, known: Mapping[str, str], limits: Limits) -> Iterator[Record]:
    _refuse_bomb(data, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # What the library leaves out, we do not read.
            sheet = _sheet(data, known, limits)
            width = _width(sheet, limits)
    except UnreadableError:
        raise
    except Exception as error:  # Whatever the library raises for hostile bytes.
        raise UnreadableError(Fault("broken_workbook")) from error
    return _rows(sheet, width)


def sheets_of(data: bytes, limits: Limits) -> dict[str, list[Record]]:
    """Every sheet's lines in which something is written, by the sheet's name.

    For workbooks that are a format of their own, with several sheets. Raises UnreadableError.
    """
    _refuse_bomb(data, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # What the library leaves out, we do not read.
            return {
                sheet.title: _whole(sheet, limits) for sheet in _book(data).worksheets[:_MAX_SHEETS]
            }
    except UnreadableError:
        raise
    except Exception as error:  # Whatever the library raises for hostile bytes.
        raise UnreadableError(Fault("broken_workbook")) from error


def _whole(sheet: Any, limits: Limits) -> list[Record]:
    sheet.reset_dimensions()
    records: list[Record] = []
    for record in _read(sheet, limits.columns):
        if len(records) >= limits.rows:
            raise UnreadableError(Fault("too_many_rows", values={"rows": limits.rows}))
        records.append(Record(record.line, [cell[: limits.cell_length] for cell in record.cells]))
    return records


def _book(data: bytes) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _refuse_bomb(data: bytes, limits: Limits) -> None:
    """Refuses what would unpack to too much; zipfile holds each part to its stated size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            too_large = unpacked > limits.bytes_unpacked or len(parts) > _MAX_PARTS
            if too_large or _tags(archive, limits) * _BYTES_PER_TAG > limits.bytes_unpacked:
                raise _unpacks_too_large(limits)
            declares = any(_declares_entities(archive, part) for part in parts)
    except _ZIP_ERRORS as error:
        raise UnreadableError(Fault("broken_workbook")) from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError(Fault("locked_workbook"))
    if declares:
        raise UnreadableError(Fault("broken_workbook"))
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise UnreadableError(Fault("not_a_table"))


def _unpacks_too_large(limits: Limits) -> UnreadableError:
    megabytes = max(1, limits.bytes_unpacked // 1_000_000)
    return UnreadableError(Fault("unpacks_too_large", values={"megabytes": megabytes}))


def _tags(archive: zipfile.ZipFile, limits: Limits) -> int:
    """How many tags the parts that the library reads hold; counting stops when they are too many.

    A few kilobytes can unpack to millions of tags that say nothing, and fill the memory.
    """
    tags = 0
    for part in archive.infolist():
        if part.flag_bits & 1 or part.file_size < _AT_A_TIME:
            continue
        with archive.open(part) as content:
            while tags * _BYTES_PER_TAG <= limits.bytes_unpacked:
                block = content.read(_AT_A_TIME)
                if not block:
                    break
                tags += block.count(b"<")
    return tags


def _declares_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """No program writes a document type into a workbook; one that does is an attack."""
    if part.flag_bits & 1 or not part.filename.endswith((".xml", ".rels")):
        return False
    with archive.open(part) as content:
        return b"<!DOCTYPE" in content.read(4_096).replace(b"\x00", b"").upper()


def _sheet(data: bytes, known: Mapping[str, str], limits: Limits) -> Any:
    """The sheet whose first rows hold the most known headers."""
    sheets = _book(data).worksheets[:_MAX_SHEETS]
    if not sheets:
        raise UnreadableError(Fault("empty_file"))
    for sheet in sheets:
        sheet.reset_dimensions()  # They may lie; the rows themselves are asked.

    def known_headers(sheet: Any) -> int:
        return max(
            (
                len({plain(cell[:100]) for cell in record.cells} & known.keys())
                for record in _first_rows(sheet, limits)
            ),
            default=0,
        )

    return sheets[0] if len(sheets) == 1 else max(sheets, key=known_headers)


def _width(sheet: Any, limits: Limits) -> int:
    """How many columns the first rows use, at most one more than allowed."""
    widths = (
        at + 1
        for record in _first_rows(sheet, limits)
        for at, cell in enumerate(record.cells)
        if cell
    )
    return max(widths, default=1)


def _first_rows(sheet: Any, limits: Limits) -> list[Record]:
    first: list[Record] = []
    for record in _read(sheet, limits.columns + 1):
        if any(record.cells):
            first.append(record)
        if len(first) >= HEADER_WITHIN:
            break
    return first


def _rows(sheet: Any, width: int) -> Iterator[Record]:
    last = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for record in _read(sheet, width):
                last = record.line
                yield record
    except Exception as error:  # As above: the rest cannot be read.
        raise UnreadableError(Fault("broken_workbook", last + 1)) from error


def _read(sheet: Any, width: int) -> Iterator[Record]:
    """The rows in which something is written."""
    for line, values in enumerate(sheet.iter_rows(max_col=width, values_only=True), start=1):
        if line > _LAST_ROW:
            return
        # Between two rows that stand far apart the library gives a million empty ones.
        if values.count(None) == len(values):
            continue
        yield Record(line, [v if type(v) is str else _text(v) for v in values])


def _text(value: object) -> str:
    """A cell as someone would type it: 2026-01-31, 37.5, 12."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_BELOW else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
