"""Who is away, and the roster mended for it: the planner's pages. Each opening is logged."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import trail
from hundra.core.audit.services import log_reading
from hundra.core.ui.access import requires
from hundra.improve.staffing import presenting_repairs, rules
from hundra.improve.staffing.errors import RulesBrokenError, StaffingError
from hundra.improve.staffing.forms.illness import AbsenceForm, AvoidForm, BackForm
from hundra.improve.staffing.models import Absence, RosterRepair
from hundra.improve.staffing.queries import absences as queries
from hundra.improve.staffing.services import absences as services
from hundra.improve.staffing.services import repairing, settling
from hundra.improve.staffing.views.shared import INVALID, desk_or_404

YES = "yes"


@requires(rules.is_planner)
@require_safe
def absences(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is away now and to come, and what waits for the planner. No kinds here."""
    desk, today = desk_or_404(request, slug), timezone.localdate()
    context = {"desk": desk, "away": queries.at_desk(desk, today), "today": today}
    return render(request, "staffing/illness/absences.html", context)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def absence_new(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = AbsenceForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.report(by=signed_in_user(request), **form.cleaned_data)
        except StaffingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("staffing_absence", pk=made.pk)
    context = {"desk": desk, "form": form}
    status = INVALID if form.errors else None
    return render(request, "staffing/illness/new.html", context, status=status)


@requires(rules.is_planner)
@require_safe
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """One absence: its repairs, and what came of them."""
    shown = _absence_or_404(request, pk)
    log_reading(by=signed_in_user(request), record=shown, what=f"absence {shown.pk}")
    context = {
        "absence": shown,
        "desk": shown.person.guide.desk,
        "repairs": presenting_repairs.shown(queries.repairs_of(shown)),
        "missed": list(shown.missed.select_related("shift_type")),
        "is_over": shown.last_day < timezone.localdate(),
        "back_form": BackForm(last_day=shown.last_day),
        "trail": trail(shown, related=["repairs"], limit=30),
    }
    return render(request, "staffing/illness/absence.html", context)


@requires(rules.is_planner)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The search's bar; when it has ended, the page is loaded anew."""
    shown = _absence_or_404(request, pk)
    found = [one for one in queries.repairs_of(shown) if one.is_searching]
    repair = found[0] if found else None
    context = {"absence": shown, "repair": repair}
    answer = render(request, "staffing/illness/progress.html", context)
    if repair is None:
        answer["HX-Refresh"] = "true"
    return answer


@requires(rules.is_planner)
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One of the steps of a repair."""
    shown = _absence_or_404(request, pk)
    if what not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[what](request, shown))
    except RulesBrokenError as error:
        messages.error(request, " ".join([str(error), *error.breaches[:3]]))
    except StaffingError as error:
        messages.error(request, str(error))
    if not Absence.objects.filter(pk=pk).exists():
        return redirect("staffing_absences", slug=shown.person.guide.desk.slug)
    return redirect("staffing_absence", pk=pk)


def _stop(request: HttpRequest, shown: Absence) -> str:
    repairing.stop(repair=_repair(request, shown), by=signed_in_user(request))
    return _("The search is stopped. The roster is as before.")


def _ask(request: HttpRequest, shown: Absence) -> str:
    settling.ask(repair=_repair(request, shown), by=signed_in_user(request))
    return _("They are asked. You see their answers here.")


def _take(request: HttpRequest, shown: Absence) -> str:
    settling.take(repair=_repair(request, shown), by=signed_in_user(request))
    return _("The roster is changed. Everybody concerned is told.")


def _leave(request: HttpRequest, shown: Absence) -> str:
    settling.leave(repair=_repair(request, shown), by=signed_in_user(request))
    return _("The roster is left as it is.")


def _another(request: HttpRequest, shown: Absence) -> str:
    repair, form = _repair(request, shown), AvoidForm(request.POST, desk=shown.person.guide.desk)
    avoid = form.cleaned_data["avoid"] if form.is_valid() else []
    settling.ask_for_another(
        absence=shown, period=repair.period, avoid=avoid, by=signed_in_user(request)
    )
    return _("Another proposal is being worked out.")


def _back(request: HttpRequest, shown: Absence) -> str:
    form = BackForm(request.POST, last_day=shown.last_day)
    if not form.is_valid():
        raise StaffingError(_("Give the day."))
    services.back_on(absence=shown, day=form.cleaned_data["day"], by=signed_in_user(request))
    return _("The absence is changed.")


ACTS: dict[str, Callable[[HttpRequest, Absence], str]] = {
    "stoppa": _stop,
    "fraga": _ask,
    "ta": _take,
    "lat-vara": _leave,
    "annat": _another,
    "tillbaka": _back,
}


@requires(rules.is_planner)
@require_POST
def write_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody has answered on the phone."""
    change = queries.change_by_key(pk)
    if change is None or not rules.may_plan(request.user, change.person.guide.desk):
        raise Http404
    try:
        settling.answer(
            change=change, yes=request.POST.get("answer") == YES, by=signed_in_user(request)
        )
    except RulesBrokenError as error:
        messages.error(request, " ".join([str(error), *error.breaches[:3]]))
    except StaffingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The answer is written down."))
    return redirect(
        reverse("staffing_absence", args=[change.repair.absence_id]) + f"#repair-{change.repair_id}"
    )


def _absence_or_404(request: HttpRequest, pk: int) -> Absence:
    """Absences at others' desks are not there."""
    found = queries.absence_by_key(pk)
    if found is None or not rules.may_plan(request.user, found.person.guide.desk):
        raise Http404
    return found


def _repair(request: HttpRequest, shown: Absence) -> RosterRepair:
    key = request.POST.get("repair", "")
    found = queries.repair_of(shown, int(key)) if key.isdecimal() and len(key) < 10 else None  # noqa: PLR2004
    if found is None:
        raise StaffingError(_("The proposal is already settled, or another has come."))
    return found
