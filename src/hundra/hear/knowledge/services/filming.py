"""Films: kept with captions and a transcript, and shown when they are published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.engines.images import PictureError, clean_picture
from hundra.hear.knowledge.captions import CaptionsError, Fault, read_captions
from hundra.hear.knowledge.errors import IncompleteError, InvalidError
from hundra.hear.knowledge.models import Film
from hundra.hear.knowledge.services.attaching import NO_PICTURE, PICTURE_FAULTS

MAX_BYTES = 1_000_000_000
HEAD_BYTES = 64
CAPTION_FAULTS = {
    Fault.NOT_CAPTIONS: gettext_lazy(
        "The captions must be a WebVTT file, whose first line is WEBVTT."
    ),
    Fault.ENCODING: gettext_lazy("Save the captions in UTF-8, so that å, ä and ö are right."),
    Fault.TOO_LARGE: gettext_lazy("The captions are too large: at most 2 MB."),
    Fault.EMPTY: gettext_lazy("There are no words in the captions."),
    Fault.TIMING: gettext_lazy(
        "Line %(line)d of the captions cannot be read. Times are written 00:01.000 --> 00:04.000."
    ),
    Fault.BACKWARDS: gettext_lazy(
        "On line %(line)d of the captions time goes backwards. Put the lines in the order that they"
        " are said."
    ),
}


@dataclass(frozen=True, kw_only=True)
class FilmDetails:
    """All of a film but its files."""

    title: str
    slug: str
    description: str = ""
    language: str = "sv"
    audience: str
    owner_unit: Unit
    url: str = ""
    captioned_there: bool = False
    signed_url: str = ""
    transcript: str
    duration_seconds: int | None = None


@dataclass(frozen=True, kw_only=True)
class FilmFiles:
    """New files; those left out stay as they are."""

    file: UploadedFile[Any] | None = None
    captions: UploadedFile[Any] | None = None
    signed_file: UploadedFile[Any] | None = None
    poster: UploadedFile[Any] | None = None


@transaction.atomic
def save_film(
    *,
    by: User | None,
    details: FilmDetails,
    files: FilmFiles | None = None,
    film: Film | None = None,
) -> Film:
    """A new film, or `film` changed. Raises IncompleteError for what viewers would miss,
    InvalidError for a file that is not what it should be or an address that is taken.
    """
    film = film or Film(created_by=by)
    for name, value in vars(details).items():
        setattr(film, name, value)
    checked = _checked(files or FilmFiles())
    _require(film, set(checked))
    replaced = _put(film, checked)
    try:
        with transaction.atomic():
            film.save()
    except IntegrityError as error:
        raise InvalidError(
            _("There is a film with the address %(slug)s. Choose another.") % {"slug": film.slug}
        ) from error
    transaction.on_commit(lambda: _remove(replaced))
    return film


@transaction.atomic
def publish_film(*, by: User, film: Film) -> Film:
    """Lets its audience see the film."""
    film.published = True
    film.save(update_fields=["published"])
    return film


@transaction.atomic
def hide_film(*, by: User, film: Film) -> Film:
    """Takes the film out of sight, also in the articles that show it."""
    film.published = False
    film.save(update_fields=["published"])
    return film


Checked = dict[str, tuple[Any, str]]
"""By the field: what to keep, and the ending of its name."""


def _checked(files: FilmFiles) -> Checked:
    """The new files, each of the kind that it should be. Raises InvalidError."""
    found: Checked = {}
    if files.file is not None:
        found["file"] = (files.file, _film_ending(files.file))
    if files.signed_file is not None:
        found["signed_file"] = (files.signed_file, _film_ending(files.signed_file))
    if files.captions is not None:
        found["captions"] = (ContentFile(_captions(files.captions)), "vtt")
    if files.poster is not None:
        found["poster"] = (ContentFile(_picture(files.poster)), "jpg")
    return found


def _require(film: Film, new: set[str]) -> None:
    """What the law on accessibility of digital public service asks of a film (2018:1937)."""
    missing = []
    if "file" in new:
        film.url, film.captioned_there = "", False
    if film.url:
        if not film.captioned_there:
            missing.append(_("Make sure that the film has captions where it is shown."))
    elif not (film.file or "file" in new):
        missing.append(_("Choose a film file, or give the address of the film."))
    elif not (film.captions or "captions" in new):
        missing.append(_("Add captions (a WebVTT file)."))
    if not film.transcript.strip():
        missing.append(_("Write all that is said, and what one needs to see, as text."))
    if missing:
        raise IncompleteError(_("Everyone should be able to follow the film."), missing)


def _put(film: Film, checked: Checked) -> list[tuple[Any, str]]:
    """Stores the new files under names of our own; returns those that they take the place of."""
    replaced = []
    left = {"file", "captions"} if film.url else set()
    if "signed_file" in checked:
        film.signed_url = ""
    for name in (*checked, *(left - checked.keys())):
        former = getattr(film, name)
        if former:
            replaced.append((former.storage, former.name))
        if name in checked:
            content, ending = checked[name]
            former.save(f"{get_random_string(20)}.{ending}", content, save=False)
        else:
            setattr(film, name, "")
    return replaced


def _remove(files: list[tuple[Any, str]]) -> None:
    for storage, name in files:
        storage.delete(name)


def _film_ending(upload: UploadedFile[Any]) -> str:
    """By the first bytes: MP4 (ISO 14496-12) or WebM (Matroska). Raises InvalidError."""
    if (upload.size or 0) > MAX_BYTES:
        raise InvalidError(
            _("The film is too large: at most 1 GB. Make it smaller, or give its address.")
        )
    head = bytes(upload.read(HEAD_BYTES))
    upload.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] not in (b"qt  ", b"heic", b"avif"):
        return "mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head:
        return "webm"
    raise InvalidError(_("The film must be MP4 or WebM, which all browsers can show."))


def _captions(upload: UploadedFile[Any]) -> bytes:
    data = bytes(upload.read())
    try:
        read_captions(data)
    except CaptionsError as error:
        raise InvalidError(CAPTION_FAULTS[error.code] % {"line": error.line}) from error
    return data


def _picture(upload: UploadedFile[Any]) -> bytes:
    try:
        return clean_picture(bytes(upload.read())).data
    except PictureError as error:
        raise InvalidError(PICTURE_FAULTS.get(error.code, NO_PICTURE)) from error
