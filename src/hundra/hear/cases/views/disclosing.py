"""Giving out a case: choose what is kept back, look at it, give it out; and the log of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import public_name
from hundra.core.ui.access import requires
from hundra.core.ui.tables import Column, Table, answer
from hundra.engines.text import find_personal_data
from hundra.hear.cases import queries, rules, secrecy, services
from hundra.hear.cases.errors import CasesError
from hundra.hear.cases.forms.disclosing import DiscloseForm
from hundra.hear.cases.giving_out import passages_of
from hundra.hear.cases.models import Case, Disclosure
from hundra.hear.cases.redaction import Passage
from hundra.hear.cases.views.answering import download, unreadable
from hundra.hear.cases.views.record import log_if_confidential, readable_case

PDF = "application/pdf"


@requires(rules.may_open_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def disclose(request: HttpRequest, number: int) -> HttpResponse:
    """Marks first ("look"), then what it looks like, then it is given out ("give")."""
    case = readable_case(request, number)
    passages = passages_of(case)
    if request.method != "POST":
        return _choose(request, case, passages, _form(passages, initial={"seen": case.version}))
    problem = unreadable(request)
    form = _form(passages, data={} if problem else request.POST)
    if problem:
        form.add_error(None, problem)
    if not form.is_valid() or "change" in request.POST:
        return _choose(request, case, passages, form, status=200 if form.is_valid() else 422)
    try:
        return _looked_at_or_given(request, case, form)
    except CasesError as refused:
        form.add_error(None, refused.sentence)
    return _choose(request, case, passages, form, status=422)


def _looked_at_or_given(request: HttpRequest, case: Case, form: DiscloseForm) -> HttpResponse:
    user = signed_in_user(request)
    given = form.cleaned_data
    if "give" in request.POST:
        made = services.give_out(
            case=case,
            masks=form.masks(),
            laws=given["laws"],
            asked_by=given["asked_by"],
            by=user,
            seen=given["seen"],
        )
        messages.success(request, _("The case is given out, and it is noted."))
        return redirect("case_disclosure", number=case.pk, key=made.pk)
    passages = services.redacted(case, form.masks())
    services.checked_laws(given["laws"], passages)
    log_if_confidential(user, case, _("what is to be given out"))
    context = {
        "case": case,
        "form": form,
        "passages": passages,
        "masked": sum(passage.masked for passage in passages),
        "laws": [secrecy.section(law) for law in given["laws"]],
        "kept": _kept(request),
    }
    return render(request, "cases/disclose_look.html", context)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was chosen, carried on as it was sent."""
    names = ("seen", "marks", "whole", "suggested", "words", "laws", "asked_by")
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def _form(passages: list[Passage], **kwargs: Any) -> DiscloseForm:
    keys = [passage.key for passage in passages]
    return DiscloseForm(keys=keys, suggestions=_suggestions(passages), **kwargs)


def _suggestions(passages: list[Passage]) -> list[str]:
    """What in the texts may be personal data, each once, as it stands there."""
    found = {finding.text for passage in passages for finding in find_personal_data(passage.text)}
    known = {passage.text for passage in passages if passage.key in ("name", "phone", "email")}
    return sorted(found | known)[:100]


def _choose(
    request: HttpRequest,
    case: Case,
    passages: list[Passage],
    form: DiscloseForm,
    *,
    status: int = 200,
) -> HttpResponse:
    log_if_confidential(signed_in_user(request), case, _("what is to be given out"))
    bound = form.data if form.is_bound else {}
    chosen = {
        name: set(bound.getlist(name)) if hasattr(bound, "getlist") else set()
        for name in ("whole", "suggested")
    }
    context = {
        "case": case,
        "form": form,
        "marks": bound.get("marks", ""),
        "passages": [(passage, passage.key in chosen["whole"]) for passage in passages],
        "suggestions": [(text, text in chosen["suggested"]) for text in _suggestions(passages)],
    }
    return render(request, "cases/disclose.html", context, status=status)


@requires(rules.may_open_cases)
@require_safe
def disclosure(request: HttpRequest, number: int, key: UUID) -> HttpResponse:
    case, given = _given(request, number, key)
    log_if_confidential(signed_in_user(request), case, _("what was given out"))
    context = {"case": case, "disclosure": given, "facts": _facts(given)}
    return render(request, "cases/disclosure.html", context)


def _given(request: HttpRequest, number: int, key: UUID) -> tuple[Case, Disclosure]:
    case = readable_case(request, number)
    found = queries.disclosure(case, key)
    if found is None:
        raise Http404
    return case, found


def _facts(given: Disclosure) -> list[tuple[object, object]]:
    return [
        (_("Given out"), given.given_at),
        (_("By"), public_name(given.given_by)),
        (_("Asked for by"), given.asked_by or _("Not told")),
        (_("Version of the case"), given.version),
        (_("Places blacked out"), given.passages),
        (_("Kept back by"), ", ".join(map(secrecy.section, given.laws)) or _("Nothing")),
        ("SHA-256", given.digest),
    ]


@requires(rules.may_open_cases)
@require_safe
def disclosure_file(request: HttpRequest, number: int, key: UUID) -> HttpResponse:
    case, given = _given(request, number, key)
    log_if_confidential(signed_in_user(request), case, _("what was given out"))
    try:
        with given.file.open("rb") as file:
            data = file.read()
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    return download(data, f"arende-{case.pk}-{given.given_at:%Y-%m-%d}.pdf", PDF)


class DisclosureTable(Table):
    name = "utlamnat"
    caption = gettext_lazy("Given out")
    empty_title = gettext_lazy("Nothing has been given out")
    empty_icon = "file-down"
    file_name = gettext_lazy("given-out")
    order = "-given_at"
    columns = [
        Column(
            "given_at",
            gettext_lazy("Given out"),
            sort=True,
            link=lambda row: reverse(
                "case_disclosure", kwargs={"number": row.case_id, "key": row.pk}
            ),
        ),
        Column("case", gettext_lazy("Case"), value=lambda row: row.case.number),
        Column("given_by", gettext_lazy("By"), value=lambda row: public_name(row.given_by)),
        Column("asked_by", gettext_lazy("Asked for by")),
        Column("passages", gettext_lazy("Places blacked out"), numeric=True),
        Column(
            "laws",
            gettext_lazy("Kept back by"),
            value=lambda row: [secrecy.section(law) for law in row.laws],
        ),
        Column("version", gettext_lazy("Version of the case"), numeric=True, in_page=False),
        Column("digest", "SHA-256", in_page=False),
    ]


@requires(rules.may_open_cases)
@require_safe
def disclosures(request: HttpRequest) -> HttpResponse:
    table = DisclosureTable(request, queries.disclosures(request.user))
    return answer(request, "cases/disclosures.html", table=table)
