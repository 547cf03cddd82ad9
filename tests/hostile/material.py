"""Files and names that nobody sends by good will, and what must hold after each."""

import io
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponseBase, StreamingHttpResponse

SECONDS = 8  # More than any refusal may take, also on a busy machine.

NAMES = (
    "../../../etc/passwd.csv",
    "..\\..\\windows\\system.csv",
    "a\r\nX-Evil: 1.csv",
    "a\u202evsc.exe.csv",
    "å" * 5_000 + ".csv",
    "a\x00b.csv",
    "<script>alert(1)</script>.csv",
    "%(evil)s %s {0}.csv",
    '";filename="b.csv',
    "CON.csv",
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def read(response: HttpResponseBase) -> None:
    """To its end, as browsers do: a file that is sent is closed then."""
    if isinstance(response, StreamingHttpResponse):
        b"".join(response)  # type: ignore[arg-type]


class Named(SimpleUploadedFile):
    """A file whose name is sent as it is; Django would mend it already in the test."""

    def _set_name(self, name: str | None) -> None:
        self._name = name

    name = property(lambda self: self._name, _set_name)


def workbook(rows: list[list[object]], **parts: bytes | str) -> bytes:
    """An XLSX of the rows, with more parts put into the archive."""
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def rewritten(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with some parts replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in {*old.namelist(), *changes}:
            new.writestr(part, changes[part] if part in changes else old.read(part))
    return out.getvalue()


def sheet_of(rows: bytes) -> bytes:
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + rows + b"</sheetData></worksheet>"
    )


def zip_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def lying_zip() -> bytes:
    """Says that its part is small, and unpacks to a hundred megabytes."""
    data = bytearray(zip_of({"[Content_Types].xml": bytes(100_000_000)}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    data[22:26] = struct.pack("<I", 100)
    return bytes(data)


def bomb(sheet: str = "xl/worksheets/sheet1.xml") -> dict[str, bytes]:
    """Workbooks that are small when sent and would fill the memory when read."""
    plain = workbook([["number", "title"], [1, "a"]])
    styles = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    return {
        "unpacks to a gigabyte": _zeros(),
        "lies about its size": lying_zip(),
        "billion laughs": rewritten(plain, {sheet: laughs + sheet_of(b"")}),
        "outside entity": rewritten(
            plain,
            {
                "xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                b"<sst><si><t>&x;</t></si></sst>"
            },
        ),
        "fifty million elements": rewritten(plain, {sheet: sheet_of(b"<a/>" * 45_000_000)}),
        "a row without end": rewritten(
            plain, {sheet: sheet_of(b"<row>" + b"<c/>" * 45_000_000 + b"</row>")}
        ),
        "styles without end": rewritten(
            plain, {"xl/styles.xml": styles + b"<a/>" * 45_000_000 + b"</styleSheet>"}
        ),
        "nested": zip_of({"inner.zip": zip_of({"deeper.zip": zip_of({"a": bytes(1_000_000)})})}),
        "no sheet": zip_of({"[Content_Types].xml": TYPES.encode()}),
        "cut": plain[: len(plain) // 2],
        "with a password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_096),
        "encrypted parts": _flagged(plain),
        "named with folders": zip_of({"../../../tmp/evil": b"x", "[Content_Types].xml": b"<"}),
        "six thousand parts": zip_of({f"xl/{n}.xml": b"" for n in range(6_000)}),
    }


def _zeros() -> bytes:
    """A gigabyte of zeros, packed twice over; the outer declares what it holds."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("[Content_Types].xml", "w", force_zip64=True) as part,
    ):
        block = bytes(10_000_000)
        for _ in range(50):
            part.write(block)
    return out.getvalue()


def _flagged(data: bytes) -> bytes:
    """Every part marked as encrypted."""
    marked = bytearray(data)
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = marked.find(sign)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(sign, at + 4)
    return bytes(marked)


def texts(header: str, row: str) -> dict[str, bytes]:
    """Hostile CSV around a header and a row that are good."""
    first = header.split(";", maxsplit=1)[0]
    noise = random.Random(5).randbytes(5_000)
    return {
        "empty": b"",
        "only spaces": b" \n \n",
        "only a header": header.encode(),
        "no header": f"{row}\n{row}".encode(),
        "header twice": f"{header};{first}\n{row};x\n".encode(),
        "ragged": f"{header}\n{row};;;x;y;z\n".encode(),
        "cut": f'{header}\n"{row[:3]}'.encode(),
        "nul": f"{header}\n{row}\x00\n".encode(),
        "noise": noise,
        "half utf-8": f"{header}\n{row}å".encode() + b"\xff\xfe\xc3\n",
        "utf-16 cut": f"{header}\n{row}\n".encode("utf-16")[:-1],
        "utf-32": f"{header}\n{row}\n".encode("utf-32"),
        "ebcdic": f"{header}\n{row}\n".encode("cp500"),
        "ten megabytes in a cell": f"{header}\n{'å' * 5_000_000}{row}\n".encode(),
        "ten megabytes in a quoted cell": f'{header}\n"{"a" * 10_000_000}"\n'.encode(),
        "a million columns": f"{header}{';x' * 1_000_000}\n{row}\n".encode(),
        "a million cells": f"{header}\n{row}{';x' * 1_000_000}\n".encode(),
        "a million empty lines": f"{header}\n{chr(10) * 1_000_000}".encode(),
        "old mac lines": f"{header}\r{row}\r\x00".encode(),
        "picture": png(10, 10),
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "svg": svg(),
        "pickle": b"cos\nsystem\n(S'id'\ntR.",
    }


def svg() -> bytes:
    return (
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">'
        b"<script>alert(1)</script></svg>"
    )


def png(width: int, height: int, pixels: bytes = b"\0") -> bytes:
    """A PNG that declares its size, however little it holds."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(pixels)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", packed) + part(b"IEND", b"")


def kept() -> tuple[dict[str, int], set[str]]:
    """How many records of each kind there are, and every uploaded file."""
    # What counts tries and reading is meant to change; all else is not.
    passing = {"accounts.throttlewindow", "sessions.session", "accounts.cachedvalue"}
    tables = set(connection.introspection.table_names())
    rows = {
        model._meta.label_lower: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.db_table in tables and model._meta.label_lower not in passing
    }
    uploads = Path(settings.MEDIA_ROOT)
    return rows, {str(path) for path in uploads.rglob("*") if path.is_file()}


@contextmanager
def nothing_done() -> Iterator[None]:
    """Nothing is kept of what was sent, and it is refused within a few seconds."""
    before, started = kept(), time.process_time()
    yield
    assert time.process_time() - started < SECONDS
    assert kept() == before
