"""Deny by default: a view answers only if it says who may reach it.

`open_to_all` for everyone, `signed_in` for any active user, `requires(rule)` where
`rule(user) -> bool`. A view without one of them is refused, and a test fails.
Rules about a single record are checked inside the view with `check`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., Any])
Rule = Callable[[Any], bool]

# Whole packages whose views guard themselves.
SELF_GUARDED = ("allauth.", "django.contrib.staticfiles.", "django.views.i18n")


def open_to_all(view: View) -> View:
    view.access = lambda user: True  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    view.access = lambda user: user.is_authenticated and user.is_active  # type: ignore[attr-defined]
    return view


def requires(rule: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = rule  # type: ignore[attr-defined]
        return view

    return mark


def check(allowed: bool) -> None:
    """Stops with "not allowed" unless the rule said yes."""
    if not allowed:
        raise PermissionDenied


def same_origin(view: View) -> View:
    """Refuses posts that another site's page sends, without needing a cookie.

    For forms open to all, which are `@csrf_exempt` since visitors get no cookies. Browsers tell
    where a post comes from by Sec-Fetch-Site, older ones by Origin or Referer
    (https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html).
    Without any of the three it is no browser following a forged form, and it passes.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method not in ("GET", "HEAD", "OPTIONS") and not _from_here(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked  # type: ignore[return-value]


def _from_here(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return source is None or urlsplit(source).netloc == request.get_host()


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if view.__module__.startswith(SELF_GUARDED):
            return None
        rule = getattr(view, "access", None)
        if rule is not None and rule(request.user):
            return None
        if rule is not None and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied
