"""Files on their way in with a form: checked at once, kept while the rest is corrected.

What stands in the form is a signed list, so that nobody can ask for another's file or give ours
another name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from hundra.engines.images import PictureError, PictureFault, clean_picture
from hundra.engines.letters import Carried, safe_name
from hundra.hear.contacts.errors import InvalidError
from hundra.hear.knowledge.documents import DocumentError, Fault, kind_of

MAX_BYTES = 10_000_000
MOST_FILES = 5
FOLDER = "contacts/waiting"
KEPT_FOR = timedelta(days=1)
SALT = "contacts.waiting_files"


def checked(upload: UploadedFile[Any], number: int) -> Carried:
    """A picture drawn anew, or a PDF without scripts. Raises InvalidError with a sentence."""
    if (upload.size or 0) > MAX_BYTES:
        raise InvalidError(_said(upload, _("is too large: at most 10 MB.")))
    data = upload.read()
    if data.startswith(b"%PDF-"):
        return _pdf(upload, data, number)
    try:
        picture = clean_picture(data, max_bytes=MAX_BYTES)
    except PictureError as refused:
        raise InvalidError(_said(upload, _why(refused.code))) from None
    stem = str(upload.name or "").rpartition(".")[0]
    return Carried(
        name=safe_name(f"{stem}{picture.suffix}", number),
        media_type=picture.content_type,
        data=picture.data,
    )


def _pdf(upload: UploadedFile[Any], data: bytes, number: int) -> Carried:
    try:
        kind = kind_of(data, "a.pdf", max_bytes=MAX_BYTES)
    except DocumentError as refused:
        macros = refused.code is Fault.MACROS
        why = _("holds scripts. Save it anew without them.") if macros else _("is broken.")
        raise InvalidError(_said(upload, why)) from None
    name = safe_name(str(upload.name or ""), number).rpartition(".")[0]
    return Carried(name=f"{name}.pdf", media_type=kind.media_type, data=data)


def _why(code: PictureFault) -> str:
    said = {
        PictureFault.EMPTY: _("is empty. Choose another."),
        PictureFault.TOO_LARGE: _("is too large: at most 10 MB."),
        PictureFault.TOO_MANY_PIXELS: _("has too many pixels. Choose a smaller one."),
        PictureFault.BROKEN: _("is broken."),
    }
    return said.get(code, _("is neither a picture nor a PDF. Choose one of those."))


def _said(upload: UploadedFile[Any], why: str) -> str:
    """The file by its name, and what is wrong with it."""
    return f"{safe_name(str(upload.name or ''), 1)} {why}"


def keep(files: Iterable[Carried]) -> str:
    """Keeps the files for a day; what is returned stands in the form and fetches them."""
    rows = [
        (
            default_storage.save(f"{FOLDER}/{get_random_string(32)}", ContentFile(one.data)),
            one.name,
            one.media_type,
        )
        for one in files
    ]
    return signing.dumps(rows, salt=SALT, compress=True) if rows else ""


def kept(token: str) -> list[Carried]:
    """The files kept under what the form held; none if it is not ours or too old."""
    try:
        rows: Sequence[Sequence[str]] = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return []
    files = []
    for stored, name, media_type in rows:
        try:
            with default_storage.open(stored) as file:
                files.append(Carried(name=name, media_type=media_type, data=file.read()))
        except FileNotFoundError:
            continue
    return files


def remove_old() -> int:
    """Removes what nobody sent within a day; how many files."""
    if not default_storage.exists(FOLDER):
        return 0
    names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    limit = timezone.now() - KEPT_FOR
    old = [name for name in names if default_storage.get_modified_time(name) < limit]
    for name in old:
        default_storage.delete(name)
    return len(old)
