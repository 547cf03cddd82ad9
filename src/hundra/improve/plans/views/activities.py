"""An activity: make, change, tell how it goes, make it a numbered improvement."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import trail
from hundra.core.organisation.models import Unit
from hundra.core.ui.access import check, requires
from hundra.improve.plans import rules
from hundra.improve.plans.forms.activities import (
    ActivityForm,
    ImprovementForm,
    NoteForm,
    StateForm,
)
from hundra.improve.plans.models import Activity, Proposal
from hundra.improve.plans.presenting import (
    ACTIVITY_TONES,
    activity_page,
    is_late,
    responsible_name,
)
from hundra.improve.plans.queries import cafes as cafe_queries
from hundra.improve.plans.queries import plans as queries
from hundra.improve.plans.queries.measuring import Scale, baseline_of, scale_of_wave
from hundra.improve.plans.queries.remeasuring import remeasured
from hundra.improve.plans.services import activities as services
from hundra.improve.plans.services.leading import link_activity
from hundra.improve.plans.views.shared import INVALID, attempt, form_page, of_plan, plan_or_404


def activity_or_404(pk: int) -> Activity:
    found = queries.activity_with(pk)
    if found is None:
        raise Http404
    return found


@requires(rules.may_see)
@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, activity_or_404(pk))


def _page(request: HttpRequest, shown: Activity, **bound: Any) -> HttpResponse:
    plan = shown.area.plan
    is_open = plan.is_open
    context = {
        **of_plan(request, plan, "activities"),
        "activity": shown,
        "activity_tone": ACTIVITY_TONES[shown.state],
        "is_late": is_late(shown, timezone.localdate()),
        "responsible": responsible_name(shown),
        "notes": list(shown.notes.select_related("author")),
        "measured": remeasured([shown], request.user)[shown.pk],
        "cafe_notes": list(shown.cafe_notes.select_related("table__cafe")[:20]),
        "may_keep_activity": is_open and rules.may_keep_activity(request.user, shown),
        "may_tell": is_open and rules.may_tell(request.user, shown),
        "state_form": StateForm(
            initial={"state": shown.state, "why": shown.why_called_off}, prefix="state"
        ),
        "note_form": NoteForm(prefix="note"),
        "trail": trail(shown, related=("notes",), limit=60),
        **bound,
    }
    status = INVALID if bound else None
    return render(request, "plans/activity.html", context, status=status)


@requires(rules.may_make_activities)
@require_http_methods(["GET", "POST"])
def new_activity(request: HttpRequest, plan: int) -> HttpResponse:
    """`omrade`, `enhet`, `skala`, `titel`, `forslag` in the address fill in the form."""
    shown = plan_or_404(plan)
    user = signed_in_user(request)
    form = ActivityForm(request.POST or None, user=user, plan=shown, initial=_given(request.GET))
    if request.method == "POST" and form.is_valid():
        check(rules.may_make_activity(user, form.cleaned_data["unit"]))
        made: list[Activity] = []
        origin = Proposal.objects.filter(plan=shown, pk__in=[_number(request.GET.get("forslag"))])
        details = dict(form.cleaned_data)
        measured = _measured(details)
        if attempt(
            form,
            lambda: made.append(
                services.make_activity(
                    by=user, proposal=origin.first(), measured=measured, **details
                )
            ),
        ):
            _link_notes(request, made[0])
            messages.success(request, _("The activity is made."))
            return redirect(activity_page(made[0]))
    return form_page(request, "plans/activity_form.html", form, plan=shown)


@requires(rules.may_make_activities)
@require_safe
def from_finding(request: HttpRequest) -> HttpResponse:
    """From a survey's figure (keys `vag` and `enhet`, code `skala`) to a plan's activity form."""
    unit = get_object_or_404(Unit, pk=_number(request.GET.get("enhet")))
    check(rules.may_make_activity(request.user, unit))
    scale = scale_of_wave(_number(request.GET.get("vag")), request.GET.get("skala", ""))
    if scale is None:
        raise Http404
    found = []
    for plan in queries.open_plans_over(unit):
        area = queries.area_about(plan, scale.code)
        given = {"enhet": unit.pk, "skala": scale.value, **({"omrade": area.pk} if area else {})}
        address = reverse("plan_activity_new", kwargs={"plan": plan.pk})
        found.append((plan, area, f"{address}?{urlencode(given)}"))
    if len(found) == 1:
        return redirect(found[0][2])
    context = {
        "found": found,
        "unit": unit,
        "scale": scale,
    }
    return render(request, "plans/from_finding.html", context)


def _given(query: Mapping[str, str]) -> dict[str, Any]:
    names = {
        "area": "omrade",
        "unit": "enhet",
        "measured": "skala",
        "title": "titel",
        "text": "text",
    }
    return {field: query[name] for field, name in names.items() if query.get(name)}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None  # noqa: PLR2004 - bigint


def _link_notes(request: HttpRequest, activity: Activity) -> None:
    """Notes of a café that the form was reached from; those who sat there see what came of them."""
    cafe = cafe_queries.cafe_with(_number(request.GET.get("kafe")) or 0)
    if cafe is None or not rules.may_lead(request.user, cafe):
        return
    notes = cafe_queries.chosen_notes(cafe, request.GET.getlist("note"))
    if notes:
        link_activity(cafe=cafe, notes=notes, activity=activity, by=signed_in_user(request))


def _measured(details: dict[str, Any]) -> services.Measured:
    """Takes the scale out of what the form gave, with the wave and figure it starts from."""
    scale: Scale | None = details.pop("measured")
    if scale is None:
        return services.Measured(
            instrument="", scale="", scale_title="", baseline=None, baseline_value=None
        )
    baseline = baseline_of(scale, details["unit"])
    return services.Measured(
        instrument=scale.instrument,
        scale=scale.code,
        scale_title=scale.title,
        baseline=baseline.wave,
        baseline_value=baseline.value,
    )


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def edit_activity(request: HttpRequest, pk: int) -> HttpResponse:
    shown = activity_or_404(pk)
    check(rules.may_keep_activity(request.user, shown))
    user = signed_in_user(request)
    plan = shown.area.plan
    before = (f"{shown.instrument}:{shown.scale}", shown.unit_id)
    form = ActivityForm(request.POST or None, instance=shown, user=user, plan=plan)
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        check(rules.may_make_activity(user, details["unit"]))
        scale = details["measured"]
        is_same = (scale.value if scale else ":", details["unit"].pk) == before
        measured = _measured(details)
        write = partial(
            services.edit_activity,
            activity=activity_or_404(pk),
            measured=None if is_same else measured,
            by=user,
            **details,
        )
        if attempt(form, write):
            messages.success(request, _("The changes are saved."))
            return redirect(activity_page(shown))
    return form_page(
        request, "plans/activity_form.html", form, plan=plan, activity=activity_or_404(pk)
    )


@requires(rules.may_see)
@require_POST
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    shown = activity_or_404(pk)
    check(rules.may_tell(request.user, shown))
    form = StateForm(request.POST, prefix="state")
    write = partial(services.set_state, activity=shown, by=signed_in_user(request))
    if form.is_valid() and attempt(form, lambda: write(**form.cleaned_data)):
        messages.success(request, _("The state is changed."))
        return redirect(activity_page(shown))
    return _page(request, shown, state_form=form)


@requires(rules.may_see)
@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    shown = activity_or_404(pk)
    check(rules.may_tell(request.user, shown))
    form = NoteForm(request.POST, prefix="note")
    write = partial(services.tell, activity=shown, by=signed_in_user(request))
    if form.is_valid() and attempt(form, lambda: write(**form.cleaned_data)):
        return redirect(activity_page(shown) + "#sa-gar-det")
    return _page(request, shown, note_form=form)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def make_improvement(request: HttpRequest, pk: int) -> HttpResponse:
    shown = activity_or_404(pk)
    check(rules.may_keep_activity(request.user, shown))
    form = ImprovementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        write = partial(
            services.make_improvement,
            activity=shown,
            programme=form.cleaned_data["programme"],
            by=signed_in_user(request),
        )
        if attempt(form, write):
            messages.success(
                request,
                _("The activity is an idea for an improvement. It is numbered by its stamp."),
            )
            return redirect(activity_page(shown))
    return form_page(
        request,
        "plans/improvement.html",
        form,
        plan=shown.area.plan,
        activity=shown,
    )
