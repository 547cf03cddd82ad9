"""Results of staff surveys: a map of all units, and pages for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hundra.core.accounts.models import User
from hundra.core.ui.access import requires
from hundra.core.ui.components import Tab
from hundra.hear.surveys import rules
from hundra.hear.surveys.models import Wave
from hundra.hear.surveys.presenting.results import charts, heat, words
from hundra.hear.surveys.presenting.results.pages import UnitPage, split_name
from hundra.hear.surveys.queries.results import (
    Results,
    ResultUnit,
    Seen,
    results_of,
    seen_by,
    waves_with_results,
)

LEVELS = ("1", "2", "3", heat.ALL)


@requires(rules.may_read_results_somewhere)
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The surveys with results that the user reads."""
    context = {"waves": waves_with_results(cast("User", request.user))}
    return render(request, "surveys/results/list.html", context)


@requires(rules.may_read_results_somewhere)
@require_safe
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """To where the user's own part begins."""
    seen = _seen(request, pk)
    return redirect("results_unit", pk=pk, unit=seen.tops[0].pk)


@requires(rules.may_read_results_somewhere)
@require_safe
def heat_map(request: HttpRequest, pk: int) -> HttpResponse:
    seen = _seen(request, pk)
    choice = _choice(request, seen)

    def urls(**changes: str) -> str:
        kept = {
            "under": choice.under.pk,
            "niva": choice.level,
            "visa": choice.look,
            "sortera": choice.sort,
            "ordning": "fallande" if choice.falling else "stigande",
        }
        return "?" + urlencode({key: one for key, one in {**kept, **changes}.items() if one})

    context = {
        "results": seen.results,
        "map": heat.heat_map(seen, choice, urls),
        "looks": [
            Tab(label, urls(visa=look), current=look == choice.look)
            for look, label in heat.LOOKS.items()
            if look != heat.CHANGE or seen.results.earlier is not None
        ],
        "levels": LEVELS,
        "places": [
            (one.pk, f"{'– ' * one.depth}{one.name}")
            for one in seen.units()
            if seen.results.children(one)
        ],
        "rate_url": urls(sortera=heat.BY_RATE, ordning="stigande"),
        "order_url": urls(sortera=""),
        "may_see_whole": seen.results.whole.place in seen.places,
    }
    return render(request, "surveys/results/map.html", context)


def _choice(request: HttpRequest, seen: Seen) -> heat.Choice:
    """What is asked for in the address; what isn't there is as usual."""
    asked, results = request.GET, seen.results
    under = seen.tops[0]
    if asked.get("under", "").isdecimal():
        under = _unit(seen, int(asked["under"]))
    look = asked.get("visa", "")
    if look not in heat.LOOKS or (look == heat.CHANGE and results.earlier is None):
        look = heat.LEVEL
    level = asked.get("niva", "")
    sort = asked.get("sortera", "")
    known = {one.code for one in results.scales} | {heat.BY_RATE}
    return heat.Choice(
        under=under,
        level=level if level in LEVELS else LEVELS[0],
        look=look,
        sort=sort if sort in known else "",
        falling=asked.get("ordning") == "fallande",
    )


def _of_unit(
    part: str, template: str
) -> Callable[[Callable[[HttpRequest, UnitPage], dict[str, Any]]], Callable[..., HttpResponse]]:
    """A page of a unit's results. Where the unit is hidden it says why, and nothing else."""

    def made(
        fill: Callable[[HttpRequest, UnitPage], dict[str, Any]],
    ) -> Callable[..., HttpResponse]:
        @requires(rules.may_read_results_somewhere)
        @require_safe
        @wraps(fill)
        def view(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
            seen = _seen(request, pk)
            page = UnitPage(seen, _unit(seen, unit), part)
            if not seen.results.is_shown(page.unit):
                return render(request, "surveys/results/hidden.html", page.context())
            return render(
                request, f"surveys/results/{template}", page.context(**fill(request, page))
            )

        return cast("Callable[..., HttpResponse]", view)

    return made


@_of_unit("results_unit", "unit.html")
def unit_page(request: HttpRequest, page: UnitPage) -> dict[str, Any]:
    return {"words": words.words(request.user, page.results, page.unit)}


@_of_unit("results_profile", "profile.html")
def profile(request: HttpRequest, page: UnitPage) -> dict[str, Any]:
    those = words.told_all(request.user, page.results, page.unit)
    hidden = [
        (one, page.results.why_hidden(page.unit, one))
        for one in page.results.scales
        if page.results.level(page.unit, one) is None
    ]
    return {
        "told": those,
        "hidden": hidden,
        "chart": charts.profile_chart(page.results, page.unit, those),
    }


@_of_unit("results_change", "change.html")
def change(request: HttpRequest, page: UnitPage) -> dict[str, Any]:
    those = words.told_all(request.user, page.results, page.unit)
    return {
        "told": [one for one in those if one.change is not None],
        "left_out": [one for one in those if one.change is None],
    }


@_of_unit("results_ties", "ties.html")
def ties(request: HttpRequest, page: UnitPage) -> dict[str, Any]:
    outcome, found = page.results.outcome, page.results.ties(page.unit)
    title = outcome.title if outcome else ""
    drawn = charts.tie_chart(page.unit, title, found) if found else None
    return {"outcome": title, "ties": found, "chart": drawn}


@_of_unit("results_questions", "questions.html")
def questions(request: HttpRequest, page: UnitPage) -> dict[str, Any]:
    results, unit = page.results, page.unit
    return {
        "groups": [
            (
                scale,
                [
                    (item, results.level(unit, item), results.shares(unit, item))
                    for item in (results.by_code[code] for code in scale.items)
                ],
            )
            for scale in results.scales
        ],
        "fits": results.fits() if unit.above is None else (),
    }


@_of_unit("results_groups", "groups.html")
def groups(request: HttpRequest, page: UnitPage) -> dict[str, Any]:
    results, unit = page.results, page.unit
    return {
        "scales": results.scales,
        "splits": [
            (
                split_name(split),
                [
                    (
                        group.title,
                        group,
                        [results.group_level(group, scale) for scale in results.scales],
                    )
                    for group in results.groups(unit, split)
                ],
            )
            for split in results.splits()
        ],
    }


def _seen(request: HttpRequest, pk: int) -> Seen:
    """The user's part; without one, the results do not exist for them."""
    wave = Wave.objects.select_related("question_set").filter(pk=pk).first()
    results: Results | None = results_of(wave) if wave else None
    if results is None:
        raise Http404
    seen = seen_by(request.user, results)
    if not seen.places:
        raise Http404
    return seen


def _unit(seen: Seen, key: int) -> ResultUnit:
    place = seen.results.places.get(key)
    if place is None or seen.results.units[place] not in seen:
        raise Http404
    return seen.results.units[place]
