"""Material for sharing an improvement: pictures, poster, texts, and all of it in a ZIP.

Everything is made when first asked for and then kept in the installation's cache folder under the
hash of what it was made from, so nothing old is ever given out and no page waits for it.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from hundra.improve.improvements.models import Improvement
from hundra.improve.improvements.stamp import cards
from hundra.improve.improvements.stamp.pixels import png
from hundra.show.public import stamps

CARDS = {"1080x1080": cards.SQUARE, "1200x630": cards.WIDE}
MOST_KEPT = 4_000
"""Files kept at most; a picture is about 60 kB, so some 250 MB."""
AT_ONCE = 2
"""Pictures that one process makes at the same time; who comes then is asked to come back."""
WAIT_SECONDS = 4.0

_making = threading.BoundedSemaphore(AT_ONCE)


class BusyError(Exception):
    """Too much is being made just now; ask again in a few seconds."""


def card(improvement: Improvement, size: str) -> bytes:
    """The picture for social media as PNG. Raises BusyError."""
    design = stamps.design_of(improvement)
    footer = f"{improvement.programme.name} · {settings.MUNICIPALITY}"
    title = improvement.title
    name = stamps.fingerprint(design, f"card|{size}|{title}|{footer}")
    return kept(
        f"{name}.png", lambda: png(cards.card(design, CARDS[size], title=title, footer=footer))
    )


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """The file of that name from the cache, made first if it is not there. Raises BusyError."""
    path = folder() / name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    if not _making.acquire(timeout=WAIT_SECONDS):
        raise BusyError
    try:
        data = make()
    finally:
        _making.release()
    _keep(path, data)
    return data


def folder() -> Path:
    """Where made files are kept; may be emptied at any time."""
    path = Path(settings.HOME) / "cache" / "kit"
    path.mkdir(parents=True, exist_ok=True)
    return path


def _keep(path: Path, data: bytes) -> None:
    """Whole or not at all; a full disk only means that it is made again."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
        _thin_out(path.parent)
    except OSError:
        return


def _thin_out(where: Path) -> None:
    """Beyond MOST_KEPT the oldest tenth goes."""
    with os.scandir(where) as found:
        files = [entry for entry in found if entry.is_file()]
    if len(files) <= MOST_KEPT:
        return
    files.sort(key=lambda entry: entry.stat().st_mtime)
    for entry in files[: MOST_KEPT // 10]:
        Path(entry.path).unlink(missing_ok=True)


__all__ = ["CARDS", "BusyError", "card", "folder", "kept"]
