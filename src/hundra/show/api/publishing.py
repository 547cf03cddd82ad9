"""What every answer of the API has in common: open to all, cacheable, readable from any site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from hundra.core.ui.access import open_to_all
from hundra.core.ui.etags import etag_of
from hundra.show.api.problems import wrong_method

READING = ("GET", "HEAD")
SECONDS_FRESH = 60
SECONDS_PREFLIGHT = 86_400


def published(
    view: Callable[..., Any], refuse: Callable[[HttpRequest], HttpResponse] = wrong_method
) -> Callable[..., HttpResponse]:
    """Open to all for GET, HEAD and OPTIONS, with an ETag and CORS (any site may read).

    Other methods get the answer of `refuse`.
    """

    @open_to_all
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Allow"] = "GET, HEAD, OPTIONS"
        elif request.method in READING:
            asked = request.method
            request.method = "GET"  # The server leaves out the body of a HEAD.
            response = _tagged(request, view(request, *args, **kwargs))
            request.method = asked
        else:
            response = refuse(request)
        return _readable_anywhere(response)

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With an ETag and a minute's freshness; 304 when the reader has it already."""
    ok = 200
    if response.status_code != ok or isinstance(response, StreamingHttpResponse):
        return response
    tag = etag_of(response.content)
    response["ETag"] = tag
    patch_cache_control(response, public=True, max_age=SECONDS_FRESH)
    conditional = get_conditional_response(request, etag=tag, response=response)
    return conditional if isinstance(conditional, HttpResponse) else response


def _readable_anywhere(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Content-Disposition"
    response["Access-Control-Max-Age"] = str(SECONDS_PREFLIGHT)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
