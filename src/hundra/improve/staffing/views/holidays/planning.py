"""A summer from its beginning to its publication."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.staffing import rules
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.holidays import (
    PublishForm,
    StopForm,
    SummerForm,
    SummerWishesForm,
)
from hundra.improve.staffing.forms.planning import ShareForm
from hundra.improve.staffing.holiday_way import way_of
from hundra.improve.staffing.holiday_words import clash_words
from hundra.improve.staffing.models import RosterPeriod
from hundra.improve.staffing.queries import holidays as queries
from hundra.improve.staffing.queries import planning
from hundra.improve.staffing.queries.holiday_needs import Source
from hundra.improve.staffing.services.holidays import needing, opening, publishing
from hundra.improve.staffing.views import acting
from hundra.improve.staffing.views.shared import INVALID, desk_or_404, show, summer_or_404


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """The summer to plan."""
    desk = desk_or_404(request, slug)
    form = SummerForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            made = opening.create_summer(desk=desk, by=signed_in_user(request), **form.cleaned_data)
        except StaffingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("staffing_period", pk=made.pk)
    return show(request, "holidays/new", desk=desk, form=form)


def page(request: HttpRequest, shown: RosterPeriod, broken: Sequence[str] = ()) -> HttpResponse:
    """The way to published holidays, and the next step on it. Access is `planning.period`'s."""
    today = timezone.localdate()
    solve = planning.latest_solve(shown)
    board = queries.board_of(shown)
    notice = publishing.notice_of(shown, today)
    told = {} if solve is None else solve.reasons
    context = {
        "period": shown,
        "desk": shown.desk,
        "today": today,
        "board": board,
        "way": way_of(shown, board, notice, today),
        "solve": solve,
        "conflict": [clash_words(one) for one in told.get("conflict", [])],
        "notice": notice,
        "has_needs": shown.holiday_needs.exists(),
        "share_form": ShareForm(initial={"share": shown.goal_share}),
        "wishes_form": SummerWishesForm(
            initial={"until": shown.wishes_until or opening.usual_last_day_for_wishes(shown)}
        ),
        "solve_form": StopForm(),
        "publish_form": PublishForm(),
        "broken": broken,
    }
    status = INVALID if broken else None
    return render(request, "staffing/holidays/period.html", context, status=status)


@requires(rules.is_planner)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The search's bar; when it has ended, the page is loaded anew."""
    shown = summer_or_404(request, pk)
    found = planning.latest_solve(shown)
    answer = render(request, "staffing/holidays/progress.html", {"period": shown, "solve": found})
    if found is None or not found.is_going_on:
        answer["HX-Refresh"] = "true"
    return answer


@requires(rules.is_planner)
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One of the steps."""
    shown = summer_or_404(request, pk)
    return acting.carried_out(request, shown, ACTS, what, page)


def _take_needs(request: HttpRequest, shown: RosterPeriod) -> str:
    share = acting.cleaned(ShareForm(request.POST), _("Choose a share."))["share"]
    source = needing.take_needs(period=shown, share=share, by=signed_in_user(request))
    if source == Source.FORECAST:
        return _("The need is taken from the forecast. Look it through.")
    return _("The need is taken from last summer’s calls. Look it through.")


def _open_wishes(request: HttpRequest, shown: RosterPeriod) -> str:
    form = SummerWishesForm(request.POST)
    until = acting.cleaned(form, _("Give the day until which wishes are taken."))["until"]
    opening.open_for_wishes(period=shown, until=until, by=signed_in_user(request))
    return _("The employees can now wish.")


def _solve(request: HttpRequest, shown: RosterPeriod) -> str:
    return acting.search(request, shown, StopForm(request.POST))


def _publish(request: HttpRequest, shown: RosterPeriod) -> str:
    form = PublishForm(request.POST)
    reason = form.cleaned_data["late_reason"] if form.is_valid() else ""
    publishing.publish(period=shown, late_reason=reason, by=signed_in_user(request))
    return _("The holidays are published.")


ACTS: dict[str, acting.Act] = {
    "behov": _take_needs,
    "onskemal": _open_wishes,
    "los": _solve,
    "stoppa": acting.stop,
    "publicera": _publish,
}
