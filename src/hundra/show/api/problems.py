"""Faults as RFC 9457 problems, in Swedish or English."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import ValidationError

MEDIA_TYPE = "application/problem+json"

FAULTS = {
    "missing": gettext_lazy("Must be given."),
    "string_pattern_mismatch": gettext_lazy("Must look like sv, en or ar."),
    "int_parsing": gettext_lazy("Must be a whole number."),
    "int_type": gettext_lazy("Must be a whole number."),
    "greater_than_equal": gettext_lazy("Must be at least {ge}."),
    "less_than_equal": gettext_lazy("Must be at most {le}."),
    "literal_error": gettext_lazy("Must be one of {expected}."),
    "string_too_long": gettext_lazy("Must have at most {max_length} characters."),
}


def problem(
    request: HttpRequest,
    *,
    status: int,
    title: Callable[[], str],
    detail: Callable[[], str],
    errors: Callable[[], list[dict[str, str]]] = list,
) -> HttpResponse:
    """The texts are made in the reader's language, so they come as functions."""
    with translation.override(translation.get_language_from_request(request)):
        body = {
            "type": "about:blank",
            "title": title(),
            "status": status,
            "detail": detail(),
            "errors": errors(),
        }
        language = translation.get_language()
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE
    )
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    return response


def not_found(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return problem(
        request,
        status=404,
        title=lambda: _("Not found"),
        detail=lambda: _("There is nothing public here. The number may not be given yet."),
    )


def not_understood(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    faults = error.errors if isinstance(error, ValidationError) else []
    return problem(
        request,
        status=422,
        title=lambda: _("The question was not understood"),
        detail=lambda: _("Change the parameters listed under errors and ask again."),
        errors=lambda: [
            {"parameter": str(fault["loc"][-1]), "message": _fault(fault)} for fault in faults
        ],
    )


def wrong_method(request: HttpRequest) -> HttpResponse:
    response = problem(
        request,
        status=405,
        title=lambda: _("Only reading"),
        detail=lambda: _("The open data can be read with GET, not changed."),
    )
    response["Allow"] = "GET, HEAD, OPTIONS"
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    response = problem(
        request,
        status=429,
        title=lambda: _("Too many questions"),
        detail=lambda: _("Wait a minute and ask again."),
    )
    response["Retry-After"] = "60"
    return response


def _fault(fault: dict[str, Any]) -> str:
    text = str(FAULTS.get(fault["type"], _("Cannot be used.")))
    return text.format(**fault.get("ctx", {}))


def register(api: NinjaAPI) -> None:
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(ValidationError, not_understood)
