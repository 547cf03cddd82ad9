"""Who has which weeks, as people × weeks, and one person's weeks in the planner's hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.staffing import rules
from hundra.improve.staffing.errors import RulesBrokenError, StaffingError
from hundra.improve.staffing.forms.holidays import TermsForm, WeeksForm
from hundra.improve.staffing.models import RosterPeriod, StaffPerson, WishKind
from hundra.improve.staffing.queries import holidays as queries
from hundra.improve.staffing.services.holidays import deciding
from hundra.improve.staffing.views.shared import show, summer_or_404, write


@requires(rules.is_planner)
@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """People × weeks, and how many there are of each need."""
    period = summer_or_404(request, pk)
    board = queries.board_of(period)
    return show(request, "holidays/table", period=period, desk=period.desk, board=board)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Somebody's weeks: rules are checked at once, and what they forbid is said on the page."""
    period, who = _found(request, pk, person)
    form = WeeksForm(request.POST or None, period=period, initial={"weeks": _now(period, who)})
    broken: tuple[str, ...] = ()
    is_short = False
    if request.method == "POST" and form.is_valid():
        try:
            deciding.set_weeks(
                period=period,
                person=who,
                mondays=form.cleaned_data["weeks"],
                allow_short=form.cleaned_data["allow_short"],
                by=signed_in_user(request),
            )
        except RulesBrokenError as error:
            broken, is_short = error.breaches, isinstance(error, deciding.ShortError)
            form.add_error(None, str(error))
        except StaffingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The weeks are decided."))
            return redirect("staffing_summer_table", pk=pk)
    return _show_person(request, period, who, form=form, broken=broken, is_short=is_short)


@requires(rules.is_planner)
@require_safe
def try_weeks(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """What the weeks that are chosen would break, before they are saved."""
    period, who = _found(request, pk, person)
    form = WeeksForm(request.GET, period=period)
    tried = (
        deciding.try_weeks(period=period, person=who, mondays=form.cleaned_data["weeks"])
        if form.is_valid()
        else deciding.Tried()
    )
    return render(request, "staffing/holidays/tried.html", {"tried": tried})


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """What is agreed with somebody for this summer."""
    period, who = _found(request, pk, person)
    there = queries.terms_of(period, who)
    initial = {
        "weeks": there.weeks if there else period.weeks_each,
        "together": there.together if there else period.weeks_together,
        "agreement": there.agreement if there else "",
    }
    form = TermsForm(request.POST or None, initial=initial)

    def service() -> None:
        deciding.set_terms(
            period=period, person=who, by=signed_in_user(request), **form.cleaned_data
        )

    then = reverse("staffing_summer_person", args=[pk, person])
    return write(
        request, form, service, done=_("What you have agreed on is saved."), then=then
    ) or (show(request, "holidays/terms", period=period, desk=period.desk, person=who, form=form))


@requires(rules.is_planner)
@require_POST
def release(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """The next search may choose other weeks."""
    period, who = _found(request, pk, person)
    try:
        deciding.release(period=period, person=who, by=signed_in_user(request))
    except StaffingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The next search may choose other weeks."))
    return redirect("staffing_summer_person", pk=pk, person=person)


def _found(request: HttpRequest, pk: int, person: int) -> tuple[RosterPeriod, StaffPerson]:
    period = summer_or_404(request, pk)
    people = StaffPerson.objects.select_related("guide__user", "guide__desk")
    return period, get_object_or_404(people, pk=person, guide__desk=period.desk)


def _now(period: RosterPeriod, who: StaffPerson) -> list[str]:
    rows = period.holiday_weeks.filter(person=who).values_list("monday", flat=True)
    return [day.isoformat() for day in rows]


def _show_person(
    request: HttpRequest, period: RosterPeriod, who: StaffPerson, **context: object
) -> HttpResponse:
    wishes = queries.wishes_of(period, who)
    return show(
        request,
        "holidays/person",
        period=period,
        desk=period.desk,
        person=who,
        terms=queries.terms_of(period, who),
        is_fixed=period.holiday_weeks.filter(person=who, is_fixed=True).exists(),
        choices=[
            (one.rank, queries.wish_days(one), one.text)
            for one in wishes
            if one.kind == WishKind.HOLIDAY
        ],
        avoided=[queries.wish_days(one) for one in wishes if one.kind == WishKind.AVOID],
        board=queries.board_of(period),
        **context,
    )
