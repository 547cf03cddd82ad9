"""Makes a backup, and reads it back before saying that it is one."""

import os
import tarfile
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from hundra.config.environment import Environment
from hundra.config.operation.backup.archive import (
    DATABASE,
    FORMAT,
    UPLOADS,
    Manifest,
    add_file,
    add_manifest,
    read_manifest,
)
from hundra.config.operation.backup.database import Tools
from hundra.config.problem import Problem


def back_up(environment: Environment, file: Path) -> Manifest:
    """Writes the file. It appears under its name only when it is whole and has been read back.

    The database is copied before the uploads: what it speaks of has then been uploaded.
    """
    if file.exists():
        raise Problem(
            f"{file} finns redan. Ange ett annat namn.", f"{file} exists. Give another name."
        )
    tools = Tools(environment.database)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".hundra-") as folder:
            dump = Path(folder) / DATABASE
            tools.dump(dump)
            manifest = Manifest(
                format=FORMAT,
                made_at=datetime.now(tz=UTC).isoformat(timespec="seconds"),
                version=version("hundra"),
                postgresql=str(tools.version()),
                migrations=tools.applied_migrations(),
                files={},
            )
            _write(unfinished, manifest, dump, environment.home / UPLOADS)
        read_manifest(unfinished)
        unfinished.rename(file)
    except OSError as error:
        raise Problem(
            f"Säkerhetskopian gick inte att skriva: {error}", "The backup could not be written."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _write(file: Path, manifest: Manifest, dump: Path, uploads: Path) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        with tarfile.open(fileobj=target, mode="w:", format=tarfile.PAX_FORMAT) as archive:
            manifest.files[DATABASE] = add_file(archive, DATABASE, dump)
            for upload in sorted(path for path in uploads.rglob("*") if path.is_file()):
                name = f"{UPLOADS}/{upload.relative_to(uploads).as_posix()}"
                manifest.files[name] = add_file(archive, name, upload)
            add_manifest(archive, manifest)
        target.flush()
        os.fsync(target.fileno())
