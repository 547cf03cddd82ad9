"""Collects the static files of this version, unless they are there already."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".collected"
# Others' large files that no page of ours asks for.
NOT_USED = ["redoc*", "htmax*"]


def collect_static_files() -> bool:
    """Copies, names by content and compresses them. False if nothing has changed since."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return False
    # From nothing: files of the last version would stay, and a changed storage would mix them.
    call_command(
        "collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=NOT_USED
    )
    stamp.write_text(fingerprint)
    return True


def are_collected() -> bool:
    stamp = Path(settings.STATIC_ROOT) / STAMP
    return stamp.exists() and stamp.read_text() == _fingerprint()


def _fingerprint() -> str:
    """Changes with any file's name, size or time, and with how they are stored."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
