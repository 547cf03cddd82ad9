"""Files that come with a message: looked at before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from hundra.engines.images import PictureError, PictureFault, clean_picture
from hundra.hear.cases.errors import FileRefusedError
from hundra.hear.cases.models import Attachment, Entry
from hundra.hear.knowledge.documents import DocumentError, Fault, harmless_name, kind_of

MOST_FILES = 5
MAX_BYTES = 10_000_000
MOST_OF_A_CASE = 60
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif"}


@dataclass(frozen=True)
class Given:
    """A file as it was sent: its own name and all its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Clean:
    """A file that may be kept, under a name that harms nobody."""

    name: str
    media_type: str
    data: bytes


def cleaned(files: Sequence[Given]) -> list[Clean]:
    """The files, pictures drawn anew. Raises FileRefusedError with a sentence naming the file.

    Slow for pictures (a tenth of a second each): call it before the transaction begins.
    """
    if len(files) > MOST_FILES:
        raise FileRefusedError(
            _("That was too many files: at most %(most)d at a time.") % {"most": MOST_FILES}
        )
    return [_clean(file) for file in files]


def _clean(file: Given) -> Clean:
    if len(file.data) > MAX_BYTES:
        raise _refused(file, _("it is larger than 10 MB"))
    if PurePosixPath(file.name.lower()).suffix in PICTURES:
        return _picture(file)
    try:
        kind = kind_of(file.data, file.name, max_bytes=MAX_BYTES)
    except DocumentError as error:
        raise _refused(file, _why(error.code)) from error
    name = harmless_name(file.name, kind.ending, otherwise=_("document"))
    return Clean(name, kind.media_type, file.data)


def _picture(file: Given) -> Clean:
    try:
        picture = clean_picture(file.data, max_bytes=MAX_BYTES)
    except PictureError as error:
        too_many = error.code == PictureFault.TOO_MANY_PIXELS
        why = _("the picture has too many pixels") if too_many else _("the picture is damaged")
        raise _refused(file, why) from error
    name = harmless_name(file.name, picture.suffix.lstrip("."), otherwise=_("picture"))
    return Clean(name, picture.content_type, picture.data)


def _why(fault: Fault) -> str:
    said = {
        Fault.EMPTY: _("it is empty"),
        Fault.TOO_LARGE: _("it is larger than 10 MB"),
        Fault.MACROS: _("it holds macros or scripts, which can do harm"),
        Fault.BROKEN: _("it is damaged"),
    }
    return said.get(
        fault, _("we receive photographs, PDF, Word, Excel, OpenDocument and text files only")
    )


def _refused(file: Given, why: str) -> FileRefusedError:
    name = harmless_name(file.name, "x")[:-2][:60]
    return FileRefusedError(
        _("We could not receive the file “%(name)s”: %(why)s.") % {"name": name, "why": why}
    )


def keep(entry: Entry, files: Sequence[Clean]) -> None:
    """Stores the files with the message. Raises FileRefusedError when the case holds very many."""
    if not files:
        return
    kept = Attachment.objects.filter(entry__case=entry.case_id).count()
    if kept + len(files) > MOST_OF_A_CASE:
        raise FileRefusedError(_("The case has as many files as it can have. Call us instead."))
    for file in files:
        attachment = Attachment(
            entry=entry, name=file.name, media_type=file.media_type, size=len(file.data)
        )
        # What it is called on disk comes from us alone.
        ending = file.name.rpartition(".")[2]
        attachment.file.save(
            f"{get_random_string(24)}.{ending}", ContentFile(file.data), save=False
        )
        attachment.save()
