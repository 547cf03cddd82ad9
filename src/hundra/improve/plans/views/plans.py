"""Plans: the list, the whole, about, the steps, the units and participants."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import trail
from hundra.core.organisation.queries import find_people, with_employments
from hundra.core.ui import markdown
from hundra.core.ui.access import check, requires
from hundra.core.ui.forms import Found, search_answer
from hundra.improve.plans import rules
from hundra.improve.plans.forms.plans import (
    FollowUpForm,
    NewPlanForm,
    ParticipantForm,
    PlanForm,
    UnitsForm,
)
from hundra.improve.plans.life import Step, open_steps
from hundra.improve.plans.models import Participant, Plan
from hundra.improve.plans.presenting import ACTIONS, TONES, Activities, life_steps
from hundra.improve.plans.queries import plans as queries
from hundra.improve.plans.queries.adopting import missing_for_adoption
from hundra.improve.plans.services import plans as services
from hundra.improve.plans.views.shared import (
    attempt,
    attempt_with_message,
    form_page,
    of_plan,
    plan_or_404,
)


@requires(rules.may_see)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    context = {
        "plans": [(plan, TONES[plan.state]) for plan in queries.plans()],
        "may_start": rules.may_start(request.user),
    }
    return render(request, "plans/plans.html", context)


@requires(rules.may_see)
@require_safe
def plan(request: HttpRequest, plan: int) -> HttpResponse:
    """The whole: areas × units."""
    shown = plan_or_404(plan)
    today = timezone.localdate()
    context = {
        **of_plan(request, shown, "whole"),
        "matrix": queries.matrix(shown, today),
        "counts": queries.counts(shown, today),
        "open_proposals": queries.open_proposals(shown),
        "life": life_steps(shown),
        "late_url": reverse("plan_activities", kwargs={"plan": plan}) + "?when=late",
    }
    return render(request, "plans/plan.html", context)


@requires(rules.may_see)
@require_safe
def about(request: HttpRequest, plan: int) -> HttpResponse:
    shown = plan_or_404(plan)
    context = {
        **of_plan(request, shown, "about"),
        "summary": markdown.render(shown.summary),
        "outcome": markdown.render(shown.outcome),
        "life": life_steps(shown),
        "steps": [ACTIONS[step] for step in open_steps(shown)],
        "areas": queries.areas(shown),
        "units": queries.taking_part(shown),
        "participants": queries.participants(shown),
        "participant_form": ParticipantForm(user=signed_in_user(request)),
        "trail": trail(shown, related=("participants", "taking_part"), limit=60),
    }
    return render(request, "plans/about.html", context)


@requires(rules.may_start)
@require_http_methods(["GET", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    form = NewPlanForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        check(rules.may_start_at(user, form.cleaned_data["unit"]))
        made: list[Plan] = []
        if attempt(form, lambda: made.append(services.start_plan(by=user, **form.cleaned_data))):
            messages.success(request, _("The plan is started. Invite those who work it out."))
            return redirect("plan_about", plan=made[0].pk)
    return form_page(request, "plans/plan_new.html", form)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def edit_plan(request: HttpRequest, plan: int) -> HttpResponse:
    shown = plan_or_404(plan)
    check(rules.may_keep(request.user, shown))
    form = PlanForm(request.POST or None, instance=shown)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            partial(
                services.edit_plan, plan=shown, by=signed_in_user(request), **form.cleaned_data
            ),
        )
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("plan_about", plan=plan)
    return form_page(request, "plans/plan_edit.html", form, plan=plan_or_404(plan))


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, plan: int, step: str) -> HttpResponse:
    shown = plan_or_404(plan)
    check(rules.may_keep(request.user, shown))
    if step not in list(Step):
        raise Http404
    chosen = Step(step)
    kind = FollowUpForm if chosen is Step.FOLLOW_UP else forms.Form
    form = kind(
        request.POST if request.method == "POST" else None, initial={"outcome": shown.outcome}
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            partial(
                services.take_step,
                plan=shown,
                step=chosen,
                by=signed_in_user(request),
                **form.cleaned_data,
            ),
        )
    ):
        messages.success(request, ACTIONS[chosen].done)
        return redirect("plan_about", plan=plan)
    shown = plan_or_404(plan)
    context = {
        "plan": shown,
        "action": ACTIONS[chosen],
        "is_open": chosen in open_steps(shown),
        "missing": missing_for_adoption(shown) if chosen is Step.ADOPT else [],
    }
    return form_page(request, "plans/step.html", form, **context)


@requires(rules.may_see)
@require_POST
def show_plan(request: HttpRequest, plan: int) -> HttpResponse:
    """Shows the plan to the public, or with `hide` no more."""
    shown = plan_or_404(plan)
    check(rules.may_keep(request.user, shown))
    hide = "hide" in request.POST
    services.show_plan(plan=shown, by=signed_in_user(request), shown=not hide)
    done = _("Only employees see the plan now.") if hide else _("Everybody can read the plan now.")
    messages.success(request, done)
    return redirect("plan_about", plan=plan)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def units(request: HttpRequest, plan: int) -> HttpResponse:
    shown = plan_or_404(plan)
    check(rules.may_keep(request.user, shown))
    form = UnitsForm(request.POST or None, plan=shown)
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["units"])
        write = partial(services.set_units, plan=shown, units=chosen, by=signed_in_user(request))
        if attempt(form, write):
            messages.success(request, _("The changes are saved."))
            return redirect("plan_about", plan=plan)
    return form_page(request, "plans/units.html", form, plan=shown)


@requires(rules.may_see)
@require_POST
def add_participant(request: HttpRequest, plan: int) -> HttpResponse:
    shown = plan_or_404(plan)
    check(rules.may_keep(request.user, shown))
    user = signed_in_user(request)
    form = ParticipantForm(request.POST, user=user)
    if form.is_valid():
        given = form.cleaned_data
        person = given["person"]
        write = partial(
            services.add_participant,
            plan=shown,
            party=given["party"],
            name=given["name"],
            user=person.user if person else None,
            by=user,
        )
        if attempt(form, write):
            messages.success(request, _("They take part now."))
            return redirect(reverse("plan_about", kwargs={"plan": plan}) + "#deltagare")
    return form_page(request, "plans/participant.html", form, plan=shown)


@requires(rules.may_see)
@require_POST
def remove_participant(request: HttpRequest, plan: int, pk: int) -> HttpResponse:
    participant = get_object_or_404(
        Participant.objects.select_related("plan__unit"), plan=plan, pk=pk
    )
    check(rules.may_keep(request.user, participant.plan))
    attempt_with_message(
        request,
        partial(services.remove_participant, participant=participant, by=signed_in_user(request)),
        _("They take part no more. Stands that were given stay."),
    )
    return redirect(reverse("plan_about", kwargs={"plan": plan}) + "#deltagare")


@requires(rules.may_see)
@require_safe
def activities(request: HttpRequest, plan: int) -> HttpResponse:
    shown = plan_or_404(plan)
    table = Activities(request, queries.activities().filter(area__plan=shown))
    if table.wants_file:
        return table.file()  # type: ignore[no-any-return]
    context = {
        **of_plan(request, shown, "activities"),
        "table": table,
        "may_make": rules.may_make_activities(request.user) and shown.is_open,
    }
    return render(request, "plans/activities.html", context)


@requires(rules.may_see)
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """What is late in all plans, and what should have begun."""
    today = timezone.localdate()
    table = Activities(
        request, queries.late_activities(today) | queries.not_begun(today), prefix="sena"
    )
    if table.wants_file:
        return table.file()  # type: ignore[no-any-return]
    return render(request, "plans/late.html", {"table": table})


@requires(rules.may_see)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Colleagues for fields that choose a person."""
    text = request.GET.get("q", "").replace("\0", "")[:100]
    found = with_employments(find_people(text, by=request.user, limit=None))[:21]
    return search_answer(
        request,
        [
            Found(
                person.pk,
                str(person),
                ", ".join(str(job.unit) for job in getattr(person, "now", ())),
            )
            for person in found
        ],
    )
