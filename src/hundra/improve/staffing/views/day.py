"""The day: who is here, how it looks, and people moved within it. The planner's pages."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing import presenting_day, rules
from hundra.improve.staffing.errors import RulesBrokenError, StaffingError
from hundra.improve.staffing.forms.day import MoveForm
from hundra.improve.staffing.jobs import ask_for_outlook
from hundra.improve.staffing.models import Activity, Move, MoveState
from hundra.improve.staffing.queries import day as queries
from hundra.improve.staffing.queries import planning
from hundra.improve.staffing.services import moving
from hundra.improve.staffing.views.shared import INVALID, desk_or_404

HOUR = 60
DAY = 24 * HOUR


@requires(rules.is_planner)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The day of the planner's desk; with several, the list of them."""
    desks = list(planning.planned_desks(request.user))
    if len(desks) == 1:
        return redirect("staffing_today", slug=desks[0].slug)
    return render(request, "staffing/day/desks.html", {"desks": desks})


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, slug: str) -> HttpResponse:
    """Today, or the next open day; a day before as it turned out. POST has it worked out anew."""
    desk, now = desk_or_404(request, slug), timezone.localtime()
    if request.method == "POST":
        ask_for_outlook(desk=desk.pk)
        messages.success(request, _("The day is being worked out anew. It takes a few seconds."))
        return redirect("staffing_today", slug=slug)
    shown = _day(request, desk, now.date())
    roster = queries.roster_on(desk, shown)
    outlook = queries.latest_outlook(desk, shown)
    slots = queries.slots_of(desk, outlook) if outlook else []
    is_today = shown == now.date()
    context = {
        "desk": desk,
        "day": shown,
        "is_today": is_today,
        "is_past": shown < now.date(),
        "before": shown - dt.timedelta(days=1),
        "after": shown + dt.timedelta(days=1),
        "is_later": shown < (queries.day_shown(desk, now.date()) or now.date()),
        "working": len(roster),
        "away": queries.away_on(desk, shown),
        "outlook": outlook,
        "slots": slots,
        "adherence": queries.adherence(desk, roster, now) if is_today else None,
        "moves": queries.moves_on(desk, shown),
        "chart": presenting_day.chart(slots) if slots else None,
        "weak": [one for one in slots if one.is_weak],
    }
    return render(request, "staffing/day/day.html", context)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def move_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to move, to what and when; what forbids it is said at once."""
    desk, now = desk_or_404(request, slug), timezone.localtime()
    shown = queries.day_shown(desk, now.date())
    if shown is None:
        raise Http404
    roster = queries.roster_on(desk, shown)
    form = MoveForm(
        request.POST or None, roster=roster, now=now, day=shown, initial=_asked(request)
    )
    broken: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = moving.try_move(
                desk=desk,
                day=shown,
                start=given["start"],
                end=given["end"],
                activity=given["activity"],
                people=form.chosen,
                by=signed_in_user(request),
            )
        except RulesBrokenError as error:
            broken = error.breaches
            form.add_error(None, str(error))
        except StaffingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("staffing_move", pk=made.pk)
    context = {"desk": desk, "day": shown, "form": form, "broken": broken, "roster": roster}
    status = INVALID if form.errors else None
    return render(request, "staffing/day/move_new.html", context, status=status)


@requires(rules.is_planner)
@require_safe
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """What it would do, and whether to do it."""
    shown = _move_or_404(request, pk)
    context = {"move": shown, "desk": shown.desk, "effect": presenting_day.effect(shown)}
    return render(request, "staffing/day/move.html", context)


@requires(rules.is_planner)
@require_safe
def move_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Until the effect is worked out; then the page is loaded anew."""
    shown = _move_or_404(request, pk)
    answer = render(request, "staffing/day/move_progress.html", {"move": shown})
    if shown.state != MoveState.QUEUED:
        answer["HX-Refresh"] = "true"
    return answer


@requires(rules.is_planner)
@require_POST
def move_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Done or not."""
    shown, by = _move_or_404(request, pk), signed_in_user(request)
    try:
        if request.POST.get("do"):
            moving.do(move=shown, by=by)
            messages.success(request, _("Moved. Those concerned are told."))
        else:
            moving.leave(move=shown, by=by)
            messages.success(request, _("Nothing is changed."))
    except RulesBrokenError as error:
        messages.error(request, " ".join([str(error), *error.breaches[:3]]))
        return redirect("staffing_move", pk=pk)
    except StaffingError as error:
        messages.error(request, str(error))
    return redirect("staffing_today", slug=shown.desk.slug)


def _day(request: HttpRequest, desk: Desk, today: dt.date) -> dt.date:
    latest = queries.day_shown(desk, today) or today
    try:
        asked = parse_date(request.GET.get("dag", ""))
    except ValueError:
        asked = None
    return asked if asked and asked <= latest else latest


def _asked(request: HttpRequest) -> dict[str, object]:
    """From the half-hour that was chosen on the day's page."""
    given = request.GET.get("fran", "")
    if not (given.isdecimal() and int(given[:5]) < DAY):
        return {"activity": Activity.PHONE}
    start = int(given)
    return {"activity": Activity.PHONE, "start": start, "end": start + HOUR}


def _move_or_404(request: HttpRequest, pk: int) -> Move:
    found = queries.move_by_key(pk)
    if found is None or not rules.may_plan(request.user, found.desk):
        raise Http404
    return found
