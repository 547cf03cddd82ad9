"""The tree, the page of a unit, and HR's changes of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import paths_with_role
from hundra.core.audit.queries import trail
from hundra.core.organisation import panels, queries, rules, services
from hundra.core.organisation.forms import DayForm, MoveForm, UnitForm
from hundra.core.organisation.tables import WorkersTable
from hundra.core.organisation.views.shared import (
    actor,
    attempt,
    crumbs,
    status,
    unit_or_404,
    unit_url,
)
from hundra.core.ui.access import check, requires
from hundra.core.ui.forms import Found, search_answer
from hundra.core.ui.tables import answer


@requires(rules.may_see_colleagues)
@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    opened = request.GET.get("oppna", "")
    context = {
        "text": text,
        "found": queries.find_units(text, limit=50) if text else None,
        "tree": () if text else queries.tree(unit_or_404(int(opened)) if _is_key(opened) else None),
        "may_import": rules.may_import(request.user),
    }
    return render(request, "organisation/tree.html", context)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19  # noqa: PLR2004  A bigint's.


@requires(rules.may_see_colleagues)
@require_safe
def branch(request: HttpRequest, pk: int) -> HttpResponse:
    """The units right under one, to be put into the tree."""
    below = [
        queries.Branch(unit, unit.child_count)  # type: ignore[attr-defined]
        for unit in queries.sub_units(unit_or_404(pk))
    ]
    return render(request, "organisation/branches.html", {"branches": below})


@requires(rules.may_see_colleagues)
@require_safe
def unit_search(request: HttpRequest) -> HttpResponse:
    """Answers a field where one chooses a unit."""
    text = request.GET.get("q", "").replace("\x00", "")[:100]
    found = queries.find_units(text, limit=21)
    return search_answer(
        request,
        [
            Found(unit.pk, unit.name, unit.parent.name if unit.parent else unit.code)
            for unit in found
        ],
    )


@requires(rules.may_see_colleagues)
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    found = unit_or_404(pk)
    whole = request.GET.get("alla") == "1"
    workers = queries.people_working_at(found, by=request.user, subtree=whole)
    may_change = rules.may_change(request.user, found)
    context = {
        "unit": found,
        "crumbs": [*crumbs(found)[:-1], (found.name, "")],
        "whole": whole,
        "counts": queries.visible_headcounts(found, by=request.user),
        "managers": [e for e in queries.people_working_at(found, by=request.user) if e.is_manager],
        "below": queries.sub_units(found),
        "may_change": may_change,
        "panels": panels.panels("unit", found, request.user),
        "trail": trail(found) if may_change else None,
    }
    table = WorkersTable(request, workers, exports=may_change)
    return answer(request, "organisation/unit.html", table=table, context=context)


@requires(rules.may_change_somewhere)
@require_http_methods(["GET", "POST"])
def new_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A new unit under another."""
    parent = unit_or_404(pk)
    check(rules.may_change(request.user, parent))
    form = UnitForm(request.POST or None, initial={"kind": "unit"})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: services.create_unit(by=actor(request), parent=parent, **form.cleaned_data),
        )
        if made:
            messages.success(request, _("The unit is added."))
            return redirect("unit", pk=made.pk)
    heading = _("New unit")
    return _form(request, form, heading, crumbs(parent, (heading, "")), unit_url(parent))


@requires(rules.may_change_somewhere)
@require_http_methods(["GET", "POST"])
def edit_unit(request: HttpRequest, pk: int) -> HttpResponse:
    found = unit_or_404(pk)
    check(rules.may_change(request.user, found))
    initial = {"code": found.code, "name": found.name, "kind": found.kind}
    form = UnitForm(request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.change_unit(by=actor(request), unit=found, **form.cleaned_data),
        )
        is not None
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("unit", pk=pk)
    heading = _("Change the unit")
    return _form(request, form, heading, crumbs(found, (heading, "")), unit_url(found))


@requires(rules.may_change_somewhere)
@require_http_methods(["GET", "POST"])
def move_unit(request: HttpRequest, pk: int) -> HttpResponse:
    found = unit_or_404(pk)
    check(rules.may_change(request.user, found))
    form = MoveForm(request.POST or None, paths=paths_with_role(request.user, Role.HR))
    if request.method == "POST" and form.is_valid():
        parent = form.cleaned_data["parent"]
        check(rules.may_change(request.user, parent))
        if attempt(form, lambda: services.move_unit(by=actor(request), unit=found, parent=parent)):
            messages.success(request, _("The unit is moved, with all under it."))
            return redirect("unit", pk=pk)
    heading = _("Move the unit")
    return _form(request, form, heading, crumbs(found, (heading, "")), unit_url(found))


@requires(rules.may_change_somewhere)
@require_http_methods(["GET", "POST"])
def end_unit(request: HttpRequest, pk: int) -> HttpResponse:
    found = unit_or_404(pk)
    check(rules.may_change(request.user, found))
    form = DayForm(
        request.POST or None,
        label=_("The unit is gone from"),
        help_text=_("It must have no sub-units and no employments on that day."),
        initial={"on": timezone.localdate()},
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form, lambda: services.end_unit(by=actor(request), unit=found, **form.cleaned_data)
        )
        is not None
    ):
        messages.success(request, _("The unit is ended."))
        return redirect("unit", pk=pk)
    heading = _("End the unit")
    return _form(request, form, heading, crumbs(found, (heading, "")), unit_url(found))


def _form(
    request: HttpRequest,
    form: UnitForm | MoveForm | DayForm,
    heading: str,
    way: list[tuple[object, str]],
    cancel_url: str,
) -> HttpResponse:
    context = {"form": form, "form_title": heading, "crumbs": way, "cancel_url": cancel_url}
    return render(request, "organisation/form.html", context, status=status(form))
