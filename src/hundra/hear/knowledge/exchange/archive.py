"""The files that somebody sends: a folder, a zip or a single file, opened with suspicion.

No file is unpacked to disk, no name is trusted, and nothing is read beyond the limits, whatever
the zip says of itself. What is wrong with one file says nothing of the others.
"""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext as _

from hundra.hear.knowledge.errors import InvalidError

MOST_FILES = 20_000
LARGEST_FILE = 50_000_000
LARGEST_UNPACKED = 1_000_000_000
"""Bytes read of one package in all."""
SUSPICIOUS_RATIO, SUSPICIOUS_FROM = 200, 1_000_000
"""A file of this many bytes that was packed this much harder than any text is a bomb."""
LONGEST_NAME, DEEPEST = 240, 12
ZIPS = (".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz")
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_LITTER = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


class _Source(Protocol):
    """Reads one file, at most `limit` bytes."""

    def read(self, limit: int) -> bytes: ...


@dataclass
class Package:
    """Files by their path, with / between folders; `refused` has why some were left out."""

    files: Mapping[str, _Source]
    refused: Mapping[str, str] = field(default_factory=dict)
    _left: int = LARGEST_UNPACKED

    def __contains__(self, path: str) -> bool:
        return path in self.files

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises InvalidError if it is too large or broken."""
        data = self.files[path].read(min(LARGEST_FILE, self._left) + 1)
        if len(data) > self._left:
            raise InvalidError(_("All files together are too large. Send them in parts."))
        if len(data) > LARGEST_FILE:
            raise InvalidError(
                _("The file is larger than %(megabytes)d MB. Make it smaller or leave it out.")
                % {"megabytes": LARGEST_FILE // 1_000_000}
            )
        self._left -= len(data)
        return data


def open_file(name: str, data: bytes) -> Package:
    """What was uploaded: a zip, or one file on its own. Raises InvalidError if it is no zip."""
    if not data.startswith(b"PK") or is_workbook(data):
        return Package({shown(name): _Bytes(data)})
    return _open_zip(io.BytesIO(data))


def open_path(path: Path) -> Package:
    """A folder, a zip or a file on disk. Raises InvalidError if it cannot be read."""
    try:
        if path.is_dir():
            return _open_folder(path)
        return open_file(path.name, path.read_bytes())
    except OSError as error:
        raise InvalidError(
            _("“%(path)s” cannot be read: %(why)s.")
            % {"path": path, "why": error.strerror or error}
        ) from error


def is_workbook(data: bytes) -> bool:
    """Is it Excel's kind of zip?"""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def shown(name: str) -> str:
    """A path as it can be shown: nothing invisible, nothing that turns the text around."""
    seen = "".join(
        letter if unicodedata.category(letter)[0] not in "CZ" or letter == " " else "�"
        for letter in name
    )
    return seen[:LONGEST_NAME] or "?"


def _open_folder(root: Path) -> Package:
    files: dict[str, _Source] = {}
    refused: dict[str, str] = {}
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if _is_litter(inside.as_posix()) or path.is_dir():
            continue
        if not path.resolve().is_relative_to(root.resolve()) or not path.is_file():
            refused[shown(inside.as_posix())] = _leads_elsewhere()
        else:
            files[inside.as_posix()] = _OnDisk(path)
        _check_number(len(files))
    return Package(files, refused)


def _open_zip(file: io.BytesIO) -> Package:
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InvalidError(
            _("The zip file is broken. Pack it anew, as an ordinary zip without a password.")
        ) from error
    _check_number(len(members))
    files: dict[str, _Source] = {}
    refused: dict[str, str] = {}
    for member in members:
        name = _name(member)
        if member.is_dir() or (_is_litter(name) and not _leads_out(name)):
            continue
        wrong = _wrong_with(member, name) or (
            _("The zip has two files of this name. Keep one.") if name in files else ""
        )
        if wrong:
            refused[shown(name)] = wrong
        else:
            files[name] = _Member(archive, member)
    return Package(files, refused)


def _check_number(number: int) -> None:
    if number > MOST_FILES:
        raise InvalidError(
            _("There are more than %(most)d files. Send them in parts.") % {"most": MOST_FILES}
        )


def _name(member: zipfile.ZipInfo) -> str:
    """Python reads names without a mark as an American PC's; most are UTF-8 all the same."""
    if member.flag_bits & _UTF8_NAMES:
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


def _wrong_with(member: zipfile.ZipInfo, name: str) -> str:
    """Why the member is not taken in; empty if it is."""
    if _leads_out(name) or stat.S_ISLNK(member.external_attr >> 16):
        return _leads_elsewhere()
    if len(name) > LONGEST_NAME or name.count("/") > DEEPEST:
        return _("The name is too long, or too many folders deep. Shorten it.")
    if any(unicodedata.category(letter)[0] == "C" for letter in name):
        return _("The name has signs that cannot be seen. Give the file a plain name.")
    if member.flag_bits & _ENCRYPTED:
        return _("The file has a password. Pack it without one.")
    if name.lower().endswith(ZIPS):
        return _("A packed file inside the packed file is not opened. Unpack it and send it alone.")
    return _too_much(member)


def _too_much(member: zipfile.ZipInfo) -> str:
    packed = max(1, member.compress_size)
    if member.file_size > SUSPICIOUS_FROM and member.file_size / packed > SUSPICIOUS_RATIO:
        return _("The file swells when it is unpacked, as harmful files do. Leave it out.")
    if member.file_size > LARGEST_FILE:
        return _("The file is larger than %(megabytes)d MB. Make it smaller or leave it out.") % {
            "megabytes": LARGEST_FILE // 1_000_000
        }
    return ""


def _leads_out(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or ":" in plain.split("/")[0]


def _leads_elsewhere() -> str:
    return _("The name leads out of the folder. Put the file in it and give it a plain name.")


def _is_litter(name: str) -> bool:
    parts = name.lower().split("/")
    return any(part in _LITTER or part.startswith("._") for part in parts) or parts[-1].startswith(
        "."
    )


@dataclass(frozen=True)
class _Bytes:
    data: bytes

    def read(self, limit: int) -> bytes:
        return self.data[:limit]


@dataclass(frozen=True)
class _OnDisk:
    path: Path

    def read(self, limit: int) -> bytes:
        try:
            with self.path.open("rb") as file:
                return file.read(limit)
        except OSError as error:
            raise InvalidError(_("The file cannot be read. Check who may open it.")) from error


@dataclass(frozen=True)
class _Member:
    archive: zipfile.ZipFile
    member: zipfile.ZipInfo

    def read(self, limit: int) -> bytes:
        try:
            with self.archive.open(self.member) as file:
                return file.read(limit)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise InvalidError(_("The file is broken in the zip. Pack it anew.")) from error


def walk(package: Package) -> Iterator[str]:
    """The paths in order, originals before their translations."""
    return iter(sorted(package.files, key=lambda path: (path.count("."), path)))
