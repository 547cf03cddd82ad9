"""What the views share: who acts, what cannot be read, limits on rate, files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from hundra.core.ui import receiving
from hundra.hear.cases.models import Attachment

LARGEST_REQUEST = 60_000_000


def unreadable(request: HttpRequest) -> str:
    """Why what was sent cannot be taken in at all, in a sentence; "" if it can."""
    too_much = _(
        "That was more than we can receive: at most five files of 10 MB each. Go back in your"
        " browser to get what you wrote, and send fewer or smaller files."
    )
    return receiving.unreadable(request, largest=LARGEST_REQUEST, too_much=too_much)


def file_answer(attachment: Attachment | None) -> HttpResponse:
    """The file as a download: what others have made is never shown at our address."""
    if attachment is None:
        raise Http404
    try:
        with attachment.file.open("rb") as file:
            data = file.read()
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    return download(data, attachment.name, attachment.media_type)


def download(data: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
