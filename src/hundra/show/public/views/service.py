"""How quickly the citizens' service centre answers, for everyone to see."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from hundra.core.ui import publishing
from hundra.core.ui.access import open_to_all
from hundra.core.ui.languages import language_name
from hundra.core.ui.publishing import kept_briefly
from hundra.core.ui.tables import Column
from hundra.core.ui.tables.files import csv_file
from hundra.engines.proportions import Share
from hundra.measure.channels.presenting.wording import duration, percent
from hundra.measure.channels.queries.public import Answering, Calm, Month, answering
from hundra.measure.channels.times import clock

FILE_COLUMNS = (
    "desk",
    "month",
    "contacts",
    "calls_and_visits",
    "answered_in_time",
    "answered_in_time_low",
    "answered_in_time_high",
    "goal_seconds",
    "median_wait_seconds",
    "solved_at_once",
    "solved_without_return",
)


@open_to_all
@require_safe
@kept_briefly
def service(request: HttpRequest) -> HttpResponse:
    desks = [_told(desk) for desk in answering()]
    context = {"desks": desks, **publishing.addresses(request)}
    return render(request, "public/service.html", context)


@open_to_all
@require_safe
def service_data(request: HttpRequest, form: str) -> HttpResponseBase:
    rows = [_row(desk, month) for desk in answering() for month in desk.months]
    if form == "json":
        return JsonResponse({"rows": rows}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    if form == "csv":
        return csv_file("vi-svarar", [Column(name, name) for name in FILE_COLUMNS], rows)
    raise Http404


def _told(desk: Answering) -> dict[str, Any]:
    latest = desk.latest
    return {
        "desk": desk,
        "languages": [language_name(code) for code in desk.languages],
        "week": [(WEEKDAYS[day.weekday], day.spans) for day in desk.week],
        "is_open_at_all": any(day.spans for day in desk.week),
        "latest": _month(latest) if latest else None,
        "months": [_month(month) for month in reversed(desk.months)],
        "goal": duration(desk.goal_seconds),
        "calmest": [_time(calm) for calm in desk.calmest],
        "busiest": [_time(calm) for calm in desk.busiest],
    }


def _month(month: Month) -> dict[str, Any]:
    return {
        "first": month.first,
        "contacts": month.contacts,
        "in_time": _percent(month.in_time),
        "in_time_n": month.in_time.n if month.in_time else 0,
        "median": duration(month.median_wait) if month.median_wait is not None else "",
        "solved": _percent(month.solved),
        "solved_n": month.solved.n if month.solved else 0,
        "held": _percent(month.held),
    }


def _percent(share: Share | None) -> str:
    return percent(share.value, 0) if share else ""


def _time(calm: Calm) -> str:
    return f"{WEEKDAYS[calm.weekday]} {clock(calm.half_hour)}–{clock(calm.half_hour + 1)}"


def _row(desk: Answering, month: Month) -> dict[str, Any]:
    """Shares between 0 and 1; nothing where too few are behind."""
    values = (
        desk.slug,
        f"{month.first:%Y-%m}",
        month.contacts,
        month.offered or None,
        *_ends(month.in_time),
        desk.goal_seconds,
        month.median_wait,
        _ends(month.solved)[0],
        _ends(month.held)[0],
    )
    return dict(zip(FILE_COLUMNS, values, strict=True))


def _ends(share: Share | None) -> tuple[float | None, float | None, float | None]:
    if share is None:
        return None, None, None
    return round(share.value, 4), round(share.low, 4), round(share.high, 4)
