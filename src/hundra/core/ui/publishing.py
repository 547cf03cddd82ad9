"""What public pages have in common: how long they keep, their addresses, structured data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, translate_url
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.safestring import SafeString, mark_safe

from hundra.core.ui.etags import etag_of

View = TypeVar("View", bound=Callable[..., HttpResponse])
BRIEFLY = 60  # Seconds.
_UNSAFE_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def kept_briefly(view: View) -> View:
    """Anyone may keep the page a minute, and then ask whether it has changed (304)."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:  # noqa: PLR2004
            return response
        return tagged(request, response, max_age=BRIEFLY)

    return answer  # type: ignore[return-value]


def tagged(request: HttpRequest, response: HttpResponse, *, max_age: int) -> HttpResponse:
    """The answer with an ETag of its content, or 304 if the visitor has it already."""
    etag = etag_of(response.content)
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=max_age)
    return get_conditional_response(request, etag=etag, response=response) or response


def absolute(path: str) -> str:
    """The path at the installation's own address, never the request's."""
    return settings.BASE_URL.rstrip("/") + path


def addresses(request: HttpRequest, keep: Iterable[str] = ()) -> dict[str, Any]:
    """The canonical address of the page, and the same page in every language."""
    pairs = [(name, request.GET[name][:200]) for name in keep if request.GET.get(name)]
    here = request.path + (f"?{urlencode(pairs)}" if pairs else "")
    return {
        "canonical": absolute(here),
        "alternates": [
            (code, absolute(translate_url(here, code))) for code, _name in settings.LANGUAGES
        ],
    }


def structured(data: dict[str, Any] | Sequence[Any]) -> SafeString:
    """JSON-LD that is safe inside <script type="application/ld+json">, a data block."""
    text = json.dumps(data, ensure_ascii=False).translate(_UNSAFE_IN_SCRIPT)
    return mark_safe(text)  # noqa: S308 - the only characters with meaning in HTML are escaped.


def publisher() -> dict[str, Any]:
    """The municipality, as schema.org names it."""
    return {
        "@type": "GovernmentOrganization",
        "name": settings.MUNICIPALITY,
        "url": absolute(reverse("home")),
    }
