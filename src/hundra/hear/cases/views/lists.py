"""The lists of those who handle cases, and a new case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.models import User
from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer
from hundra.hear.cases import queries, rules, services
from hundra.hear.cases.errors import CasesError, InvalidPartyError
from hundra.hear.cases.forms.handling import NewCaseForm
from hundra.hear.cases.models import Case
from hundra.hear.cases.queries import Part
from hundra.hear.cases.views.answering import unreadable
from hundra.hear.cases.views.table import CaseTable, tabs


@requires(rules.may_open_cases)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """What is searched for is searched for everywhere, whatever list one stands in."""
    part = request.GET.get("lista", "")
    part = part if part in list(Part) else Part.MINE
    if request.GET.get("q", "").strip():
        part = Part.ALL
    found = queries.readable(request.user)
    table = CaseTable(request, queries.cases_in(found, part, signed_in_user(request)))
    counts = queries.counts(found, request.user)
    context = {"tabs": tabs(part, counts), "counts": counts}
    return answer(request, "cases/list.html", table=table, context=context)


@requires(rules.may_open_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "cases/new.html", {"form": NewCaseForm()})
    problem = unreadable(request)
    form = NewCaseForm({} if problem else request.POST)
    if form.is_valid():
        case = _opened(form, signed_in_user(request))
        if case is not None:
            messages.success(request, str(_("The case is opened.")))
            return _to(request, case)
    return render(request, "cases/new.html", {"form": form}, status=422)


def _opened(form: NewCaseForm, by: User) -> Case | None:
    given: dict[str, Any] = dict(form.cleaned_data)
    who = {name: given.pop(name) for name in ("name", "phone", "email")}
    try:
        party = services.find_or_make(**who) if any(who.values()) else None
        return services.open_case(**given, by=by, party=party, source="handler")
    except InvalidPartyError as refused:
        form.add_error("phone" if who["phone"] else "email", refused.sentence)
    except CasesError as refused:
        form.add_error(None, refused.sentence)
    return None


def _to(request: HttpRequest, case: Case) -> HttpResponse:
    """To the case, or to the list for one that belongs where the opener has no role."""
    if rules.may_read(request.user, case):
        return redirect("case", number=case.pk)
    return redirect("cases")
