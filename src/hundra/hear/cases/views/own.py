"""The citizen's case: by the secret link, without cookies, or signed in."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hundra.core.accounts.web import too_often
from hundra.core.ui.access import open_to_all, same_origin, signed_in
from hundra.core.ui.secrets import secret_page
from hundra.hear.cases import queries, rules, services
from hundra.hear.cases.errors import CasesError
from hundra.hear.cases.forms.writing import OwnMessageForm
from hundra.hear.cases.models import Case
from hundra.hear.cases.views.answering import file_answer, unreadable

MESSAGES_AN_HOUR = 30


def _by_secret(secret: str) -> Case:
    case = queries.case_by_secret(secret)
    if case is None:
        raise Http404
    return case


@open_to_all
@secret_page
@require_safe
def public_case(request: HttpRequest, secret: str) -> HttpResponse:
    return _public_page(request, _by_secret(secret))


def _public_page(
    request: HttpRequest, case: Case, *, form: OwnMessageForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "case": queries.own_case(case),
        "form": form or OwnMessageForm(),
        "sent": request.GET.get("skickat") == "1",
    }
    return render(request, "cases/public.html", context, status=status)


@open_to_all
@csrf_exempt
@same_origin
@require_POST
@secret_page
def public_message(request: HttpRequest, secret: str) -> HttpResponse:
    case = _by_secret(secret)
    problem = unreadable(request)
    form = OwnMessageForm({}) if problem else OwnMessageForm(request.POST, request.FILES)
    problem = problem or too_often(request, "cases.message", an_hour=MESSAGES_AN_HOUR)
    if problem:
        form.add_error(None, problem)
    elif _received(case, form):
        response = redirect("case_public", secret=secret)
        response["Location"] += "?skickat=1"
        return response
    return _public_page(request, case, form=form, status=422)


def _received(case: Case, form: OwnMessageForm) -> bool:
    if not form.is_valid():
        return False
    try:
        services.receive_message(case=case, text=form.cleaned_data["text"], files=form.given_files)
    except CasesError as refused:
        form.add_error(None, refused.sentence)
        return False
    return True


@open_to_all
@secret_page
@require_safe
def public_file(request: HttpRequest, secret: str, pk: int) -> HttpResponse:
    return file_answer(queries.own_file(_by_secret(secret), pk))


@signed_in
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/mine.html", {"cases": queries.own_cases(request.user)})


def _mine(request: HttpRequest, number: int) -> Case:
    """Not found rather than forbidden: that there is such a case is nobody else's to know."""
    case = queries.own_cases(request.user).select_related("party").filter(pk=number).first()
    if case is None or not rules.may_see_own(request.user, case):
        raise Http404
    return case


@signed_in
@require_safe
def my_case(request: HttpRequest, number: int) -> HttpResponse:
    return _my_page(request, _mine(request, number))


def _my_page(
    request: HttpRequest, case: Case, *, form: OwnMessageForm | None = None, status: int = 200
) -> HttpResponse:
    own = queries.own_case(case, signed_in=True)
    context = {"case": own, "key": case.pk, "form": form or OwnMessageForm()}
    return render(request, "cases/my_case.html", context, status=status)


@signed_in
@require_POST
def my_message(request: HttpRequest, number: int) -> HttpResponse:
    if not request.user.is_authenticated:
        raise PermissionDenied
    case = _mine(request, number)
    problem = unreadable(request)
    form = OwnMessageForm({}) if problem else OwnMessageForm(request.POST, request.FILES)
    if problem:
        form.add_error(None, problem)
    elif _received(case, form):
        return redirect("my_case", number=number)
    return _my_page(request, case, form=form, status=422)


@signed_in
@require_safe
def my_file(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    return file_answer(queries.own_file(_mine(request, number), pk, signed_in=True))
