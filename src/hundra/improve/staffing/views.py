"""Planners' pages: /arbete/bemanning/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.models import User
from hundra.core.ui.access import requires
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing import presenting, rules
from hundra.improve.staffing.errors import RulesBrokenError, StaffingError
from hundra.improve.staffing.forms import (
    PeriodForm,
    ShareForm,
    ShiftForm,
    SolveForm,
    WishesForm,
)
from hundra.improve.staffing.jobs import forecast as forecast_job
from hundra.improve.staffing.models import RosterPeriod, StaffPerson
from hundra.improve.staffing.queries import needing, planning
from hundra.improve.staffing.queries.arrivals import times_of
from hundra.improve.staffing.services import needing as need_services
from hundra.improve.staffing.services import planning as services
from hundra.improve.staffing.services import simulating, solving

INVALID = 422
WEEKS_BACK = 6
SECONDS = 60


@requires(rules.is_planner)
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    shown = planning.planned_desks(request.user)
    return render(request, "staffing/desks.html", {"desks": shown})


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk's periods, and a form for the next."""
    shown = _desk_or_404(request, slug)
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_period(
                desk=shown,
                first_day=form.cleaned_data["first_day"],
                last_day=form.last_day,
                hour_cost=form.cleaned_data["hour_cost"],
                by=_user(request),
            )
        except StaffingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("staffing_period", pk=made.pk)
    context = {"desk": shown, "form": form, "periods": shown.roster_periods.all()}
    status = INVALID if form.errors else None
    return render(request, "staffing/desk.html", context, status=status)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def forecast(request: HttpRequest, slug: str) -> HttpResponse:
    """What came, what is expected, and how good it has been; POST has it worked out anew."""
    shown = _desk_or_404(request, slug)
    if request.method == "POST":
        forecast_job.defer(desk=shown.pk)
        messages.success(request, _("The forecast is being made. It takes about a minute."))
        return redirect("staffing_forecast", slug=slug)
    made = needing.latest_forecast(shown)
    context: dict[str, object] = {"desk": shown, "forecast": made}
    if made is not None:
        rows = list(made.rows.filter(language=""))
        ahead = planning.days_ahead(rows)
        today = timezone.localdate()
        behind = planning.days_behind(
            shown, today - dt.timedelta(weeks=WEEKS_BACK), today - dt.timedelta(days=1)
        )
        first = next((one.day for one in ahead if one.mean), made.first_day)
        context |= {
            "days": presenting.days_chart(behind, ahead),
            "day": presenting.day_chart([row for row in rows if row.day == first]),
            "shown_day": first,
            "quality": made.quality,
        }
    return render(request, "staffing/forecast.html", context)


@requires(rules.is_planner)
@require_safe
def period(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _period_or_404(request, pk)
    made = needing.latest_forecast(shown.desk)
    reaches = made is not None and made.last_day >= shown.last_day
    costs: list[needing.Cost] = []
    if made is not None and reaches:
        costs = needing.costs_of(
            needing.rows_of(made, shown.first_day, shown.last_day),
            times_of(shown.desk, timezone.localdate()),
            within=shown.desk.answer_within_seconds,
            hour_cost=shown.hour_cost,
        )
    simulation = planning.latest_simulation(shown)
    context = {
        "period": shown,
        "desk": shown.desk,
        "costs": costs,
        "has_need": shown.needs.exists(),
        "has_roster": shown.assignments.exists(),
        "solve": planning.latest_solve(shown),
        "simulation": simulation,
        "weak": planning.weak_spots(simulation, shown.goal_share) if simulation else [],
        "share_form": ShareForm(initial={"share": shown.goal_share}),
        "wishes_form": WishesForm(initial={"until": shown.wishes_until}),
        "solve_form": SolveForm(),
        "wish_count": shown.wishes.count(),
        "latest_publishing": shown.first_day - dt.timedelta(days=services.NOTICE_DAYS),
    }
    return render(request, "staffing/period.html", context)


@requires(rules.is_planner)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The search's bar; when it has ended, the page is loaded anew."""
    shown = _period_or_404(request, pk)
    found = planning.latest_solve(shown)
    answer = render(request, "staffing/parts/progress.html", {"period": shown, "solve": found})
    if found is not None and not found.is_going_on:
        answer["HX-Refresh"] = "true"
    return answer


@requires(rules.is_planner)
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One of the steps of a period's life."""
    shown = _period_or_404(request, pk)
    if what not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[what](request, shown))
    except RulesBrokenError as error:
        messages.error(request, " ".join([str(error), *error.breaches[:3]]))
    except StaffingError as error:
        messages.error(request, str(error))
    return redirect("staffing_period", pk=pk)


