"""What several views share: limits on rate."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hundra.core.accounts.throttle import allow, client_key


def too_often(request: HttpRequest, what: str, *, an_hour: int) -> str:
    """A sentence if too much came from the same sender within an hour, else ""."""
    key = f"public.{what}:{client_key(request)}"
    if allow(key=key, limit=an_hour, per=timedelta(hours=1)):
        return ""
    return _("Very much has come from your connection this hour. Wait a while, then try again.")
