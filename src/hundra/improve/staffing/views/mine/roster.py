"""My weeks, and who else works."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hundra.core.ui.access import requires
from hundra.improve.staffing import own_rules
from hundra.improve.staffing.calendar_feed import part_lines
from hundra.improve.staffing.queries import absences, mine
from hundra.improve.staffing.queries.training import own_missed
from hundra.improve.staffing.views.mine.shared import crumbs, person_of

WEEKS = 4
YEARS = dt.timedelta(days=366)


@requires(own_rules.is_in_roster)
@require_safe
def my_roster(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.localtime()
    today = now.date()
    first, coming = _day(request, today), mine.next_shift(person, now)
    first -= dt.timedelta(days=first.weekday())
    context = {
        "person": person,
        "next": coming,
        "parts": [] if coming is None else part_lines(coming),
        "now": now,
        "weeks": mine.weeks(person, first, WEEKS, today),
        "earlier": first - WEEKS * mine.WEEK,
        "later": first + WEEKS * mine.WEEK,
        "is_now": first <= today < first + WEEKS * mine.WEEK,
        "periods": mine.periods_for_wishes(person, today),
        "offers": len(mine.my_swaps(person, today).open_to_me),
        "asked": absences.asked_of(person).count(),
        "missed_trainings": own_missed(person, today),
        "absence": absences.own_absence(person, today),
        "today": today,
    }
    return render(request, "staffing/mine/roster.html", context)


@requires(own_rules.is_in_roster)
@require_safe
def at_work(request: HttpRequest) -> HttpResponse:
    """Who works when on a day, at one's own desk."""
    person, today = person_of(request), timezone.localdate()
    day = _day(request, today)
    context = {
        "day": day,
        "today": today,
        "before": day - dt.timedelta(days=1),
        "after": day + dt.timedelta(days=1),
        "shifts": mine.at_work(person, day),
        "crumbs": crumbs((_("Who works"), "")),
    }
    return render(request, "staffing/mine/at_work.html", context)


def _day(request: HttpRequest, today: dt.date) -> dt.date:
    """The day that is asked for, within a year of today."""
    try:
        asked = parse_date(request.GET.get("dag", ""))
    except ValueError:
        asked = None
    return asked if asked and abs(asked - today) < YEARS else today
