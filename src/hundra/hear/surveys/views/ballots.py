"""The pages that employees answer on. No cookies; nothing is kept until it is sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.throttle import allow, client_key
from hundra.core.ui.access import open_to_all, same_origin
from hundra.core.ui.languages import language_name
from hundra.core.ui.secrets import secret_page
from hundra.hear.surveys.errors import (
    AnsweredError,
    InvalidAnswerError,
    NotOpenError,
    QuestionSetError,
    SurveyError,
    UnknownLinkError,
)
from hundra.hear.surveys.models.question_sets import in_language
from hundra.hear.surveys.papers import Ballot, ballot_of, pages_of
from hundra.hear.surveys.queries.ballots import Paper, paper_behind
from hundra.hear.surveys.services.ballots import cast, code_of, spelled
from hundra.hear.surveys.services.question_sets import current

WRONG_AN_HOUR = 300
"""By connection: a whole municipality may share one, and slips are mistyped."""

STATUS = {UnknownLinkError: 404, AnsweredError: 410, NotOpenError: 410}
LARGEST = 500_000
SHARED, LANGUAGE = "delad", "sprak"


@open_to_all
@csrf_exempt
@same_origin
@secret_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def answer_wave(request: HttpRequest, secret: str) -> HttpResponse:
    sent, wrong = ({}, "") if request.method != "POST" else _sent(request)
    try:
        paper = paper_behind(secret)
        ballot = ballot_of(paper.items, sent)
        if request.method == "POST" and not wrong:
            wrong = _why_not(ballot)
            if not wrong:
                cast(secret=secret, values=ballot.values, texts=ballot.texts)
                return redirect(_thanks_address(paper, request))
    except InvalidAnswerError as refused:
        wrong = str(refused)
    except SurveyError as refused:
        return _closed(request, refused)
    context = _context(request, paper, sent, ballot.wrong) | {"wrong": wrong, "secret": secret}
    return render(request, "surveys/ballot.html", context, status=422 if wrong else 200)


@open_to_all
@csrf_exempt
@same_origin
@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_code(request: HttpRequest) -> HttpResponse:
    """Where a slip's code is typed, often on a device that others use too."""
    if request.method != "POST":
        return render(request, "surveys/code.html", {"is_shared": True, "typed": "", "wrong": ""})
    typed = _sent(request)[0]
    shared = typed.get(SHARED) == "1"
    code = code_of(typed.get("kod", "")[:100])
    try:
        if not code:
            raise UnknownLinkError(_("A code has ten letters and digits, such as K7QM3-RTX9P."))
        paper_behind(code)
    except SurveyError as refused:
        return _no_such_code(request, refused, typed.get("kod", "")[:40], shared)
    address = reverse("answer_wave", kwargs={"secret": spelled(code)})
    return redirect(f"{address}?{SHARED}=1" if shared else address)


@open_to_all
@secret_page
@require_safe
def wave_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        asked = current(slug)
    except QuestionSetError:
        raise Http404 from None
    context = {"asked": asked, "is_shared": request.GET.get(SHARED) == "1"}
    return render(request, "surveys/ballot_thanks.html", context)


def _sent(request: HttpRequest) -> tuple[dict[str, str], str]:
    """What was sent, and why it could not be read; nothing of what is far too much."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return {}, _("That was more than we can take in. Shorten your own words.")
        return {name: str(value) for name, value in request.POST.items()}, ""
    except Exception:  # noqa: BLE001 - whatever Django finds unreadable
        return {}, _("We could not read your answers. Please send them once more.")


def _why_not(ballot: Ballot) -> str:
    if ballot.wrong:
        return _("One of the answers is not among those to choose from. Choose once more.")
    if ballot.says_nothing:
        return _("You have not answered anything yet. Answer at least one question.")
    return ""


def _context(
    request: HttpRequest, paper: Paper, sent: dict[str, str], wrong: frozenset[str]
) -> dict[str, Any]:
    interface = (get_language() or "sv").split("-")[0]
    wanted = request.GET.get(LANGUAGE, interface)
    language = wanted if wanted in paper.languages else "sv"
    return {
        "wave": paper.wave,
        "title": in_language(paper.question_set.titles, language),
        "intro": in_language(paper.question_set.intros, language),
        "pages": pages_of(paper, language, sent, wrong),
        "asked_in": language,
        "is_translated": language != interface,
        "other_languages": [
            (code, language_name(code), "?" + urlencode(_kept(request) | {LANGUAGE: code}))
            for code in paper.languages
            if code != language and len(paper.languages) > 1
        ],
        "is_shared": request.GET.get(SHARED) == "1",
    }


def _kept(request: HttpRequest) -> dict[str, str]:
    return {SHARED: "1"} if request.GET.get(SHARED) == "1" else {}


def _thanks_address(paper: Paper, request: HttpRequest) -> str:
    address = reverse("wave_thanks", kwargs={"slug": paper.question_set.slug})
    return f"{address}?{urlencode(_kept(request))}" if _kept(request) else address


def _closed(request: HttpRequest, refused: SurveyError) -> HttpResponse:
    """Answered, not open, or no link at all: said in words, with the status for machines."""
    status = STATUS[type(refused)]
    if isinstance(refused, UnknownLinkError) and not _may_guess(request):
        refused, status = _too_many(), 429
    context = {"why": refused, "kind": type(refused).__name__}
    context["is_shared"] = request.GET.get(SHARED) == "1"
    return render(request, "surveys/ballot_closed.html", context, status=status)


def _no_such_code(
    request: HttpRequest, refused: SurveyError, typed: str, shared: bool
) -> HttpResponse:
    status = 422
    if isinstance(refused, UnknownLinkError) and not _may_guess(request):
        refused, status = _too_many(), 429
    context = {"wrong": refused, "typed": typed, "is_shared": shared}
    return render(request, "surveys/code.html", context, status=status)


def _may_guess(request: HttpRequest) -> bool:
    key = f"surveys.guess-code:{client_key(request)}"
    return allow(key=key, limit=WRONG_AN_HOUR, per=timedelta(hours=1))


def _too_many() -> UnknownLinkError:
    return UnknownLinkError(_("Very much has come from your connection this hour. Wait a while."))
