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


def csv_file(name: str, columns: Sequence[Column], rows: Any) -> StreamingHttpResponse:
    """CSV for Swedish spreadsheet programs: UTF-8 with its mark, semicolons, decimal commas."""
    comma = get_language() == "sv"
    writer = csv.writer(_Echo(), delimiter=";" if comma else ",")

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([_safe(str(column.label)) for column in columns])
        for row in _all(rows):
            yield writer.writerow([_csv_cell(column.file_value(row), comma) for column in columns])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_dated(name)}.csv"'
    return response


def xlsx_file(name: str, columns: Sequence[Column], rows: Any) -> FileResponse:
    """An Excel workbook, written row by row to a temporary file and then sent."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([_xlsx_cell(sheet, str(column.label), bold=True) for column in columns])
    for row in _all(rows):
        sheet.append([_xlsx_cell(sheet, column.file_value(row)) for column in columns])
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
