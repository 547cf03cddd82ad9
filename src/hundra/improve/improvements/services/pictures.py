"""The picture of an improvement: always drawn anew, never kept as it was sent."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.models import User
from hundra.engines.images import CleanPicture, PictureError, PictureFault, clean_picture
from hundra.improve.improvements.errors import IncompleteError, InvalidError
from hundra.improve.improvements.models import Improvement
from hundra.improve.improvements.services.writing import lock, save

FAULTS = {
    PictureFault.EMPTY: _("The picture is empty. Choose another."),
    PictureFault.TOO_LARGE: _("The picture is too large: at most 10 MB. Choose a smaller one."),
    PictureFault.TOO_MANY_PIXELS: _("The picture has too many pixels. Choose a smaller one."),
    PictureFault.SVG: _("SVG drawings cannot be used. Choose a JPEG, PNG or WebP picture."),
    PictureFault.NOT_A_PICTURE: _("That is not a picture. Choose a JPEG, PNG or WebP picture."),
    PictureFault.POLYGLOT: _("That is not only a picture. Choose a JPEG, PNG or WebP picture."),
    PictureFault.BROKEN: _("The picture is broken. Save it anew or choose another."),
}


@transaction.atomic
def set_picture(
    *, improvement: Improvement, data: bytes | None, alt: str, by: User | None
) -> Improvement:
    """Sets the picture and what it shows; without `data` the picture it has stays.

    Raises InvalidError for what is no picture, IncompleteError without any picture or description.
    The former picture's file is removed once the transaction has ended well.
    """
    lock(improvement)
    if not alt.strip():
        raise IncompleteError(gettext("Describe what the picture shows."))
    if data is None and not improvement.picture:
        raise IncompleteError(gettext("Choose a picture."))
    if data is not None:
        cleaned = _cleaned(data)
        _forget_file_on_commit(improvement)
        name = f"{improvement.pk}-{get_random_string(8)}{cleaned.suffix}"
        improvement.picture.save(name, ContentFile(cleaned.data), save=False)
    improvement.picture_alt = alt.strip()
    save(improvement)
    return improvement


@transaction.atomic
def remove_picture(*, improvement: Improvement, by: User | None) -> Improvement:
    """Takes the picture away, and its file once the transaction has ended well."""
    lock(improvement)
    _forget_file_on_commit(improvement)
    improvement.picture = ""
    improvement.picture_alt = ""
    save(improvement)
    return improvement


def _cleaned(data: bytes) -> CleanPicture:
    try:
        return clean_picture(data)
    except PictureError as error:
        raise InvalidError(FAULTS[error.code]) from error


def _forget_file_on_commit(improvement: Improvement) -> None:
    former, storage = improvement.picture.name, improvement.picture.storage
    if former:
        transaction.on_commit(lambda: storage.delete(former))
