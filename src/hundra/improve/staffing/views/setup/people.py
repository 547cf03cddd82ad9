"""Who is in a desk's roster: hours and conditions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import trail
from hundra.core.ui.access import requires
from hundra.improve.staffing import condition_words, rules, setup_pages
from hundra.improve.staffing.forms.mine import ConditionForm
from hundra.improve.staffing.forms.setup import EndForm, NewPersonForm, PersonForm
from hundra.improve.staffing.queries import setup as queries
from hundra.improve.staffing.services import employing as services
from hundra.improve.staffing.views.shared import desk_or_404, show, write


@requires(rules.is_planner)
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    today = timezone.localdate()
    shown = [setup_pages.person_line(one) for one in queries.people_of(desk, today)]
    outside = queries.not_in_roster(desk).count()
    return show(request, "setup/people", desk=desk, people=shown, outside=outside)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = NewPersonForm(request.POST or None, guides=queries.not_in_roster(desk))
    there = reverse("staffing_people", args=[slug])

    def service() -> None:
        guide = form.cleaned_data["guide"]
        services.add_person(guide=guide, hours=form.asked(), by=signed_in_user(request))

    return write(request, form, service, done=_("They are in the roster."), then=there) or show(
        request, "setup/new_person", desk=desk, form=form
    )


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    desk = desk_or_404(request, slug)
    who = get_object_or_404(queries.people_of(desk, timezone.localdate()), pk=pk)
    form = PersonForm(request.POST or None, person=who)
    there = reverse("staffing_people", args=[slug])

    def service() -> None:
        services.set_hours(person=who, hours=form.asked(), by=signed_in_user(request))

    return write(request, form, service, done=_("The hours are saved."), then=there) or show(
        request,
        "setup/person",
        desk=desk,
        person=who,
        line=setup_pages.person_line(who),
        form=form,
        trail=trail(who),
    )


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def condition_new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What manager and employee have agreed on without it being asked for here."""
    desk = desk_or_404(request, slug)
    who = get_object_or_404(queries.people_of(desk, timezone.localdate()), pk=pk)
    given = {"first_day": timezone.localdate()}
    form = ConditionForm(request.POST or None, initial=given, is_own=False)
    there = reverse("staffing_person", args=[slug, pk])

    def service() -> None:
        services.note_condition(person=who, by=signed_in_user(request), **form.asked())

    return write(request, form, service, done=_("The condition is noted."), then=there) or show(
        request, "setup/condition", desk=desk, person=who, form=form, condition="", since=""
    )


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def condition(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An agreed condition, and when it ends."""
    desk = desk_or_404(request, slug)
    found = queries.condition_of(desk, pk)
    if found is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"last_day": found.last_day})
    there = reverse("staffing_person", args=[slug, found.person_id])

    def service() -> None:
        last = form.cleaned_data["last_day"]
        services.end_condition(condition=found, last_day=last, by=signed_in_user(request))

    return write(request, form, service, done=_("The condition is saved."), then=there) or show(
        request,
        "setup/condition",
        desk=desk,
        person=found.person,
        form=form,
        condition=condition_words.told(found),
        since=condition_words.how_long(found),
    )
