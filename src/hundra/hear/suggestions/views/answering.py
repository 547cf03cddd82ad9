"""What several views share: secret pages, limits on rate, pictures."""

from __future__ import annotations

from datetime import timedelta

from django.db.models.fields.files import ImageFieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hundra.core.accounts.throttle import allow
from hundra.core.ui import receiving

LARGEST_REQUEST = 40_000_000


def unreadable(request: HttpRequest) -> str:
    """Why what was sent cannot be taken in at all, in a sentence; "" if it can."""
    too_much = _(
        "That was more than we can receive: the text can have 4,000 characters, and the picture"
        " 10 MB. Go back in your browser to get what you wrote, and make it shorter."
    )
    return receiving.unreadable(request, largest=LARGEST_REQUEST, too_much=too_much)


def many_mails(address: str) -> str:
    """A sentence if the address has been used so much today that it may not be its owner."""
    if allow(key=f"suggestions.mail:{address.strip().lower()}", limit=10, per=timedelta(days=1)):
        return ""
    return _(
        "Many mails have gone to that address today. Try again tomorrow, or use another address."
    )


def picture_answer(picture: ImageFieldFile, *, public: bool) -> HttpResponse:
    """The picture itself, which we have redrawn ourselves, so its kind is sure."""
    try:
        with picture.open("rb") as file:
            data = file.read()
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    return picture_response(data, public=public)


def picture_response(data: bytes, *, public: bool) -> HttpResponse:
    response = HttpResponse(data, content_type="image/jpeg")
    response["Content-Disposition"] = 'inline; filename="bild.jpg"'
    response["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    return response
