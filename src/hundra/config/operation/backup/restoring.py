"""Restores a backup into an empty home, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from hundra.config.environment import Environment
from hundra.config.operation.backup.archive import (
    DATABASE,
    UPLOADS,
    Manifest,
    members,
    read_manifest,
)
from hundra.config.operation.backup.database import Tools
from hundra.config.problem import Problem


def restore(environment: Environment, file: Path, *, known_migrations: Collection[str]) -> Manifest:
    """Database and uploads as they were. Everything is checked before anything is touched."""
    manifest = read_manifest(file)
    _check_version(manifest, known_migrations)
    tools = Tools(environment.database)
    uploads = environment.home / UPLOADS
    if not tools.is_empty() or (uploads.exists() and any(uploads.iterdir())):
        raise Problem(
            f"Här finns redan något, i databasen eller i {uploads}, och det skrivs inte över. "
            "Läs in kopian i en tom databas och ett tomt HUNDRA_HOME.",
            f"There is something here already, in the database or in {uploads}, and it isn't "
            "overwritten. Restore into an empty database and an empty HUNDRA_HOME.",
        )
    try:
        _restore(environment, file, tools)
    except OSError as error:
        raise Problem(
            f"Kopian gick inte att läsa in: {error}", "The backup could not be restored."
        ) from error
    return manifest


def _check_version(manifest: Manifest, known: Collection[str]) -> None:
    unknown = sorted(set(manifest.migrations) - set(known))
    if unknown:
        raise Problem(
            f"Säkerhetskopian är gjord av en nyare Hundra ({manifest.version}). Installera den "
            f"versionen först. Okänt här: {', '.join(unknown[:3])} …",
            f"The backup was made by a newer Hundra ({manifest.version}). Install that version "
            "first.",
        )


def _restore(environment: Environment, file: Path, tools: Tools) -> None:
    """Uploads are laid aside, the database loaded in one transaction, then they change place."""
    home = environment.home
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as folder:
        for name, content in members(file):
            target = Path(folder) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as copy:
                shutil.copyfileobj(content, copy)
                os.fsync(copy.fileno())
        tools.load(Path(folder) / DATABASE)
        restored = Path(folder) / UPLOADS
        if restored.exists():
            if (home / UPLOADS).exists():
                (home / UPLOADS).rmdir()  # Empty, as has been checked.
            restored.rename(home / UPLOADS)
