"""The waiting room's screen: numbers and places, no names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hundra.core.ui.access import open_to_all
from hundra.core.ui.etags import etag_of
from hundra.core.ui.languages import language_name
from hundra.hear.contacts import kiosk_words
from hundra.hear.contacts.queries.desks import shown_desk
from hundra.hear.contacts.queries.visits import room


@open_to_all
@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """304 while nothing has changed; the part that changes alone, where the script asks."""
    desk = shown_desk(slug)
    if desk is None:
        raise Http404
    seen = room(desk)
    part = request.headers.get("X-Part") == "1"
    shown = f"{get_language()} {part} {desk.name} {seen}"
    etag = etag_of(shown)
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        context = {
            "desk": desk,
            "room": seen,
            "by_language": [
                (kiosk_words.own_name(code) or language_name(code), number)
                for code, number in seen.languages
            ],
        }
        template = "contacts/public/room_part.html" if part else "contacts/public/room.html"
        response = render(request, template, context)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["X-Part"])
    return response
