"""Pictures and documents of an article: taken in, described, removed."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.core.accounts.models import User
from hundra.engines.images import CleanPicture, PictureError, PictureFault, clean_picture
from hundra.hear.knowledge.documents import DocumentError, Fault, harmless_name, kind_of
from hundra.hear.knowledge.errors import IncompleteError, InvalidError, NotPossibleError
from hundra.hear.knowledge.models import Article, Attachment, RevisionState

MOST_OF_AN_ARTICLE = 100
PICTURE_FAULTS = {
    PictureFault.EMPTY: gettext_lazy("The picture is empty. Choose another."),
    PictureFault.TOO_LARGE: gettext_lazy(
        "The picture is too large: at most 10 MB. Choose a smaller one."
    ),
    PictureFault.TOO_MANY_PIXELS: gettext_lazy(
        "The picture has too many pixels. Choose a smaller one."
    ),
    PictureFault.BROKEN: gettext_lazy("The picture is broken. Save it anew or choose another."),
}
NO_PICTURE = gettext_lazy("That is not a picture. Choose a JPEG, PNG or WebP picture.")
DOCUMENT_FAULTS = {
    Fault.EMPTY: gettext_lazy("The file is empty. Choose another."),
    Fault.TOO_LARGE: gettext_lazy("The file is too large: at most 20 MB. Choose a smaller one."),
    Fault.MACROS: gettext_lazy(
        "The file holds macros or scripts, which can harm those who open it. Save it without them,"
        " for instance as a new PDF."
    ),
    Fault.BROKEN: gettext_lazy("The file is broken. Save it anew or choose another."),
    Fault.UNKNOWN: gettext_lazy(
        "We cannot take that kind of file. Choose a PDF, Word, Excel, PowerPoint, OpenDocument,"
        " CSV or text file."
    ),
}


@transaction.atomic
def add_picture(
    *, by: User | None, article: Article, data: bytes, name: str, alt: str
) -> Attachment:
    """A picture, drawn anew without what was hidden in it, with what it shows in words."""
    if not alt.strip():
        raise IncompleteError(_("Describe what the picture shows."), ())
    picture = _clean(data)
    return _keep(
        article,
        by=by,
        data=picture.data,
        name=harmless_name(name, picture.suffix.lstrip("."), otherwise=_("picture")),
        media_type=picture.content_type,
        alt=alt.strip(),
    )


@transaction.atomic
def add_document(*, by: User | None, article: Article, data: bytes, name: str) -> Attachment:
    """A document of a kind that is let in, under a name that harms nobody."""
    try:
        kind = kind_of(data, name)
    except DocumentError as error:
        raise InvalidError(DOCUMENT_FAULTS[error.code]) from error
    safe = harmless_name(name, kind.ending, otherwise=_("document"))
    return _keep(article, by=by, data=data, name=safe, media_type=kind.media_type)


@transaction.atomic
def describe_attachment(
    *, by: User, attachment: Attachment, name: str, alt: str = ""
) -> Attachment:
    """Gives it another name, and a picture other words for what it shows."""
    ending = attachment.name.rpartition(".")[2]
    attachment.name = harmless_name(f"{name.removesuffix(f'.{ending}')}.{ending}", ending)
    if attachment.is_picture:
        if not alt.strip():
            raise IncompleteError(_("Describe what the picture shows."), ())
        attachment.alt = alt.strip()[:300]
    attachment.save(update_fields=["name", "alt"])
    return attachment


@transaction.atomic
def remove_attachment(*, by: User, attachment: Attachment) -> None:
    """Removes the file for good. Not one that a published or older wording shows."""
    used = attachment.revisions.exclude(state__in=(RevisionState.DRAFT, RevisionState.DISCARDED))
    if used.exists():
        raise NotPossibleError(
            _("The file belongs to a text that is or has been published. Leave it out instead.")
        )
    stored, storage = str(attachment.file.name), attachment.file.storage
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(stored))


def _clean(data: bytes) -> CleanPicture:
    try:
        return clean_picture(data)
    except PictureError as error:
        raise InvalidError(PICTURE_FAULTS.get(error.code, NO_PICTURE)) from error


def _keep(
    article: Article, *, by: User | None, data: bytes, name: str, media_type: str, alt: str = ""
) -> Attachment:
    if article.attachments.count() >= MOST_OF_AN_ARTICLE:
        raise InvalidError(_("The article has as many files as it can have. Remove some first."))
    attachment = Attachment(
        article=article,
        name=name,
        media_type=media_type,
        size_bytes=len(data),
        is_picture=bool(alt),
        alt=alt[:300],
        uploaded_by=by,
    )
    # What it is called on disk comes from us alone.
    ending = name.rpartition(".")[2]
    attachment.file.save(f"{get_random_string(20)}.{ending}", ContentFile(data), save=False)
    attachment.save()
    return attachment
