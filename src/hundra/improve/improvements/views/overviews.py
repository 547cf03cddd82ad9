"""The board, the list and the calendar of a programme."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer
from hundra.improve.improvements import queries, rules
from hundra.improve.improvements.life import open_steps
from hundra.improve.improvements.models import Improvement, Programme
from hundra.improve.improvements.presenting import (
    ACTIONS,
    STATE_ICONS,
    TONES,
    Improvements,
    ShownStepAction,
)
from hundra.improve.improvements.views.shared import chosen_programme, programme_tabs

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2199, 12, 1)


@requires(rules.may_see)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    programme = chosen_programme(request)
    if programme is None:
        return _without_programme(request)
    columns = [
        {
            "column": column,
            "icon": STATE_ICONS[column.state],
            "cards": [(card, _moves(request, card)) for card in column.cards],
        }
        for column in queries.board(programme)
    ]
    return render(
        request, "improvements/board.html", _overview(programme, "board") | {"columns": columns}
    )


def _moves(request: HttpRequest, improvement: Improvement) -> list[tuple[ShownStepAction, str]]:
    """The steps that the user may take with the card, each with its address."""
    return [
        (ACTIONS[step], ACTIONS[step].url(improvement))
        for step in open_steps(improvement)
        if rules.may_take(request.user, improvement, step)
    ]


@requires(rules.may_see)
@require_safe
def improvements_list(request: HttpRequest) -> HttpResponse:
    programme = chosen_programme(request)
    if programme is None:
        return _without_programme(request)
    table = Improvements(request, queries.all_improvements(programme), file_name=programme.slug)
    return answer(
        request, "improvements/list.html", table=table, context=_overview(programme, "list")
    )


@requires(rules.may_see)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    programme = chosen_programme(request)
    if programme is None:
        return _without_programme(request)
    first = _asked_month(request)
    context = _overview(programme, "calendar") | {
        "first": first,
        "today": timezone.localdate(),
        "weeks": queries.month(programme, first),
        "previous": first - dt.timedelta(days=1) if first > EARLIEST else None,
        "next": _next_month(first) if first < LATEST else None,
    }
    return render(request, "improvements/calendar.html", context)


def _asked_month(request: HttpRequest) -> dt.date:
    """The first day of the month in the address ("2026-03"), else of this month."""
    try:
        asked = parse_date(request.GET.get("manad", "") + "-01")
    except ValueError:
        asked = None
    first = (asked or timezone.localdate()).replace(day=1)
    return min(max(first, EARLIEST), LATEST)


def _next_month(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)


def _overview(programme: Programme, current: str) -> dict[str, object]:
    return {
        "programme": programme,
        "programmes": Programme.objects.all(),
        "tabs": programme_tabs(programme, current),
        "tones": TONES,
    }


def _without_programme(request: HttpRequest) -> HttpResponse:
    context = {"may_administer": rules.may_administer(request.user)}
    return render(request, "improvements/without_programme.html", context)
