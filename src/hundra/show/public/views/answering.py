"""What several views share: limits on rate, and pages whose address is a secret."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hundra.core.accounts.throttle import allow, client_key

View = TypeVar("View", bound=Callable[..., HttpResponse])


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
