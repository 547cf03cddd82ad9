"""Deny by default: a view answers only if it says who may reach it.

`open_to_all` for everyone, `signed_in` for any active user, `requires(rule)` where
`rule(user) -> bool`. A view without one of them is refused, and a test fails.
Rules about a single record are checked inside the view with `check`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

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
