"""Feeds of what is new and changed for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from hundra.core.ui.access import open_to_all
from hundra.core.ui.publishing import tagged
from hundra.hear.knowledge import feeds, queries
from hundra.hear.knowledge.addresses import shell_language
from hundra.hear.knowledge.models import Audience

LENGTH = 30
KEPT = 300


def _answers() -> list[queries.Listed]:
    return queries.newest(
        audiences=frozenset({Audience.EVERYONE}), language=shell_language(), limit=LENGTH
    )


@open_to_all
@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    content = feeds.atom(_answers())
    return tagged(request, HttpResponse(content, content_type="application/atom+xml"), max_age=KEPT)


@open_to_all
@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(
        feeds.json_feed(_answers()),
        json_dumps_params={"ensure_ascii": False},
        content_type="application/feed+json",
    )
    response["Access-Control-Allow-Origin"] = "*"
    return tagged(request, response, max_age=KEPT)
