"""My conditions for a phase of life, and my own holidays."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.staffing import condition_words, own_rules
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.mine import ConditionForm, OwnHolidayForm
from hundra.improve.staffing.queries import mine
from hundra.improve.staffing.services import own_terms
from hundra.improve.staffing.views.mine.shared import crumbs, person_of


@requires(own_rules.is_in_roster)
@require_http_methods(["GET", "HEAD", "POST"])
def my_terms(request: HttpRequest) -> HttpResponse:
    """Both lists; sent, a holiday of one's own is added."""
    person, today = person_of(request), timezone.localdate()
    form = OwnHolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        messages.success(request, _("The day is among your own holidays."))
        return redirect("my_terms")
    context = {
        "form": form,
        "conditions": [
            (one, condition_words.told(one), condition_words.how_long(one))
            for one in mine.conditions(person)
        ],
        "holidays": mine.holidays(person, today),
        "today": today,
        "most": own_terms.MOST_HOLIDAYS,
        "crumbs": crumbs((_("My conditions"), "")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "staffing/mine/terms.html", context, status=status)


def _added(request: HttpRequest, form: OwnHolidayForm) -> bool:
    try:
        own_terms.add_holiday(
            person=person_of(request), by=signed_in_user(request), **form.cleaned_data
        )
    except StaffingError as problem:
        form.add_error(None, str(problem))
        return False
    return True


@requires(own_rules.is_in_roster)
@require_http_methods(["GET", "HEAD", "POST"])
def condition_new(request: HttpRequest) -> HttpResponse:
    form = ConditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        own_terms.ask(person=person_of(request), by=signed_in_user(request), **form.asked())
        messages.success(request, _("You have asked for it. You get an answer by e-mail."))
        return redirect("my_terms")
    context = {
        "form": form,
        "crumbs": crumbs((_("My conditions"), reverse("my_terms")), (_("Ask for a condition"), "")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "staffing/mine/condition.html", context, status=status)


@requires(own_rules.is_in_roster)
@require_POST
def condition_remove(request: HttpRequest, pk: int) -> HttpResponse:
    condition = mine.own_condition(person_of(request), pk)
    if condition is None:
        raise Http404
    try:
        own_terms.take_back(condition=condition, by=signed_in_user(request))
    except StaffingError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("You no longer ask for it."))
    return redirect("my_terms")


@requires(own_rules.is_in_roster)
@require_POST
def holiday_remove(request: HttpRequest, pk: int) -> HttpResponse:
    holiday = mine.own_holiday(person_of(request), pk)
    if holiday is None:
        raise Http404
    try:
        own_terms.remove_holiday(holiday=holiday, by=signed_in_user(request))
    except StaffingError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The day is no longer among your own holidays."))
    return redirect("my_terms")
