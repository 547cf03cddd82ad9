"""The search box's answers: a whole page, or as one types only the part that changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from hundra.core.accounts.throttle import allow, client_key
from hundra.core.ui.publishing import BRIEFLY, addresses, tagged
from hundra.engines.text import plain_text
from hundra.hear.knowledge.addresses import shell_language
from hundra.hear.knowledge.hits import shown_hits
from hundra.hear.knowledge.queries.finding import search
from hundra.hear.knowledge.views import reading
from hundra.hear.knowledge.views.learning.noting import note_plain_search
from hundra.hear.knowledge.views.reading import Place

LONGEST = 200
A_MINUTE = 3000
"""Searches from one address. A whole town hall can share one, and each letter is a search."""
PART, BOX = "svar", "ask-words"
TOO_MANY = 429


def words_of(request: HttpRequest) -> str:
    return " ".join(plain_text(request.GET.get("q", "")[:LONGEST]).split())


def answer(
    request: HttpRequest, place: Place, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The page with `context`, or only what changes as one types, if the script asks for that."""
    part = request.headers.get("HX-Target") == PART
    given = {**context, "is_part": part}
    status = TOO_MANY if given.get("is_too_often") else 200
    chosen = "knowledge/parts/found.html" if part else template
    response = render(request, chosen, given, status=status)
    patch_vary_headers(response, ["HX-Target", "HX-Trigger"])
    return response


def public_answer(
    request: HttpRequest, place: Place, template: str, start: Callable[[Place], dict[str, Any]]
) -> HttpResponse:
    """For visitors: the start is kept a minute by anyone, what was found by nobody."""
    words = words_of(request)
    context = search_context(request, place, words) if words else start(place)
    response = answer(request, place, template, {**context, **addresses(request)})
    if response.status_code == TOO_MANY:
        return response
    return tagged(request, response, max_age=0 if words else BRIEFLY)


def search_context(request: HttpRequest, place: Place, words: str) -> dict[str, Any]:
    """What was found, or what helps where nothing was."""
    common = {
        **reading.common_context(place),
        "words": words,
        "contact_phone": settings.CONTACT_PHONE,
        "contact_email": settings.CONTACT_EMAIL,
    }
    if not place.is_inside and _too_often(request):
        return {**common, "is_too_often": True}
    found = search(
        words,
        audiences=place.audiences,
        language=shell_language(),
        as_you_type=request.headers.get("HX-Trigger") == BOX,
    )
    context = {
        **common,
        "hits": shown_hits(found, inside=place.is_inside),
        "corrected": found.corrected,
        "is_sure": found.sure,
        "search_language": shell_language(),
    }
    note_plain_search(
        request, words, door=place.door, language=shell_language(), hits=len(found.hits)
    )
    return context if found.hits else {**context, "topics": reading.topics(place)}


def _too_often(request: HttpRequest) -> bool:
    key = f"knowledge.search:{client_key(request)}"
    return not allow(key=key, limit=A_MINUTE, per=timedelta(minutes=1))
