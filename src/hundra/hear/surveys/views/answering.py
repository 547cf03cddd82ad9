"""The page that a link leads to. No cookies; nothing is kept until it is sent."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from hundra.core.accounts.throttle import allow, client_key
from hundra.core.ui.access import open_to_all, same_origin
from hundra.core.ui.secrets import secret_page
from hundra.hear.surveys import queries
from hundra.hear.surveys.errors import (
    AnsweredError,
    ExpiredError,
    QuestionSetError,
    SurveyError,
    UnknownLinkError,
)
from hundra.hear.surveys.forms import AnswersForm
from hundra.hear.surveys.services.answering import answer
from hundra.hear.surveys.services.question_sets import current

WRONG_AN_HOUR = 60
STATUS = {UnknownLinkError: 404, AnsweredError: 410, ExpiredError: 410}
LARGEST = 100_000


@open_to_all
@csrf_exempt
@same_origin
@secret_page
def answer_survey(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        questions = queries.questions_behind(secret)
        form = AnswersForm(questions, _sent(request) if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            answered = answer(secret=secret, answers=form.answers())
            return redirect("survey_thanks", slug=answered.slug)
    except SurveyError as refused:
        return _closed(request, refused)
    status = 422 if form.is_bound else 200
    context = {"form": form, "questions": questions}
    return render(request, "surveys/answer.html", context, status=status)


def _sent(request: HttpRequest) -> dict[str, str]:
    """What was sent; nothing of what is far too much."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return {}
        return request.POST.dict()
    except Exception:  # noqa: BLE001 - whatever Django finds unreadable
        return {}


def _closed(request: HttpRequest, refused: SurveyError) -> HttpResponse:
    """Answered, too old, or no link at all: said in words, with the status for machines."""
    if isinstance(refused, UnknownLinkError):
        key = f"surveys.guess:{client_key(request)}"
        if not allow(key=key, limit=WRONG_AN_HOUR, per=timedelta(hours=1)):
            refused = UnknownLinkError(
                _("Very much has come from your connection this hour. Wait a while.")
            )
    context = {"why": refused, "kind": type(refused).__name__}
    return render(request, "surveys/closed.html", context, status=STATUS[type(refused)])


@open_to_all
@secret_page
@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        return render(request, "surveys/thanks.html", {"asked": current(slug)})
    except QuestionSetError:
        raise Http404 from None
