"""The pages for what went wrong: calm, and with a way on. None of them needs the database."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from hundra.core.ui import navigation, theme


def _page(
    request: HttpRequest, status: int, title: str, text: str, *, again: bool = False
) -> HttpResponse:
    at_work = "/arbete/" in request.path
    content = render_to_string(
        "ui/errors/page.html",
        {
            "status": status,
            "title": title,
            "text": text,
            "again": again,
            "at_work": at_work,
            "links": [] if at_work else navigation.links("header"),
            "municipality": settings.MUNICIPALITY,
            "theme_version": theme.fingerprint(settings.BRAND_COLOR),
            "language": get_language_info(get_language() or settings.LANGUAGE_CODE),
        },
    )
    return HttpResponse(content, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request, exception)
    return _page(
        request,
        400,
        _("We could not read what your browser sent"),
        _("Go back and try again. If it happens once more, start from the first page."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        _("You do not have access to this"),
        _(
            "The page is for people with another role or at another unit. "
            "Ask your manager if you need it."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        _("We cannot find that page"),
        _("It may have moved, or there may be a slip in the address."),
    )


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        413,
        _("What you sent is too large"),
        _("Go back, choose a smaller file or a shorter text, and send again."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    fault = sys.exc_info()[1]
    if isinstance(fault, OperationalError | InterfaceError):
        return unavailable(request, fault)
    return _page(
        request,
        500,
        _("Something went wrong with us"),
        _("The fault is ours and has been noted. Wait a moment and try again."),
        again=True,
    )


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = _page(
        request,
        503,
        _("We will be back shortly"),
        _("The service is resting for a moment. Nothing that you sent before is lost."),
        again=True,
    )
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        _("The form had been open too long"),
        _("For safety we could not receive it. Go back, load the page again and send once more."),
    )
