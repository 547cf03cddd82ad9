"""Tables as files that open right in a Swedish spreadsheet program."""

from __future__ import annotations

import csv
import datetime
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from hundra.core.ui.tables.columns import Column

AT_A_TIME = 2000
# A text that starts so would be computed when the file is opened:
# https://owasp.org/www-community/attacks/CSV_Injection
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


Cells = Iterable[Any]


def csv_file(name: str, columns: Sequence[Column], rows: Any) -> StreamingHttpResponse:
    """CSV for Swedish spreadsheet programs: UTF-8 with its mark, semicolons, decimal commas."""
    heads = [str(column.label) for column in columns]
    values = ([column.file_value(row) for column in columns] for row in _all(rows))
    return csv_answer(name, heads, values)


def csv_answer(name: str, heads: Sequence[str], rows: Iterable[Cells]) -> StreamingHttpResponse:
    """As `csv_file`, of plain values (number, day or text) without columns."""
    comma = get_language() == "sv"
    writer = csv.writer(_Echo(), delimiter=";" if comma else ",")

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([_safe(head) for head in heads])
        for row in rows:
            yield writer.writerow([_csv_cell(value, comma) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_dated(name)}.csv"'
    return response


def xlsx_file(name: str, columns: Sequence[Column], rows: Any) -> FileResponse:
    """An Excel workbook, written row by row to a temporary file and then sent."""
    heads = [str(column.label) for column in columns]
    values = ([column.file_value(row) for column in columns] for row in _all(rows))
    return xlsx_answer(name, [("", heads, values)])


def xlsx_answer(
    name: str, sheets: Iterable[tuple[str, Sequence[str], Iterable[Cells]]]
) -> FileResponse:
    """As `xlsx_file`, of several sheets: each with its title, its headings and plain values."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, heads, rows in sheets:
        sheet = book.create_sheet(title[:31] or None)
        sheet.freeze_panes = "A2"
        sheet.append([_xlsx_cell(sheet, head, bold=True) for head in heads])
        for row in rows:
            sheet.append([_xlsx_cell(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    book.save(file)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"{_dated(name)}.xlsx", content_type=XLSX
    )


def _all(rows: Any) -> Iterable[Any]:
    return rows.iterator(chunk_size=AT_A_TIME) if isinstance(rows, QuerySet) else rows


def _dated(name: str) -> str:
    return f"{name}-{timezone.localdate():%Y-%m-%d}"


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(COMPUTED) else text


def _csv_cell(value: object, comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",") if comma else str(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, int | datetime.date):
        return str(value)
    return _safe(str(value))


def _xlsx_cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767]
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # Never a formula, whatever the text begins with.
    if bold:
        cell.font = Font(bold=True)
    return cell
