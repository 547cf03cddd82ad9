"""How many each manager leads, against the ceiling."""

from __future__ import annotations

from datetime import date
from statistics import median

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import paths_with_role
from hundra.core.organisation import queries, rules
from hundra.core.organisation.models import Unit
from hundra.core.organisation.tables import ManagersTable
from hundra.core.organisation.views.shared import crumbs
from hundra.core.ui import charts
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer


@requires(rules.may_see_manager_reports)
@require_safe
def managers(request: HttpRequest) -> HttpResponse:
    on = _day(request.GET.get("dag", "")) or timezone.localdate()
    chosen = request.GET.get("enhet", "")
    paths = paths_with_role(request.user, Role.HR, Role.MANAGER, Role.ANALYST)
    choices = queries.unit_choices(paths=paths, leaves=False)
    keys = {str(key) for key, _name in choices}
    unit = Unit.objects.get(pk=chosen) if chosen in keys else None
    loads = queries.manager_loads(by=request.user, unit=unit, on=on)
    sizes = [load.headcount for load in loads]
    context = {
        "on": on,
        "unit": unit,
        "unit_choices": choices,
        "chosen": chosen,
        "ceiling": queries.CEILING,
        "count": len(sizes),
        "over": sum(size > queries.CEILING for size in sizes),
        "median": _median(sizes) if sizes else None,
        "chart": _chart(sizes) if sizes else None,
        "crumbs": crumbs(None, (_("Employees per manager"), "")),
    }
    table = ManagersTable(request, loads)
    return answer(request, "organisation/managers.html", table=table, context=context)


def _median(sizes: list[int]) -> float:
    middle = median(sizes)
    return int(middle) if middle == int(middle) else middle


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _chart(sizes: list[int]) -> charts.Chart:
    within, above = _("At most %(ceiling)s"), _("More than %(ceiling)s")
    words = {"ceiling": queries.CEILING}
    return charts.bars(
        title=_("How many managers lead how many"),
        label_title=_("Employees"),
        value_title=_("Managers"),
        values=[
            charts.Bar(str(size), count, (above if size > queries.CEILING else within) % words)
            for size, count in queries.distribution(sizes)
        ],
        description=_(
            "Different people with the same nearest manager on the day; those on leave count too."
        ),
    )
