"""Start, all improvements, and one of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from hundra.core.ui import publishing
from hundra.core.ui.access import open_to_all
from hundra.core.ui.publishing import kept_briefly
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements import queries as improvements
from hundra.improve.improvements.models import ImprovementState, Programme
from hundra.measure.indicators.presenting import chart
from hundra.measure.indicators.queries import public_series
from hundra.show.public import presenting, queries
from hundra.show.public.forms import NarrowingForm

NEWEST = 6


def shown() -> Programme:
    """The programme shown to the public; without one there is nothing here yet."""
    programme = improvements.shown_programme()
    if programme is None:
        raise Http404
    return programme


@open_to_all
@require_safe
@kept_briefly
def home(request: HttpRequest) -> HttpResponse:
    programme = improvements.shown_programme()
    help_box = {"help_answers": presenting.common_answers()}
    if programme is None:
        return render(request, "public/before_start.html", help_box)
    newest = improvements.numbered(programme).exclude(state=ImprovementState.WITHDRAWN)[:NEWEST]
    context = {
        "programme": programme,
        "progress": improvements.progress(programme),
        "wall": presenting.wall(queries.wall(programme)),
        "newest": presenting.cards(newest),
        "coming": improvements.coming(programme)[:4],
        "charts": [chart(series) for series in public_series(programme)],
        "structured": presenting.site_data(programme),
        **help_box,
        **publishing.addresses(request),
    }
    return render(request, "public/home.html", context)


@open_to_all
@require_safe
@kept_briefly
def improvements_list(request: HttpRequest) -> HttpResponse:
    programme = improvements.shown_programme()
    if programme is None:
        return render(request, "public/before_start.html", {"help_answers": []})
    wanted = queries.narrowing(request.GET)
    progress = improvements.progress(programme)
    page = queries.page_of(
        queries.listed(programme, wanted),
        request.GET.get("sida", "1"),
        count=None if wanted.is_narrow else progress.public,
    )
    context = {
        "programme": programme,
        "progress": progress,
        "form": NarrowingForm(wanted, queries.choices(programme)),
        "wanted": wanted,
        "page": page,
        "cards": presenting.cards(page),
        "structured": presenting.list_data(page),
        **publishing.addresses(request, keep=("for", "state", "unit", "topic", "q", "sida")),
    }
    part = request.headers.get("HX-Target") == "resultat"
    template = "public/parts/found.html" if part else "public/improvements.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Target"])
    return response


@open_to_all
@require_safe
@kept_briefly
def improvement(request: HttpRequest, number: int) -> HttpResponse:
    programme = shown()
    found = improvements.public_improvement(programme, number)
    if found is None:
        raise Http404
    context = {
        "programme": programme,
        "found": found,
        "improvement": found.improvement,
        "is_withdrawn": found.improvement.state == ImprovementState.WITHDRAWN,
        "for_employees": found.improvement.audience == Audience.EMPLOYEES,
        "neighbours": queries.neighbours(found.improvement),
        "progress": improvements.progress(programme),
        "steps": presenting.steps(found.improvement),
        "facts": presenting.facts(found),
        "structured": presenting.article_data(found),
        **publishing.addresses(request),
    }
    return render(request, "public/improvement.html", context)


@open_to_all
@require_safe
@kept_briefly
def coming(request: HttpRequest, pk: int) -> HttpResponse:
    """One that is shown before its stamp, so that people see that more will come."""
    programme = shown()
    found = improvements.coming_improvement(programme, pk)
    if found is None:
        raise Http404
    context = {
        "programme": programme,
        "found": found,
        "improvement": found.improvement,
        "for_employees": found.improvement.audience == Audience.EMPLOYEES,
        "facts": presenting.facts(found),
        "steps": presenting.steps(found.improvement),
        **publishing.addresses(request),
    }
    return render(request, "public/coming.html", context)


@open_to_all
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of a public improvement, redrawn when it was received."""
    from hundra.hear.suggestions.views.answering import picture_answer

    found = improvements.picture_of(pk)
    if found is None:
        raise Http404
    return picture_answer(found.picture, public=True)
