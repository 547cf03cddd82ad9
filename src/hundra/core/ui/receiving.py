"""Whether what was sent to us can be taken in at all, before any form looks at it."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _


def unreadable(request: HttpRequest, *, largest: int, too_much: str) -> str:
    """Why it cannot, in a sentence; "" if it can.

    `largest`: bytes of the whole request. `too_much`: what is said of more, or of too many fields
    or files; it tells the limits of the form.
    """
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > largest:
            return too_much
        request.POST  # noqa: B018  Reads it.
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return too_much
    except (MultiPartParserError, ValueError):
        return _("We could not read what was sent. Go back and try once more.")
    return ""
