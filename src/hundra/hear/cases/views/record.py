"""A case's page, and what is done on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.models import User
from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import public_name, trail
from hundra.core.audit.services import log_reading
from hundra.core.ui.access import check, requires
from hundra.core.ui.languages import language_name
from hundra.hear.cases import panels, queries, rules
from hundra.hear.cases.errors import CasesError
from hundra.hear.cases.models import Case
from hundra.hear.cases.views.acts import ACTS
from hundra.hear.cases.views.answering import file_answer, unreadable
from hundra.hear.cases.views.table import due


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Something that can be done. Without its form until somebody wants to do it."""

    name: str
    label: Any
    icon: str
    form: Form | None = None

    @property
    def open(self) -> bool:
        return self.form is not None


def readable_case(request: HttpRequest, number: int) -> Case:
    """Confidential ones do not exist for others; of the rest they hear that it is not theirs."""
    case = queries.open_record(number, by=request.user)
    if case is None:
        if queries.exists_openly(number):
            raise PermissionDenied
        raise Http404
    return case


def log_if_confidential(user: User, case: Case, what: str) -> None:
    """`what` reveals nothing: the log has other readers than the case."""
    if case.is_confidential:
        log_reading(by=user, record=case, what=f"{case.number}: {what}")


@requires(rules.may_open_cases)
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """`?gor=` opens the form of that name."""
    case = readable_case(request, number)
    wanted = request.GET.get("gor", "")
    user = signed_in_user(request)
    opened = {wanted: _form(wanted, user, case)} if _can_do(wanted, user, case) else {}
    return _page(request, case, forms=opened)


def _page(
    request: HttpRequest, case: Case, *, forms: dict[str, Form], status: int = 200
) -> HttpResponse:
    user = signed_in_user(request)
    log_if_confidential(user, case, _("the whole case"))
    choices = _choices(user, case, forms)
    context = {
        "case": case,
        "record": queries.record(case, by=user),
        "due": due(case),
        "facts": _facts(case),
        "first": choices["first"],
        "write": choices["write"],
        "more": choices["more"],
        "hidden": choices["hidden"],
        "panels": panels.panels(case, user),
        "trail": trail(case),
    }
    return render(request, "cases/record.html", context, status=status)


def _facts(case: Case) -> list[tuple[object, object]]:
    party = case.party
    return [
        (_("Unit"), case.unit),
        (_("Handler"), public_name(case.handler) if case.handler else _("Nobody yet")),
        (pgettext("case", "Reason"), case.reason or ""),
        (_("Citizen"), party.name if party else _("Unknown")),
        (_("Telephone"), party.phone if party else ""),
        (_("E-mail"), party.email if party else ""),
        (_("Language"), language_name(case.language)),
        (_("Opened"), case.opened_at),
        (_("Opened by"), public_name(case.opened_by) if case.opened_by else ""),
        (_("Due"), case.due_at if case.is_unsettled else None),
        (pgettext("case", "Closed"), case.closed_at),
    ]


def field_id(name: str) -> str:
    """Several forms of the page have fields of the same name, but no two the same id."""
    return f"{name}_%s"


def _can_do(name: str, user: User, case: Case) -> bool:
    act = ACTS.get(name)
    return act is not None and rules.may_handle(user, case) and act.is_shown(user, case)


def _form(name: str, user: User, case: Case) -> Form:
    return ACTS[name].form(case=case, by=user, auto_id=field_id(name))


def _choices(user: User, case: Case, forms: dict[str, Form]) -> dict[str, list[Choice]]:
    """What can be done, by where it stands. What is written stands first, with its form open."""
    found: dict[str, list[Choice]] = {"first": [], "write": [], "more": [], "hidden": []}
    for name, act in ACTS.items():
        if name in forms or (act.group != "hidden" and act.is_shown(user, case)):
            form = forms.get(name)
            if act.group == "write" and not found["write"] and not forms:
                form = _form(name, user, case)
            found[act.group].append(Choice(name=name, label=act.label, icon=act.icon, form=form))
    return found


@requires(rules.may_open_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """GET gives the form alone, for the page that asks for it; POST does what it says."""
    if what not in ACTS:
        raise Http404
    if request.method != "POST":
        return _form_alone(request, number, what)
    return _done(request, number, what)


def _form_alone(request: HttpRequest, number: int, what: str) -> HttpResponse:
    case = readable_case(request, number)
    user = signed_in_user(request)
    check(_can_do(what, user, case))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('case', kwargs={'number': number})}?gor={what}#gor-{what}")
    log_if_confidential(user, case, _("a form"))
    act = ACTS[what]
    choice = Choice(name=what, label=act.label, icon=act.icon, form=_form(what, user, case))
    context = {"case": case, "choice": choice, "group": act.group}
    return render(request, "cases/act_form.html", context)


def _done(request: HttpRequest, number: int, what: str) -> HttpResponse:
    case = readable_case(request, number)
    user = signed_in_user(request)
    doing = ACTS[what]
    check(rules.may_handle(user, case) and doing.shown(user, case))
    problem = unreadable(request)
    data, files = ({}, {}) if problem else (request.POST, request.FILES)
    form = doing.form(data, files, case=case, by=user, auto_id=field_id(what))
    if problem:
        form.add_error(None, problem)
    elif form.is_valid():
        try:
            doing.service(case=case, by=user, **form.given())
        except CasesError as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, str(doing.done))
            return _after(user, number)
    return _page(request, readable_case(request, number), forms={what: form}, status=422)


def _after(user: User, number: int) -> HttpResponse:
    """Back to the page; to the list when the case now is where the user may not read it."""
    if queries.open_record(number, by=user) is not None:
        return redirect("case", number=number)
    return redirect("cases")


@requires(rules.may_open_cases)
@require_safe
def case_file(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    case = readable_case(request, number)
    attachment = queries.work_file(case, pk)
    if attachment is None:
        raise Http404
    log_if_confidential(signed_in_user(request), case, _("a file"))
    return file_answer(attachment)
