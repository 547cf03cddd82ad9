"""The file: a tar with `database.dump`, `uploads/…` and, last, `manifest.json` with checksums."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from hundra.config.problem import Problem

FORMAT = 1
DATABASE = "database.dump"
UPLOADS = "uploads"
MANIFEST = "manifest.json"
CHUNK = 2**20


@dataclass(frozen=True)
class Manifest:
    """What is in a backup. `files` maps each name to [bytes, sha256]."""

    format: int
    made_at: str
    version: str
    postgresql: str
    migrations: list[str]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)


class Copied:
    """Hands on what is read, and remembers its length and checksum."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self._digest.update(chunk)
        self.size += len(chunk)
        return chunk

    @property
    def entry(self) -> tuple[int, str]:
        return self.size, self._digest.hexdigest()


def add_file(archive: tarfile.TarFile, name: str, file: Path) -> tuple[int, str]:
    """Its length and checksum as they stand in the archive."""
    with file.open("rb") as source:
        member = tarfile.TarInfo(name)
        found = file.stat()
        member.size, member.mtime, member.mode = found.st_size, int(found.st_mtime), 0o600
        copied = Copied(source)
        archive.addfile(member, copied)  # read() is all it needs
    return copied.entry


def add_manifest(archive: tarfile.TarFile, manifest: Manifest) -> None:
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def read_manifest(file: Path) -> Manifest:
    """Reads the whole file and compares every checksum. Raises Problem if anything is amiss."""
    try:
        found: dict[str, tuple[int, str]] = {}
        text = b""
        with tarfile.open(file, "r:") as archive:
            for member in archive:
                content = _content(archive, member)
                if member.name == MANIFEST:
                    text = content.read()
                else:
                    found[member.name] = _measured(content)
        manifest = _understood(text)
    except FileNotFoundError:
        raise Problem(f"Filen {file} finns inte.", f"There is no file {file}.") from None
    except (OSError, tarfile.TarError, ValueError, TypeError, KeyError) as error:
        raise _damaged(file) from error
    if found != manifest.files or DATABASE not in found:
        raise _damaged(file)
    return manifest


def members(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Each file's name and content, in order. Names are safe: see `read_manifest`."""
    with tarfile.open(file, "r:") as archive:
        for member in archive:
            if member.name != MANIFEST:
                yield member.name, _content(archive, member)


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    path = PurePosixPath(member.name)
    inside = member.name in {DATABASE, MANIFEST} or path.parts[0] == UPLOADS
    content = archive.extractfile(member) if member.isreg() else None
    if content is None or not inside or path.is_absolute() or ".." in path.parts:
        raise ValueError(member.name)
    return content


def _measured(content: IO[bytes]) -> tuple[int, str]:
    copied = Copied(content)
    while copied.read(CHUNK):
        pass
    return copied.entry


def _understood(text: bytes) -> Manifest:
    fields = json.loads(text)
    if fields["format"] != FORMAT:
        raise Problem(
            f"Säkerhetskopian har format {fields['format']}, som den här versionen av Hundra inte "
            "känner till. Läs in den med en nyare version.",
            f"The backup has format {fields['format']}, which this version of Hundra doesn't know. "
            "Restore it with a newer version.",
        )
    fields["files"] = {name: (entry[0], entry[1]) for name, entry in fields["files"].items()}
    return Manifest(**fields)


def _damaged(file: Path) -> Problem:
    return Problem(
        f"{file} är ingen hel säkerhetskopia från Hundra: något saknas eller har ändrats.",
        f"{file} is no whole backup from Hundra: something is missing or was changed.",
    )
