"""Pictures, documents and films of articles. Never from the uploads' folder, always by the rule."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from hundra.core.ui.access import open_to_all, requires
from hundra.hear.knowledge import presenting, queries, rules
from hundra.hear.knowledge.models import Audience, Film
from hundra.hear.knowledge.views.serving import send

EVERYONE = frozenset({Audience.EVERYONE})
PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
CAPTIONS = "text/vtt; charset=utf-8"
POSTER_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
POSTER_TYPES |= {".webp": "image/webp"}


@open_to_all
@require_safe
def public_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _picture(request, pk, EVERYONE)


@requires(rules.may_search_inside)
@require_safe
def inside_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _picture(request, pk, rules.audiences_of(request.user))


@open_to_all
@require_safe
def public_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _document(request, pk, EVERYONE)


@requires(rules.may_search_inside)
@require_safe
def inside_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _document(request, pk, rules.audiences_of(request.user))


@open_to_all
@require_safe
def public_film(request: HttpRequest, slug: str, part: str, ending: str) -> HttpResponseBase:
    return _film(request, slug, part, EVERYONE)


@requires(rules.may_search_inside)
@require_safe
def inside_film(request: HttpRequest, slug: str, part: str, ending: str) -> HttpResponseBase:
    return _film(request, slug, part, rules.audiences_of(request.user))


def _picture(request: HttpRequest, pk: int, audiences: Collection[str]) -> HttpResponseBase:
    found = queries.readable_attachment(pk, audiences)
    if found is None or not found.is_picture or found.media_type not in PICTURE_TYPES:
        raise Http404
    response = send(request, found.file, media_type=found.media_type, public=audiences == EVERYONE)
    response["Content-Disposition"] = "inline"
    return response


def _document(request: HttpRequest, pk: int, audiences: Collection[str]) -> HttpResponseBase:
    """Always downloaded, never shown: what others have made does not run at our address."""
    found = queries.readable_attachment(pk, audiences)
    if found is None:
        raise Http404
    kind = found.media_type if "/" in found.media_type else "application/octet-stream"
    response = send(request, found.file, media_type=kind, public=audiences == EVERYONE)
    name = _file_name(found.name, found.file.name or "")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


def _file_name(name: str, stored: str) -> str:
    """What the file is called when saved: its name on one line, with its ending."""
    words = "".join(letter if letter.isprintable() else " " for letter in name)
    words = " ".join(words.replace("/", " ").replace("\\", " ").split())
    ending = PurePosixPath(stored).suffix
    return words if words.lower().endswith(ending.lower()) else words + ending


def _film(
    request: HttpRequest, slug: str, part: str, audiences: Collection[str]
) -> HttpResponseBase:
    film = queries.readable_film(slug, audiences)
    if film is None:
        raise Http404
    file, media_type = _part(film, part)
    if not file or not media_type:
        raise Http404
    response = send(request, file, media_type=media_type, public=audiences == EVERYONE)
    response["Content-Disposition"] = "inline"
    return response


def _part(film: Film, part: str) -> tuple[FieldFile, str]:
    if part == "text":
        return film.captions, CAPTIONS
    if part == "bild":
        return film.poster, POSTER_TYPES.get(PurePosixPath(film.poster.name or "").suffix, "")
    file = film.signed_file if part == "teckensprak" else film.file
    return file, presenting.media_type(file.name or "")
