"""The list of colleagues, the record of a person, and HR's changes of it."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import has_role, paths_with_role
from hundra.core.audit.queries import trail
from hundra.core.audit.services import log_reading
from hundra.core.organisation import panels, queries, rules, services
from hundra.core.organisation.forms import (
    DayForm,
    EmploymentForm,
    HireForm,
    NumberForm,
    PersonForm,
)
from hundra.core.organisation.models import Employment, Person
from hundra.core.organisation.tables import PeopleTable, person_url
from hundra.core.organisation.views.shared import actor, attempt, crumbs, status, unit_or_404
from hundra.core.ui.access import check, requires
from hundra.core.ui.forms import Found, search_answer
from hundra.core.ui.tables import answer


@requires(rules.may_see_colleagues)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    context = {
        "number_form": NumberForm() if rules.may_open_by_number(request.user) else None,
        "crumbs": crumbs(None, (_("People"), "")),
    }
    rows = queries.with_employments(queries.visible_people(request.user))
    table = PeopleTable(request, rows, exports=has_role(request.user, Role.HR))
    return answer(request, "organisation/people.html", table=table, context=context)


@requires(rules.may_see_colleagues)
@require_safe
def people_search(request: HttpRequest) -> HttpResponse:
    """Answers a field where one chooses a colleague."""
    text = request.GET.get("q", "").replace("\x00", "")[:100]
    found = queries.with_employments(queries.find_people(text, by=request.user, limit=None))[:21]
    return search_answer(
        request,
        [
            Found(person.pk, str(person), ", ".join(e.unit.name for e in person.now))  # type: ignore[attr-defined]
            for person in found
        ],
    )


@requires(rules.may_open_by_number)
@require_POST
def open_by_number(request: HttpRequest) -> HttpResponse:
    """To the record of someone who is in no list."""
    form = NumberForm(request.POST)
    number = form.cleaned_data["number"] if form.is_valid() else ""
    found = queries.open_person(number, by=request.user)
    if found is None:
        messages.error(request, _("There is nobody with that number, or you may not see them."))
        return redirect("people")
    return redirect(person_url(found))


def _person_or_404(request: HttpRequest, pk: int) -> Person:
    found = queries.open_person(pk, by=request.user)
    if found is None:
        raise Http404
    return found


def _log(request: HttpRequest, person: Person) -> None:
    """Readings of people with protected identity are written down."""
    if person.protected_identity:
        log_reading(by=actor(request), record=person, what=f"person {person.number}")


@requires(rules.may_see_colleagues)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = _person_or_404(request, pk)
    details = rules.may_see_details(request.user, found)
    _log(request, found)
    employments = queries.employments_of(found)
    context = {
        "person": found,
        "details": details,
        "employments": employments
        if details
        else queries.current_employments().filter(person=found).select_related("unit"),
        "manager": queries.visible_manager(found, by=request.user),
        "reports": queries.reports_of(found, by=request.user),
        "may_change": rules.may_change_person(request.user, found),
        "panels": panels.panels("person", found, request.user),
        "trail": trail(found, related=["employments"]) if details else None,
        "crumbs": crumbs(None, (_("People"), reverse("people")), (str(found), "")),
    }
    return render(request, "organisation/person.html", context)


@requires(rules.may_change_somewhere)
@require_http_methods(["GET", "POST"])
def hire(request: HttpRequest, pk: int) -> HttpResponse:
    """Someone new at the unit."""
    unit = unit_or_404(pk)
    check(rules.may_change(request.user, unit))
    paths = paths_with_role(request.user, Role.HR)
    form = HireForm(request.POST or None, user=actor(request), paths=paths, initial={"unit": unit})
    if request.method == "POST" and form.is_valid():
        hired = attempt(form, lambda: services.hire(by=actor(request), **form.cleaned_data))
        if hired:
            messages.success(request, _("The person is added."))
            return redirect(person_url(hired))
    heading = _("Someone new")
    way = crumbs(unit, (heading, ""))
    return _form(request, form, heading, way, reverse("unit", kwargs={"pk": pk}))


@requires(rules.may_change_somewhere)
@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    found = _person_or_404(request, pk)
    check(rules.may_change_person(request.user, found))
    names = PersonForm.base_fields
    form = PersonForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.change_person(by=actor(request), person=found, **form.cleaned_data),
        )
        is not None
    ):
        messages.success(request, _("The changes are saved."))
        return redirect(person_url(found))
    heading = _("Change the person")
    return _person_form(request, form, heading, found)


@requires(rules.may_change_somewhere)
@require_http_methods(["GET", "POST"])
def new_employment(request: HttpRequest, pk: int) -> HttpResponse:
    found = _person_or_404(request, pk)
    check(rules.may_change_person(request.user, found))
    paths = paths_with_role(request.user, Role.HR)
    form = EmploymentForm(request.POST or None, user=actor(request), paths=paths)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form, lambda: services.employ(by=actor(request), person=found, **form.cleaned_data)
        )
        is not None
    ):
        messages.success(request, _("The employment is added."))
        return redirect(person_url(found))
    return _person_form(request, form, _("New employment"), found)


@requires(rules.may_change_somewhere)
@require_http_methods(["GET", "POST"])
def end_employment(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Employment.objects.select_related("person", "unit"), pk=pk)
    check(rules.may_change(request.user, found.unit))
    form = DayForm(
        request.POST or None,
        label=_("Last day"),
        initial={"on": found.ends_on or timezone.localdate()},
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.end_employment(
                by=actor(request), employment=found, **form.cleaned_data
            ),
        )
        is not None
    ):
        messages.success(request, _("The last day is saved."))
        return redirect(person_url(found.person))
    return _person_form(request, form, _("End the employment"), found.person)


def _person_form(request: HttpRequest, form: Form, heading: str, person: Person) -> HttpResponse:
    _log(request, person)
    url = person_url(person)
    way = crumbs(None, (_("People"), reverse("people")), (str(person), url), (heading, ""))
    return _form(request, form, heading, way, url)


def _form(
    request: HttpRequest,
    form: Form,
    heading: str,
    way: list[tuple[object, str]],
    cancel_url: str,
) -> HttpResponse:
    context = {"form": form, "form_title": heading, "crumbs": way, "cancel_url": cancel_url}
    return render(request, "organisation/form.html", context, status=status(form))
