"""Material for sharing an improvement: pictures, poster, texts, and all of it in a ZIP.

Everything is made when first asked for and then kept in the installation's cache folder under the
hash of what it was made from, so nothing old is ever given out and no page waits for it.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hundra.core.ui.publishing import absolute
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements.models import Improvement
from hundra.improve.improvements.queries import progress
from hundra.improve.improvements.stamp import cards
from hundra.improve.improvements.stamp.parcel import parcel
from hundra.improve.improvements.stamp.pixels import png
from hundra.improve.improvements.stamp.poster import PAPERS, PosterWords, poster
from hundra.show.public import stamps
from hundra.show.public.presenting import page_path

TEXT_LANGUAGES = ("sv", "en")
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


@dataclass(frozen=True)
class Text:
    """A text to share, in one language."""

    kind: str
    label: str
    language: str
    text: str


def texts(improvement: Improvement) -> list[Text]:
    """The programme's texts in every language it speaks: posts, intranet, picture description."""
    labels = {
        "short": _("Short post"),
        "long": _("Longer post"),
        "intranet": _("For the intranet"),
        "alt": _("Description of the picture"),
    }
    done = progress(improvement.programme).total.stamped
    return [
        Text(kind, label, language, _written(improvement, kind, language, done))
        for language in TEXT_LANGUAGES
        for kind, label in labels.items()
    ]


def _written(improvement: Improvement, kind: str, language: str, done: int) -> str:
    with translation.override(language):
        said = {
            "number": improvement.number,
            "goal": improvement.programme.goal,
            "done": done,
            "title": improvement.title.rstrip("."),
            "summary": improvement.summary,
            "measure": improvement.measure.rstrip("."),
            "baseline": improvement.baseline.rstrip("."),
            "target": improvement.target.rstrip("."),
            "programme": improvement.programme.name,
            "unit": improvement.owner_unit.name if improvement.owner_unit else "",
            "employees": improvement.audience == Audience.EMPLOYEES,
            "delivered": improvement.delivered_on is not None,
            "place": settings.MUNICIPALITY,
            "site": absolute(reverse("suggest")),
            "url": absolute(page_path(improvement)),
        }
    return render_to_string(f"public/kit/{kind}_{language}.txt", said).strip()


def poster_of(improvement: Improvement, paper: str) -> bytes:
    """The poster as PDF. Raises BusyError."""
    design = stamps.design_of(improvement)
    words = PosterWords(
        lang=get_language() or settings.LANGUAGE_CODE,
        programme=improvement.programme.name,
        title=improvement.title,
        summary=improvement.summary,
        read_more=_("Read more at"),
        url=absolute(page_path(improvement)),
        stamp_alt=design.title,
        qr_alt=absolute(page_path(improvement)),
    )
    name = stamps.fingerprint(design, f"poster|{paper}|{words!r}")
    return kept(f"{name}.pdf", lambda: poster(design, words, paper=paper))


def whole(improvement: Improvement) -> bytes:
    """Everything in one ZIP. Raises BusyError."""
    number = improvement.number
    files = {f"text-{one.kind}-{one.language}.txt": one.text.encode() for one in texts(improvement)}
    design = stamps.design_of(improvement)
    for look in stamps.LOOKS:
        files[f"stampel-{number}{look}.svg"] = stamps.svg(design, look).encode()
    for size in CARDS:
        files[f"bild-{number}-{size}.png"] = card(improvement, size)
    for paper in PAPERS:
        files[f"affisch-{number}-{paper}.pdf"] = poster_of(improvement, paper)
    return parcel(files)


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
