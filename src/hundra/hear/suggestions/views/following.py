"""By secret link: the way of a suggestion, and following one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hundra.core.accounts.web import too_often
from hundra.core.ui.access import open_to_all, same_origin
from hundra.core.ui.secrets import secret_page
from hundra.hear.suggestions import queries, services
from hundra.hear.suggestions.errors import SuggestionError
from hundra.hear.suggestions.forms import AnswerForm, EmailForm
from hundra.hear.suggestions.models import Follower, Suggestion
from hundra.hear.suggestions.views.answering import (
    many_mails,
    picture_answer,
    unreadable,
)


def _by_secret(secret: str) -> Suggestion:
    suggestion = queries.by_secret(secret)
    if suggestion is None:
        raise Http404
    return suggestion


@open_to_all
@secret_page
def way(request: HttpRequest, secret: str) -> HttpResponse:
    return _way_page(request, _by_secret(secret))


def _way_page(
    request: HttpRequest,
    suggestion: Suggestion,
    *,
    answer: AnswerForm | None = None,
    email: EmailForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "suggestion": suggestion,
        "way": queries.way(suggestion),
        "answer_form": answer or AnswerForm(),
        "email_form": email or EmailForm(),
        "done": request.GET.get("klart", ""),
    }
    return render(request, "suggestions/way.html", context, status=status)


@open_to_all
@secret_page
def confirm(request: HttpRequest, secret: str, follower: str) -> HttpResponse:
    """The link in the receipt: whoever opens it reads the mail of the address."""
    suggestion = _by_secret(secret)
    found = queries.follower_by_secret(follower)
    if found is not None and request.method == "GET" and _belongs(found, suggestion):
        services.confirm(follower=found)
    return redirect("suggestion_way", secret=secret)


def _belongs(follower: Follower, suggestion: Suggestion) -> bool:
    return suggestion.pk in {follower.suggestion_id, follower.via_id} or (
        suggestion.duplicate_of_id == follower.suggestion_id
    )


@open_to_all
@csrf_exempt
@same_origin
@require_POST
@secret_page
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    suggestion = _by_secret(secret)
    form = AnswerForm({} if unreadable(request) else request.POST)
    problem = too_often(request, "suggestions.answer", an_hour=30) or unreadable(request)
    if problem:
        form.add_error(None, problem)
    elif form.is_valid():
        try:
            services.answer(suggestion=suggestion, text=form.cleaned_data["text"], by=None)
            return redirect("suggestion_way", secret=secret)
        except SuggestionError as refused:
            form.add_error(None, refused.sentence)
    return _way_page(request, suggestion, answer=form, status=422)


@open_to_all
@csrf_exempt
@same_origin
@require_POST
@secret_page
def add_email(request: HttpRequest, secret: str) -> HttpResponse:
    suggestion = _by_secret(secret)
    form = EmailForm({} if unreadable(request) else request.POST)
    if form.is_valid():
        address = form.cleaned_data["email"]
        problem = too_often(request, "suggestions.email", an_hour=20) or many_mails(address)
        if not problem:
            services.add_email(suggestion=suggestion, email=address)
            return redirect("suggestion_way", secret=secret)
        form.add_error("email", problem)
    return _way_page(request, suggestion, email=form, status=422)


@open_to_all
@csrf_exempt
@same_origin
@require_POST
@secret_page
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """From the way's page: no more mail about it."""
    suggestion = _by_secret(secret)
    proposer = queries.way(suggestion).proposer
    if proposer is not None:
        services.leave(follower=proposer)
    return redirect("suggestion_way", secret=secret)


@open_to_all
@secret_page
def way_picture(request: HttpRequest, secret: str) -> HttpResponse:
    return picture_answer(_by_secret(secret).picture, public=False)


@open_to_all
@csrf_exempt
@same_origin
@secret_page
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """From a mail: say yes to following, or leave."""
    follower = queries.follower_by_secret(secret)
    if follower is None:
        return render(request, "suggestions/follow.html", {"follower": None})
    if request.method == "POST" and request.POST.get("do") == "yes":
        services.confirm(follower=follower)
    elif request.method == "POST":
        services.leave(follower=follower)
        return redirect("suggestion_follow", secret=secret)
    context = {"follower": follower, "suggestion": follower.suggestion}
    return render(request, "suggestions/follow.html", context)


@open_to_all
@csrf_exempt
@require_POST
@secret_page
def leave(request: HttpRequest, secret: str) -> HttpResponse:
    """One click in the reader's mail program (RFC 8058), so the post comes from anywhere."""
    follower = queries.follower_by_secret(secret)
    if follower is not None:
        services.leave(follower=follower)
    return redirect("suggestion_follow", secret=secret)
