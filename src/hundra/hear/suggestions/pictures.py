"""Pictures on their way in: cleaned at once, and kept while the rest of the form is corrected."""

from __future__ import annotations

import re
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.engines.images import CleanPicture, PictureError, PictureFault, clean_picture
from hundra.hear.suggestions.errors import PictureRefusedError

MAX_BYTES = 10_000_000
WAITING = "suggestions/waiting"
KEPT_FOR = timedelta(days=1)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def clean_upload(upload: UploadedFile[Any]) -> CleanPicture:
    """The picture redrawn. Raises PictureRefusedError with a sentence."""
    if (upload.size or 0) > MAX_BYTES:
        raise PictureRefusedError(_said(PictureFault.TOO_LARGE))
    try:
        return clean_picture(upload.read(), max_bytes=MAX_BYTES)
    except PictureError as refused:
        raise PictureRefusedError(_said(refused.code)) from None


def _said(code: PictureFault) -> str:
    said = {
        PictureFault.EMPTY: _("The picture file is empty. Choose another picture."),
        PictureFault.TOO_LARGE: _(
            "The picture is too large. It can be at most 10 MB. Choose a smaller one, or send the"
            " suggestion without a picture."
        ),
        PictureFault.TOO_MANY_PIXELS: _(
            "The picture has too many pixels. Choose a smaller one, or send the suggestion without"
            " a picture."
        ),
        PictureFault.BROKEN: _("The picture is damaged and cannot be read. Choose another one."),
    }
    other = _("We cannot take that kind of file. Choose a photograph (JPEG, PNG, WebP or HEIC).")
    return said.get(code, other)


def keep(picture: CleanPicture) -> str:
    """Keeps a cleaned picture for a day and returns the token that fetches it."""
    token = token_urlsafe(16)
    default_storage.save(f"{WAITING}/{token}.jpg", ContentFile(picture.data))
    return token


def kept(token: str) -> CleanPicture | None:
    """The picture kept under the token; None if it is not one of ours, or has been removed."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        with default_storage.open(f"{WAITING}/{token}.jpg") as file:
            return CleanPicture(data=file.read(), width=0, height=0)
    except FileNotFoundError:
        return None


def remove_waiting() -> int:
    """Removes the pictures that nobody sent within a day; how many."""
    if not default_storage.exists(WAITING):
        return 0
    names = [f"{WAITING}/{name}" for name in default_storage.listdir(WAITING)[1]]
    old = [
        name
        for name in names
        if default_storage.get_modified_time(name) < timezone.now() - KEPT_FOR
    ]
    for name in old:
        default_storage.delete(name)
    return len(old)
