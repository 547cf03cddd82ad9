"""Text with one record a line: CSV (RFC 4180) as Excel and HR systems write it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from hundra.engines.tables.source import HEADER_WITHIN, Record, UnreadableError
from hundra.engines.tables.table import Fault, Limits
from hundra.engines.tables.values import plain

# More letters than a record of reasonable cells has; each cell costs sixty bytes and its text.
_LONGEST_RECORD = 2_000_000
_DELIMITERS = (";", ",", "\t")
# What the letters å, ä, ö look like in UTF-8; in Windows-1252 they would be odd pairs.
_UTF8_LETTERS = re.compile(rb"\xc3[\xa5\xa4\xb6\x85\x84\x96]")
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def records(data: bytes, known: Mapping[str, str], limits: Limits) -> Iterator[Record]:
    text = decode(data)
    if "\x00" in text:
        raise UnreadableError(Fault("not_a_table"))
    skipped = 0
    if hint := _HINT.match(text):
        text, skipped = text[hint.end() :], 1
    delimiter = hint[1] if hint else _delimiter(text, known)
    return _parse(text, delimiter, skipped, limits)


def decode(data: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, else Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if _UTF8_LETTERS.search(data):
            raise UnreadableError(Fault("mixed_encoding", line)) from error
    return _strictly(data, "cp1252")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(Fault("unknown_encoding", line)) from error


def _delimiter(text: str, known: Mapping[str, str]) -> str:
    """The delimiter that finds the most known headers, else the most cells."""

    def score(delimiter: str) -> tuple[int, int]:
        best = (0, 0)
        reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter)
        try:
            for cells in islice(reader, HEADER_WITHIN):
                found = {plain(cell[:100]) for cell in cells[:200]} & known.keys()
                best = max(best, (len(found), len(cells)))
        except csv.Error:
            pass
        return best

    return max(_DELIMITERS, key=score)


class _EndlessError(Exception):
    """A record goes on for longer than any can."""


class _Lines:
    """The text's lines, as long as no record is so long that its cells would fill the memory."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.letters = 0
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.last = line = next(self._lines)
        self.letters += len(line)
        if self.letters > _LONGEST_RECORD:
            raise _EndlessError
        return line


def _parse(text: str, delimiter: str, skipped: int, limits: Limits) -> Iterator[Record]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            yield Record(line, cells)
            lines.letters = 0
            line = reader.line_num + skipped + 1
    except (_EndlessError, csv.Error) as error:
        if isinstance(error, _EndlessError) and lines.last.count(delimiter) > limits.columns:
            many = Fault("too_many_columns", line, {"limit": limits.columns})
            raise UnreadableError(many) from error
        too_long = isinstance(error, _EndlessError) or "field limit" in str(error)
        code = "cell_too_long" if too_long else "broken_quotes"
        values = {"limit": limits.cell_length} if too_long else {}
        raise UnreadableError(Fault(code, line, values)) from error
