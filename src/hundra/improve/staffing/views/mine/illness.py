"""I am ill today; and what I am asked when somebody else is away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.staffing import own_rules
from hundra.improve.staffing.change_words import change_text
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.illness import BackForm, OwnAbsenceForm
from hundra.improve.staffing.models import Absence
from hundra.improve.staffing.queries import absences as queries
from hundra.improve.staffing.services import absences as services
from hundra.improve.staffing.services import settling
from hundra.improve.staffing.views.mine.shared import crumbs, person_of
from hundra.improve.staffing.views.shared import INVALID

YES = "yes"


@requires(own_rules.is_in_roster)
@require_http_methods(["GET", "HEAD", "POST"])
def my_absence(request: HttpRequest) -> HttpResponse:
    """Reports from today; or, when it is reported, says when one is back."""
    person, today = person_of(request), timezone.localdate()
    current = queries.own_absence(person, today)
    form = _form(request, current)
    if request.method == "POST" and form.is_valid() and _done(request, form, current):
        return redirect("my_absence")
    context = {
        "form": form,
        "absence": current,
        "is_own_word": current is not None and current.kind in services.SUDDEN,
        "today": today,
        "crumbs": crumbs((_("I am ill"), "")),
    }
    status = INVALID if form.errors else None
    return render(request, "staffing/mine/absence.html", context, status=status)


def _form(request: HttpRequest, current: Absence | None) -> OwnAbsenceForm | BackForm:
    sent = request.POST or None
    return OwnAbsenceForm(sent) if current is None else BackForm(sent, last_day=current.last_day)


def _done(request: HttpRequest, form: OwnAbsenceForm | BackForm, current: Absence | None) -> bool:
    by = signed_in_user(request)
    try:
        if current is None:
            services.report(
                person=person_of(request),
                first_day=timezone.localdate(),
                by=by,
                **form.cleaned_data,
            )
            messages.success(request, _("It is reported. Whoever plans the roster knows."))
        else:
            services.back_on(absence=current, day=form.cleaned_data["day"], by=by)
            messages.success(request, _("Noted. Whoever plans the roster sees it."))
    except StaffingError as error:
        form.add_error(None, str(error))
        return False
    return True


@requires(own_rules.is_in_roster)
@require_safe
def asked_changes(request: HttpRequest) -> HttpResponse:
    """What waits for my answer, and what I have said."""
    person, today = person_of(request), timezone.localdate()
    context = {
        "asked": [(one, change_text(one)) for one in queries.asked_of(person)],
        "answered": [(one, change_text(one)) for one in queries.answered_by(person, today)],
        "crumbs": crumbs((_("Changes I am asked about"), "")),
    }
    return render(request, "staffing/mine/asked_changes.html", context)


@requires(own_rules.is_in_roster)
@require_POST
def answer_change(request: HttpRequest, pk: int) -> HttpResponse:
    change = queries.change_by_key(pk)
    if change is None or change.person_id != person_of(request).pk:
        raise Http404
    yes = request.POST.get("answer") == YES
    try:
        settling.answer(change=change, yes=yes, by=signed_in_user(request))
    except StaffingError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Thank you for saying yes.") if yes else _("Noted. Your roster is as before."),
        )
    return redirect("my_asked_changes")
