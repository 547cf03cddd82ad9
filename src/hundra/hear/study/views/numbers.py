"""How many at the units have begun and are done."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import ancestors_of
from hundra.core.ui.access import check, requires
from hundra.hear.study import queries, rules
from hundra.hear.study.showing import LEAST


@requires(rules.may_see_numbers_somewhere)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    found = list(queries.watched_units(cast("User", request.user)))
    if len(found) == 1:
        return redirect("study_unit", pk=found[0].pk)
    return render(request, "study/units.html", {"units": found})


@requires(rules.may_see_numbers_somewhere)
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    shown = Unit.objects.filter(pk=pk).first()
    if shown is None:
        raise Http404
    check(rules.may_see_numbers(request.user, shown))
    paths = queries.numbered_paths(cast("User", request.user))
    context = {
        "unit": shown,
        "above": [one for one in ancestors_of(shown) if rules.may_see_numbers(request.user, one)],
        "found": queries.numbers_at(shown, paths),
        "least": LEAST,
    }
    return render(request, "study/unit.html", context)
