"""Pages whose address is the key."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from django.urls.converters import StringConverter

View = TypeVar("View", bound=Callable[..., HttpResponse])


def secret_page(view: View) -> View:
    """The address is the key: it is neither passed on by links, nor kept, nor indexed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded  # type: ignore[return-value]


class SecretConverter(StringConverter):
    """What `secrets.token_urlsafe(16)` makes: `<secret:name>` in an address."""

    regex = "[A-Za-z0-9_-]{22}"


register_converter(SecretConverter, "secret")
