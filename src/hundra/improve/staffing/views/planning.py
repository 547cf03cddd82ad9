"""Planners' pages: /arbete/bemanning/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.jobs.queries import is_under_way
from hundra.core.ui.access import requires
from hundra.improve.staffing import rules
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.planning import (
    PeriodForm,
    ShareForm,
    SolveForm,
    WishesForm,
)
from hundra.improve.staffing.models import RosterPeriod
from hundra.improve.staffing.queries import needing, planning
from hundra.improve.staffing.queries.ruling import notice_days
from hundra.improve.staffing.services import needing as need_services
from hundra.improve.staffing.services import planning as services
from hundra.improve.staffing.services import simulating
from hundra.improve.staffing.views import acting
from hundra.improve.staffing.views.holidays import planning as holidays
from hundra.improve.staffing.views.shared import (
    INVALID,
    desk_or_404,
    period_or_404,
)
from hundra.improve.staffing.way import Known, way_of
from hundra.improve.staffing.wording import shortage_words


@requires(rules.is_planner)
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    shown = planning.planned_desks(request.user)
    return render(request, "staffing/desks.html", {"desks": shown})


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk's periods, and a form for the next."""
    shown = desk_or_404(request, slug)
    form = PeriodForm(request.POST or None, initial={"first_day": planning.next_monday(shown)})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_period(
                desk=shown,
                first_day=form.cleaned_data["first_day"],
                last_day=form.last_day,
                hour_cost=form.cleaned_data["hour_cost"],
                by=signed_in_user(request),
            )
        except StaffingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("staffing_period", pk=made.pk)
    context = {"desk": shown, "form": form, "periods": shown.roster_periods.all()}
    status = INVALID if form.errors else None
    return render(request, "staffing/desk.html", context, status=status)


@requires(rules.is_planner)
@require_safe
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """The way to a published roster or to published holidays, and the next step on it."""
    shown = period_or_404(request, pk, None)
    return holidays.page(request, shown) if shown.is_summer else _page(request, shown)


def _page(request: HttpRequest, shown: RosterPeriod, broken: Sequence[str] = ()) -> HttpResponse:
    today = timezone.localdate()
    solve, simulation = planning.latest_solve(shown), planning.latest_simulation(shown)
    known = Known(
        has_forecast=needing.reaching_forecast(shown) is not None,
        has_need=shown.needs.exists(),
        wishes=shown.wishes.count(),
        has_roster=shown.assignments.exists(),
        is_simulated=simulation is not None,
        is_changed_since=simulation is not None and simulation.is_outdated,
    )
    told = {} if solve is None else solve.reasons
    context = {
        "period": shown,
        "desk": shown.desk,
        "today": today,
        "way": way_of(shown, known, today),
        "costs": needing.costs_of_period(shown, today),
        "has_need": known.has_need,
        "has_roster": known.has_roster,
        "is_changed_since": known.is_changed_since,
        "is_simulating": is_under_way(simulating.JOB, period=shown.pk),
        "solve": solve,
        "shortages": [shortage_words(one) for one in told.get("shortages", [])],
        "conflict": planning.conflict_in_words(shown, told.get("conflict", [])),
        "simulation": simulation,
        "goal": shown.goal_share,
        "weak": planning.weak_spots(simulation, shown.goal_share) if simulation else [],
        "share_form": ShareForm(initial={"share": shown.goal_share}),
        "wishes_form": WishesForm(
            initial={"until": shown.wishes_until or services.usual_last_day_for_wishes(shown)}
        ),
        "solve_form": SolveForm(),
        "wish_count": known.wishes,
        "latest_publishing": shown.first_day - dt.timedelta(days=notice_days(shown.desk)),
        "broken": broken,
    }
    status = INVALID if broken else None
    return render(request, "staffing/period.html", context, status=status)


@requires(rules.is_planner)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The search's bar; when search or simulation has ended, the page is loaded anew."""
    shown = period_or_404(request, pk)
    found = planning.latest_solve(shown)
    answer = render(request, "staffing/parts/progress.html", {"period": shown, "solve": found})
    searches = found is not None and found.is_going_on
    if not searches and not is_under_way(simulating.JOB, period=pk):
        answer["HX-Refresh"] = "true"
    return answer


@requires(rules.is_planner)
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One of the steps of a period's life."""
    shown = period_or_404(request, pk)
    return acting.carried_out(request, shown, ACTS, what, _page)


def _take_need(request: HttpRequest, shown: RosterPeriod) -> str:
    share = acting.cleaned(ShareForm(request.POST), _("Choose a share."))["share"]
    need_services.take_need(period=shown, share=share, by=signed_in_user(request))
    return _("The need is taken from the forecast.")


def _open_wishes(request: HttpRequest, shown: RosterPeriod) -> str:
    form = WishesForm(request.POST)
    until = acting.cleaned(form, _("Give the day until which wishes are taken."))["until"]
    services.open_for_wishes(period=shown, until=until, by=signed_in_user(request))
    return _("The employees can now wish.")


def _solve(request: HttpRequest, shown: RosterPeriod) -> str:
    return acting.search(request, shown, SolveForm(request.POST))


def _simulate(request: HttpRequest, shown: RosterPeriod) -> str:
    simulating.ask_for_simulation(period=shown, by=signed_in_user(request))
    return _("The roster is being simulated. It takes about a minute.")


def _publish(request: HttpRequest, shown: RosterPeriod) -> str:
    services.publish(period=shown, by=signed_in_user(request))
    return _("The roster is published.")


ACTS: dict[str, acting.Act] = {
    "behov": _take_need,
    "onskemal": _open_wishes,
    "los": _solve,
    "stoppa": acting.stop,
    "simulera": _simulate,
    "publicera": _publish,
}
