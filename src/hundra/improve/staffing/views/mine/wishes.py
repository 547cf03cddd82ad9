"""My wishes, and what came of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.staffing import own_rules, wish_pages
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.mine import WishForm
from hundra.improve.staffing.models import RosterPeriod, StaffPerson, Wish
from hundra.improve.staffing.queries import mine
from hundra.improve.staffing.queries.holidays import my_summers
from hundra.improve.staffing.services import wishing
from hundra.improve.staffing.views.mine import holidays
from hundra.improve.staffing.views.mine.shared import crumbs, person_of


@requires(own_rules.is_in_roster)
@require_safe
def my_wishes(request: HttpRequest) -> HttpResponse:
    """The periods that are open, and the answers to earlier wishes."""
    person = person_of(request)
    context = {
        "periods": mine.periods_for_wishes(person, timezone.localdate()),
        "answered": wish_pages.answered(mine.answered(person)),
        "summers": my_summers(person, timezone.localdate()),
        "crumbs": crumbs((_("My wishes"), "")),
    }
    return render(request, "staffing/mine/wishes.html", context)


@requires(own_rules.is_in_roster)
@require_http_methods(["GET", "HEAD", "POST"])
def wish_period(request: HttpRequest, pk: int) -> HttpResponse:
    """Each day of a roster, to wish for on its own page; of a summer, weeks to rank here."""
    person = person_of(request)
    period = _period(person, pk)
    if period.is_summer:
        return holidays.rank(request, person, period, _crumbs((str(period.first_day.year), "")))
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    wishes = mine.wishes(person, period)
    given, points = sum(one.weight for one in wishes), wishing.points_of(period)
    context = {
        "period": period,
        "is_open": period.takes_wishes(timezone.localdate()),
        "weeks": wish_pages.weeks(period, wishes),
        "given": given,
        "points": points,
        "left": max(0, points - given),
        "crumbs": _crumbs((wish_pages.period_name(period), "")),
    }
    return render(request, "staffing/mine/wish_period.html", context)


@requires(own_rules.is_in_roster)
@require_http_methods(["GET", "HEAD", "POST"])
def wish_day(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """The wish for a day."""
    person = person_of(request)
    period, date = _period(person, pk), _date(day)
    if period.is_summer or not period.first_day <= date <= period.last_day:
        raise Http404
    wish = next((one for one in mine.wishes(person, period) if one.day == date), None)
    form = _form(request, period, date, wish)
    if request.method == "POST" and form.is_valid() and _wished(request, period, date, form):
        messages.success(request, _("Your wish is noted."))
        return redirect("my_wish_period", pk=pk)
    context = {
        "form": form,
        "period": period,
        "wish": wish,
        "title": wish_pages.day_name(date),
        "is_open": period.takes_wishes(timezone.localdate()),
        "crumbs": _crumbs(
            (wish_pages.period_name(period), reverse("my_wish_period", args=[pk])),
            (wish_pages.day_name(date), ""),
        ),
    }
    status = 422 if form.is_bound else 200
    return render(request, "staffing/mine/wish_day.html", context, status=status)


@requires(own_rules.is_in_roster)
@require_POST
def wish_remove(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    person = person_of(request)
    period, date = _period(person, pk), _date(day)
    wish = next((one for one in mine.wishes(person, period) if one.day == date), None)
    if wish is None:
        raise Http404
    try:
        wishing.take_back(wish=wish, by=signed_in_user(request))
    except StaffingError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(
            request, _("You no longer wish for %(day)s.") % {"day": date_format(date, "j F")}
        )
    return redirect("my_wish_period", pk=pk)


def _form(request: HttpRequest, period: RosterPeriod, day: dt.date, wish: Wish | None) -> WishForm:
    initial: dict[str, Any] = {} if wish is None else {"weight": wish.weight, "text": wish.text}
    if wish is not None:
        shift = "" if wish.shift_type_id is None else f"-{wish.shift_type_id}"
        initial["what"] = f"{wish.kind}{shift}"
    return WishForm(mine.shift_types(period, day), request.POST or None, initial=initial)


def _wished(request: HttpRequest, period: RosterPeriod, day: dt.date, form: WishForm) -> bool:
    try:
        wishing.wish(
            period=period,
            person=person_of(request),
            by=signed_in_user(request),
            day=day,
            **form.asked(),
        )
    except StaffingError as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _period(person: StaffPerson, pk: int) -> RosterPeriod:
    """Another desk's, or one that is still a draft, is not found."""
    period = mine.period_of_wishes(person, pk)
    if period is None:
        raise Http404
    return period


def _date(text: str) -> dt.date:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _crumbs(*path: tuple[str, str]) -> list[tuple[str, str]]:
    return crumbs((_("My wishes"), reverse("my_wishes")), *path)
