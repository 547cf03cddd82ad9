"""Who may tell us of calls: those who know the secret in the address, and nobody else."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.dateparse import parse_datetime

logger = logging.getLogger("hundra.telephony")
MAX_BODY_BYTES = 16_384
SIMULATED_TIME = "X-Hundra-Simulated-Time"

View = Callable[..., HttpResponse]


def from_provider(view: View) -> View:
    """403 and a line in the log for a wrong secret; 413 for more than a webhook ever holds."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        expected = settings.VOICE_SECRET
        told = request.GET.get("nyckel", "")
        if not expected or not constant_time_compare(told, expected):
            logger.warning(
                "A forged webhook was refused: %s from %s",
                request.resolver_match.url_name if request.resolver_match else "?",
                request.META.get("REMOTE_ADDR", "?"),
            )
            raise PermissionDenied
        if _length(request) > MAX_BODY_BYTES:
            logger.warning("A webhook of %s bytes was refused", _length(request))
            return HttpResponse(status=413)
        response = view(request, **kwargs)
        response.headers["Cache-Control"] = response.headers.get("Cache-Control", "no-store")
        return response

    return guarded


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return MAX_BODY_BYTES + 1


def time_of(request: HttpRequest) -> datetime:
    """Now; in a demo a simulator may say which time it plays."""
    told = request.headers.get(SIMULATED_TIME, "")
    if settings.DEMO and told:
        at = parse_datetime(told)
        if at is not None and timezone.is_aware(at):
            return at
    return timezone.now()
