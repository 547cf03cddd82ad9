"""Files sent in whole or in part, so that a film can be begun in its middle (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response

from hundra.core.ui.etags import etag_of

CHUNK_BYTES = 256 * 1024
PUBLIC_SECONDS = 300
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def send(
    request: HttpRequest, file: FieldFile, *, media_type: str, public: bool
) -> HttpResponseBase:
    """The file, or the part of it that Range asks for. A file that is not there is not found."""
    try:
        size = file.size
    except (OSError, ValueError):
        raise Http404 from None
    etag = etag_of(f"{file.name} {size}")
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _marked(unchanged, etag, public=public)
    return _marked(_answer(request, file, size, media_type, etag), etag, public=public)


def _answer(
    request: HttpRequest, file: FieldFile, size: int, media_type: str, etag: str
) -> HttpResponseBase:
    asked = _range(request, size, etag)
    if asked is None:
        return _stream(file, 0, size, media_type, status=200)
    first, last = asked
    if first > last:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    part = _stream(file, first, last - first + 1, media_type, status=206)
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    return part


def _range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """The first and last byte asked for; first > last where there are none, None for all.

    What cannot be read as one part counts as not asked, as the standard says.
    """
    if request.headers.get("If-Range", etag) != etag:
        return None
    found = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else (1, 0)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < int(first):
        return None
    return (int(first), end) if int(first) < size else (1, 0)


def _stream(
    file: FieldFile, start: int, length: int, media_type: str, *, status: int
) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        _chunks(file, start, length), status=status, content_type=media_type
    )
    response["Content-Length"] = str(length)
    return response


def _chunks(file: FieldFile, start: int, length: int) -> Iterator[bytes]:
    with file.storage.open(str(file.name), "rb") as opened:
        opened.seek(start)
        left = length
        while left > 0 and (data := opened.read(min(CHUNK_BYTES, left))):
            left -= len(data)
            yield data


def _marked(response: HttpResponseBase, etag: str, *, public: bool) -> HttpResponseBase:
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    kept = f"public, max-age={PUBLIC_SECONDS}" if public else "private, no-cache"
    response["Cache-Control"] = kept
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