def _take_need(request: HttpRequest, shown: RosterPeriod) -> str:
    form = ShareForm(request.POST)
    if not form.is_valid():
        raise StaffingError(_("Choose a share."))
    need_services.take_need(period=shown, share=form.cleaned_data["share"], by=_user(request))
    return _("The need is taken from the forecast.")


def _open_wishes(request: HttpRequest, shown: RosterPeriod) -> str:
    form = WishesForm(request.POST)
    if not form.is_valid():
        raise StaffingError(_("Give the day until which wishes are taken."))
    services.open_for_wishes(period=shown, until=form.cleaned_data["until"], by=_user(request))
    return _("The employees can now wish.")


def _solve(request: HttpRequest, shown: RosterPeriod) -> str:
    form = SolveForm(request.POST)
    if not form.is_valid():
        raise StaffingError(_("Choose for how long to search."))
    solving.ask_for_roster(
        period=shown, seconds=form.cleaned_data["minutes"] * SECONDS, by=_user(request)
    )
    return _("The search has begun.")


def _stop(request: HttpRequest, shown: RosterPeriod) -> str:
    found = planning.latest_solve(shown)
    if found is None or not found.is_going_on:
        raise StaffingError(_("No search is going on."))
    solving.ask_to_stop(solve=found, by=_user(request))
    return _("The search is being stopped. The best roster so far is kept.")


def _simulate(request: HttpRequest, shown: RosterPeriod) -> str:
    simulating.ask_for_simulation(period=shown, by=_user(request))
    return _("The roster is being simulated. It takes about a minute.")


def _publish(request: HttpRequest, shown: RosterPeriod) -> str:
    services.publish(period=shown, by=_user(request))
    return _("The roster is published.")


ACTS: dict[str, Callable[[HttpRequest, RosterPeriod], str]] = {
    "behov": _take_need,
    "onskemal": _open_wishes,
    "los": _solve,
    "stoppa": _stop,
    "simulera": _simulate,
    "publicera": _publish,
}


@requires(rules.may_see_some_roster)
@require_safe
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    """People × days, a week at a time. Guides see it when it is published, without wishes."""
    shown = planning.period_by_key(pk)
    if shown is None or not rules.may_see_roster(request.user, shown):
        raise Http404
    may_plan = rules.may_plan(request.user, shown.desk)
    grid = planning.grid_of(shown, _number(request.GET.get("vecka", "1")) - 1, private=may_plan)
    context = {"period": shown, "desk": shown.desk, "grid": grid, "may_plan": may_plan}
    return render(request, "staffing/roster.html", context)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, pk: int, person: int, day: dt.date) -> HttpResponse:
    """Somebody's day: rules are checked at once, and what they forbid is said on the page."""
    shown = _period_or_404(request, pk)
    who = get_object_or_404(StaffPerson, pk=person, guide__desk=shown.desk)
    if day not in shown.days:
        raise Http404
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
                by=_user(request),
            )
        except RulesBrokenError as error:
            broken = error.breaches
            form.add_error(None, str(error))
        except StaffingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The day is changed."))
            return redirect("staffing_roster", pk=pk)
    context = {
        "period": shown,
        "desk": shown.desk,
        "person": who,
        "day": day,
        "form": form,
        "broken": broken,
        "wish": shown.wishes.filter(person=who, day=day).first(),
    }
    status = INVALID if form.errors else None
    return render(request, "staffing/day.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 1  # noqa: PLR2004


def _desk_or_404(request: HttpRequest, slug: str) -> Desk:
    """Whoever plans elsewhere does not learn which desks there are."""
    found = Desk.objects.select_related("unit").filter(slug=slug).first()
    if found is None or not rules.may_plan(request.user, found):
        raise Http404
    return found


def _period_or_404(request: HttpRequest, pk: int) -> RosterPeriod:
    found = planning.period_by_key(pk)
    if found is None or not rules.may_plan(request.user, found.desk):
        raise Http404
    return found


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
