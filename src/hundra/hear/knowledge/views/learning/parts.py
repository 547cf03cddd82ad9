"""What the pages of learning have in common: their tabs, and the period they show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hundra.core.ui.components import Tab
from hundra.hear.knowledge.queries import learning as seen
from hundra.hear.knowledge.services.learning.counting import PERIODS

USUAL_WEEKS = 12
PERIOD = "veckor"


def parts(current: str, request: HttpRequest) -> dict[str, Any]:
    """The tabs of the four pages."""
    pages = {
        "searches": _("Searches without an answer"),
        "verdicts": _("What readers say"),
        "usage": _("Use"),
        "synonyms": _("Synonyms"),
    }
    counts = {"verdicts": seen.to_handle_count(request.user) or None}
    return {
        "parts": [
            Tab(label, reverse(name), name == current, counts.get(name))
            for name, label in pages.items()
        ]
    }


def period(request: HttpRequest) -> int:
    """The number of weeks that are asked for."""
    asked = request.GET.get(PERIOD, "")
    return int(asked) if asked in map(str, PERIODS) else USUAL_WEEKS


def periods(request: HttpRequest, chosen: int) -> list[Tab]:
    """The periods to choose from; everything else in the address stays."""
    found = []
    for weeks in PERIODS:
        asked = request.GET.copy()
        for gone in ("page", "format"):
            asked.pop(gone, None)
        asked[PERIOD] = str(weeks)
        label = ngettext("%(weeks)d week", "%(weeks)d weeks", weeks) % {"weeks": weeks}
        found.append(Tab(label, f"?{asked.urlencode()}", weeks == chosen))
    return found
