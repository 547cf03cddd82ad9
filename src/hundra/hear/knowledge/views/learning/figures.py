"""How articles are used, and how searches end."""

from __future__ import annotations

import math
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hundra.core.ui import charts
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer
from hundra.engines.proportions import Share
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.queries import learning as seen
from hundra.hear.knowledge.queries.learning import TOO_FEW, Week
from hundra.hear.knowledge.views.learning.parts import parts, period, periods
from hundra.hear.knowledge.views.learning.tables import Used, percent


@requires(rules.is_editor)
def usage(request: HttpRequest) -> HttpResponse:
    weeks = period(request)
    table = Used(request, seen.used_articles(request.user, weeks=weeks))
    context: dict[str, Any] = {"weeks": weeks}
    if not table.wants_file and not getattr(request, "htmx", False):
        searched = seen.searched_weeks(weeks=weeks)
        found = seen.figures(searched, weeks=weeks)
        context |= {
            "figures": found,
            "helped": card(found.helped),
            "no_hit": card(found.no_hit),
            "found": card(found.found),
            "charts": [searches_chart(searched), found_chart(searched)] if found.asked else [],
        }
    context |= {
        **parts("usage", request),
        "periods": periods(request, weeks),
        "counted_at": seen.counted_at(),
        "too_few": TOO_FEW,
    }
    return answer(request, "knowledge/learning/usage.html", table=table, context=context)


def card(found: Share) -> dict[str, Any]:
    """A share for a figure card: its value and interval, or that it is of too few."""
    if found.n < TOO_FEW:
        return {"n": found.n, "value": "", "interval": None, "note": too_few(found.n)}
    ends = (percent(found.low), percent(found.high))
    return {"n": found.n, "value": percent(found.value), "interval": ends, "note": ""}


def too_few(n: int) -> str:
    return _("Too few to say: %(least)d are needed.") % {"least": TOO_FEW}


def searches_chart(weeks: list[Week]) -> charts.Chart:
    every, none = _("Searches"), _("Without hits")
    return charts.line(
        title=_("Searches per week"),
        x_title=_("The week that begins"),
        y_title=every,
        points=[
            charts.Point(week.monday, number, series)
            for series in (every, none)
            for week in weeks
            for number in [week.asked if series == every else week.no_hit]
        ],
        description=_("A search is counted when it is done; refinements of it are the same."),
    )


def found_chart(weeks: list[Week]) -> charts.Chart:
    return charts.line(
        title=_("Searches that led to an answer"),
        x_title=_("The week that begins"),
        y_title=_("Per cent"),
        points=[charts.Point(week.monday, _share(week)) for week in weeks],
        description=_(
            "The share in which a hit was chosen, of searches with hits where the page could"
            " tell. Weeks with fewer than %(least)d are left out."
        )
        % {"least": TOO_FEW},
    )


def _share(week: Week) -> float | None:
    found = week.found
    few = found.n < TOO_FEW or math.isnan(found.value)
    return None if few else round(100 * found.value, 1)
