"""What can go wrong with the database, each with what to do about it."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hundra.config.database.place import Place
from hundra.config.database.tuning import MEBIBYTE
from hundra.config.problem import Problem

LOG_LINES = 15


def explained(place: Place, said: str) -> Problem:
    """The sentence for what PostgreSQL said."""
    if "No space left on device" in said or "Disk quota exceeded" in said:
        return full_disk(place)
    tail = "\n".join(said.strip().splitlines()[-LOG_LINES:])
    return Problem(
        f"Databasen i {place.data} startar inte. Det här sade PostgreSQL (mer i {place.log}):\n"
        f"{tail}",
        f"The database in {place.data} doesn't start. Above is what PostgreSQL said.",
    )


def full_disk(place: Place) -> Problem:
    free = shutil.disk_usage(_existing(place.root)).free // MEBIBYTE
    return Problem(
        f"Disken är full: {free} MB ledigt där databasen ligger ({place.root}). Gör plats för "
        "minst 200 MB och starta igen. Inget som sparats har gått förlorat.",
        f"The disk is full: {free} MB free where the database lies ({place.root}). Make room for "
        "at least 200 MB and start again. Nothing that was saved is lost.",
    )


def other_version(place: Place, *, data: str, program: str) -> Problem:
    return Problem(
        f"Databasen i {place.data} är gjord av PostgreSQL {data}, men Hundra har nu PostgreSQL "
        f"{program}. Säkerhetskopiera med den förra versionen av Hundra (hundra backup) och läs "
        "in kopian i ett tomt hem (hundra restore).",
        f"The database in {place.data} was made by PostgreSQL {data}, but Hundra now has "
        f"PostgreSQL {program}. Make a backup with the former version of Hundra (hundra backup) "
        "and restore it into an empty home (hundra restore).",
    )


def foreign_folder(folder: Path) -> Problem:
    return Problem(
        f"Mappen {folder} tillhör någon annan eller är öppen för andra. Ta bort den, eller välj "
        "en kortare sökväg i HUNDRA_HOME.",
        f"The folder {folder} is someone else's or open to others. Remove it, or choose a shorter "
        "path in HUNDRA_HOME.",
    )


def does_not_stop(place: Place, pid: int) -> Problem:
    return Problem(
        f"Databasen (process {pid}) har inte stannat. Se {place.log}.",
        f"The database (process {pid}) has not stopped. See {place.log}.",
    )


def not_permitted(place: Place, error: OSError) -> Problem:
    return Problem(
        f"Databasen i {place.root} tillhör användaren {place.owner.name}: "
        f"{error.filename or place.root} går inte att använda. Kör som den användaren eller som "
        "root, eller ange en annan mapp i HUNDRA_HOME.",
        f"The database in {place.root} belongs to the user {place.owner.name}: "
        f"{error.filename or place.root} can't be used. Run as that user or as root, or set "
        "another folder in HUNDRA_HOME.",
    )


@contextmanager
def closed_folder(place: Place) -> Iterator[None]:
    """Says in a sentence that a folder is closed to us, or that the disk is full."""
    try:
        yield
    except (PermissionError, ProcessLookupError) as error:
        raise not_permitted(place, error) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise full_disk(place) from error
        if error.errno == errno.EROFS:
            raise not_permitted(place, error) from error
        raise


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())
