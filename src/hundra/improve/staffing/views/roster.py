"""The roster as people × days, and somebody's day in it."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.staffing import rules
from hundra.improve.staffing.errors import RulesBrokenError, StaffingError
from hundra.improve.staffing.forms.planning import MoveShiftForm, ShiftForm
from hundra.improve.staffing.models import RosterPeriod, StaffPerson
from hundra.improve.staffing.queries import planning
from hundra.improve.staffing.services import laying as services
from hundra.improve.staffing.views.shared import INVALID, period_or_404
from hundra.improve.staffing.wish_pages import wish_text


@requires(rules.may_see_some_roster)
@require_safe
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    """People × days, a week at a time. Guides see it when it is published, without wishes."""
    shown = planning.period_by_key(pk)
    if shown is None or shown.is_summer or not rules.may_see_roster(request.user, shown):
        raise Http404
    may_plan = rules.may_plan(request.user, shown.desk)
    grid = planning.grid_of(shown, _week(request, shown), private=may_plan)
    context = {"period": shown, "desk": shown.desk, "grid": grid, "may_plan": may_plan}
    return render(request, "staffing/roster.html", context)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, pk: int, person: int, day: dt.date) -> HttpResponse:
    """Somebody's day: rules are checked at once, and what they forbid is said on the page."""
    shown = period_or_404(request, pk)
    who = get_object_or_404(StaffPerson, pk=person, guide__desk=shown.desk)
    if day not in shown.days:
        raise Http404
    week = (day - shown.first_day).days // planning.WEEK + 1
    now = shown.assignments.filter(person=who, day=day).first()
    form = ShiftForm(
        request.POST or None, desk=shown.desk, initial={"shift": now and now.shift_type_id}
    )
    broken: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            services.set_shift(
                period=shown,
                person=who,
                day=day,
                shift_type=form.cleaned_data["shift"],
                by=signed_in_user(request),
            )
        except RulesBrokenError as error:
            broken = error.breaches
            form.add_error(None, str(error))
        except StaffingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The day is changed."))
            return redirect(f"{reverse('staffing_roster', args=[pk])}?vecka={week}")
    wish = shown.wishes.filter(person=who, day=day).select_related("shift_type").first()
    context = {
        "period": shown,
        "desk": shown.desk,
        "person": who,
        "day": day,
        "form": form,
        "broken": broken,
        "wish": wish,
        "wish_told": wish_text(wish) if wish else "",
        "around": planning.days_around(shown, who, day),
        "week": week,
    }
    status = INVALID if form.errors else None
    return render(request, "staffing/shift.html", context, status=status)


@requires(rules.is_planner)
@require_POST
def move(request: HttpRequest, pk: int, person: int, day: dt.date) -> HttpResponse:
    """Somebody's shift goes to another day, or to another's. What forbids it is told as JSON."""
    shown = period_or_404(request, pk)
    moved = get_object_or_404(
        shown.assignments.select_related("period__desk", "person__guide__user", "shift_type"),
        person=person,
        day=day,
    )
    form = MoveShiftForm(request.POST, desk=shown.desk)
    if not form.is_valid():
        return JsonResponse({"broken": [_("Choose an employee and a day.")]}, status=INVALID)
    try:
        services.move_shift(moved=moved, by=signed_in_user(request), **form.cleaned_data)
    except RulesBrokenError as error:
        return JsonResponse({"broken": list(error.breaches)}, status=INVALID)
    except StaffingError as error:
        return JsonResponse({"broken": [str(error)]}, status=INVALID)
    return JsonResponse({"broken": []})


def _week(request: HttpRequest, shown: RosterPeriod) -> int:
    """From 0: the one that is asked for, else that of today, else the first."""
    asked = request.GET.get("vecka", "")
    if asked.isdecimal() and len(asked) < 4:  # noqa: PLR2004
        return int(asked) - 1
    today = timezone.localdate()
    is_now = shown.first_day <= today <= shown.last_day
    return (today - shown.first_day).days // planning.WEEK if is_now else 0
