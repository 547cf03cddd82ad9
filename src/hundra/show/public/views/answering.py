"""What several views share: how long an answer keeps, and whether it has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

from hundra.core.accounts.throttle import allow, client_key

View = TypeVar("View", bound=Callable[..., HttpResponse])
BRIEFLY = 60  # Seconds.


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
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=max_age)
    return get_conditional_response(request, etag=etag, response=response) or response


def too_often(request: HttpRequest, what: str, *, an_hour: int) -> str:
    """A sentence if too much came from the same sender within an hour, else ""."""
    key = f"public.{what}:{client_key(request)}"
    if allow(key=key, limit=an_hour, per=timedelta(hours=1)):
        return ""
    return _("Very much has come from your connection this hour. Wait a while, then try again.")


def secret_page(view: View) -> View:
    """The address is the key: it is neither passed on by links, nor kept, nor indexed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded  # type: ignore[return-value]
