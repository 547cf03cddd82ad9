"""Which files may stand beside an article, told by what is in them and not by their names. Pure."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

MAX_BYTES = 20_000_000
LONGEST_NAME = 120
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
# In an Office file: the part that only that kind has.
_PARTS = {
    "word/document.xml": ("docx", f"{_OFFICE}.wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", f"{_OFFICE}.presentationml.presentation"),
}
# What the file `mimetype` of an OpenDocument file says.
_OPEN_KINDS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_MACROS = re.compile(r"vbaProject|(^|/)Basic/|(^|/)Scripts/|activeX|\.(exe|js|vbs)$", re.I)
_RUNS_ITSELF = re.compile(rb"/(JavaScript|Launch|RichMedia)\b|/JS\s*(\(|<|\d+ \d+ R)")
_TEXTS = {"csv": "text/csv", "txt": "text/plain"}


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    MACROS = "macros"
    BROKEN = "broken"


class DocumentError(ValueError):
    """The file was refused; `code` says why."""

    def __init__(self, code: Fault) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True)
class Kind:
    """What a file is: its ending without the dot, and its media type."""

    ending: str
    media_type: str


def kind_of(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> Kind:
    """PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV or text in UTF-8. Raises DocumentError.

    Macros and scripts are refused, also in PDF where they stand in the open.
    """
    if not data:
        raise DocumentError(Fault.EMPTY)
    if len(data) > max_bytes:
        raise DocumentError(Fault.TOO_LARGE)
    if data.startswith(b"%PDF-"):
        if _RUNS_ITSELF.search(data):
            raise DocumentError(Fault.MACROS)
        return Kind("pdf", "application/pdf")
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    return _kind_of_text(data, name)


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if any(_MACROS.search(name) for name in names):
                raise DocumentError(Fault.MACROS)
            if "mimetype" in names:
                return _kind_of_open(archive)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise DocumentError(Fault.BROKEN) from error
    for part, (ending, media_type) in _PARTS.items():
        if part in names:
            return Kind(ending, media_type)
    raise DocumentError(Fault.UNKNOWN)


def _kind_of_open(archive: zipfile.ZipFile) -> Kind:
    with archive.open("mimetype") as file:
        said = file.read(100).decode("ascii", "replace").strip()
    ending = _OPEN_KINDS.get(said.removeprefix(f"{_OPEN}."))
    if ending is None:
        raise DocumentError(Fault.UNKNOWN)
    return Kind(ending, said)


def _kind_of_text(data: bytes, name: str) -> Kind:
    ending = PurePosixPath(name.lower()).suffix.lstrip(".")
    if ending not in _TEXTS or b"\0" in data:
        raise DocumentError(Fault.UNKNOWN)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise DocumentError(Fault.UNKNOWN) from error
    return Kind(ending, _TEXTS[ending])


def harmless_name(name: str, ending: str, *, otherwise: str = "fil") -> str:
    """The name as people read it, with the ending that the content has: no folders, no control
    characters, none that turns the direction of the text, none that a system reads as its own.
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(
        letter if unicodedata.category(letter)[0] not in "CZ" else " " for letter in base
    )
    stem = re.sub(r'[<>:"|?*%;`$&]', " ", base.rsplit(".", 1)[0] if "." in base else base)
    stem = " ".join(stem.split()).strip(". -")[:LONGEST_NAME].strip()
    return f"{stem or otherwise}.{ending}"
