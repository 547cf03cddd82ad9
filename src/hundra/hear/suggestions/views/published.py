"""What has been published: to everyone, and inside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hundra.core.accounts.web import signed_in_user, too_often
from hundra.core.ui.access import check, open_to_all, same_origin, signed_in
from hundra.hear.suggestions import queries, rules, services
from hundra.hear.suggestions.errors import SuggestionError
from hundra.hear.suggestions.forms import AnswerForm, EmailForm, SearchForm
from hundra.hear.suggestions.models import Suggestion
from hundra.hear.suggestions.views.answering import (
    many_mails,
    picture_answer,
    unreadable,
)

PAGE_SIZE = 20


def _listed(request: HttpRequest, found: Any, form: SearchForm) -> dict[str, Any]:
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    wanted = form.wanted()
    text = wanted.pop("text")
    filtered = any(wanted.values())
    return {"page": page, "form": form, "filtered": filtered, "narrowed": filtered or bool(text)}


@open_to_all
def suggestions(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    context = _listed(request, queries.published(**form.wanted()), form)
    return render(request, "suggestions/published.html", context)


def _public(number: int) -> Suggestion:
    suggestion = queries.open_published(number)
    if suggestion is None:
        raise Http404
    return suggestion


@open_to_all
def suggestion_public(request: HttpRequest, number: int) -> HttpResponse:
    suggestion = _public(number)
    if suggestion.pk != number:  # What was joined leads to the one that it was joined with.
        return redirect("suggestion_public", number=suggestion.pk)
    return _public_page(request, suggestion, EmailForm())


def _public_page(
    request: HttpRequest, suggestion: Suggestion, form: EmailForm, status: int = 200
) -> HttpResponse:
    context = {
        "suggestion": suggestion,
        "stations": queries.stations(suggestion),
        "replies": queries.replies(suggestion),
        "form": form,
        "sent": request.GET.get("tack") == "1",
    }
    return render(request, "suggestions/public.html", context, status=status)


@open_to_all
@csrf_exempt
@same_origin
@require_POST
def join(request: HttpRequest, number: int) -> HttpResponse:
    suggestion = _public(number)
    form = EmailForm({} if unreadable(request) else request.POST)
    if form.is_valid():
        address = form.cleaned_data["email"]
        problem = too_often(request, "suggestions.join", an_hour=30) or many_mails(address)
        problem = problem or _join(suggestion, address)
        if not problem:
            return redirect(f"{request.path.removesuffix('hall-med/')}?tack=1#hall-med")
        form.add_error("email", problem)
    return _public_page(request, suggestion, form, status=422)


def _join(suggestion: Suggestion, address: str) -> str:
    try:
        services.join(suggestion=suggestion, by=None, email=address)
    except SuggestionError as refused:
        return refused.sentence
    return ""


@open_to_all
def public_picture(request: HttpRequest, number: int) -> HttpResponse:
    suggestion = _public(number)
    if not suggestion.show_picture:
        raise Http404
    return picture_answer(suggestion.picture, public=True)


# Inside -------------------------------------------------------------------------------------


@signed_in
def suggestions_inside(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    context = _listed(request, queries.published_inside(**form.wanted()), form)
    shown = list(context["page"].object_list)
    context["supported"] = queries.supported_by(request.user, shown)
    return render(request, "suggestions/inside.html", context)


@signed_in
def my_suggestions(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.mine(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "suggestions/mine.html", {"page": page})


def _readable(request: HttpRequest, number: int) -> Suggestion:
    suggestion = queries.open_record(number, by=request.user)
    if suggestion is None:
        raise Http404
    check(rules.may_read(request.user, suggestion))
    return suggestion


@signed_in
def suggestion_inside(request: HttpRequest, number: int) -> HttpResponse:
    return _inside_page(request, _readable(request, number), AnswerForm())


def _inside_page(
    request: HttpRequest, suggestion: Suggestion, form: AnswerForm, status: int = 200
) -> HttpResponse:
    context = {
        "suggestion": suggestion,
        "own": suggestion.author_id == request.user.pk,
        "way": queries.way(suggestion),
        "stations": queries.stations(suggestion.duplicate_of or suggestion),
        "replies": queries.replies(suggestion),
        "supports": bool(queries.supported_by(request.user, [suggestion])),
        "may_reply": rules.may_reply(request.user, suggestion),
        "answer_form": form,
    }
    return render(request, "suggestions/inside_one.html", context, status=status)


@signed_in
@require_POST
def answer_inside(request: HttpRequest, number: int) -> HttpResponse:
    suggestion = _readable(request, number)
    check(suggestion.author_id == request.user.pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            services.answer(
                suggestion=suggestion, text=form.cleaned_data["text"], by=signed_in_user(request)
            )
            messages.success(request, _("Thank you! Your answer has come in."))
            return redirect("suggestion_inside", number=number)
        except SuggestionError as refused:
            form.add_error(None, refused.sentence)
    return _inside_page(request, suggestion, form, status=422)


@signed_in
@require_POST
def support(request: HttpRequest, number: int) -> HttpResponse:
    suggestion = _readable(request, number)
    try:
        services.join(suggestion=suggestion, by=signed_in_user(request))
        messages.success(request, _("Your support is counted, and you hear how it goes."))
    except SuggestionError as refused:
        messages.error(request, refused.sentence)
    return redirect("suggestion_inside", number=number)


@signed_in
def inside_picture(request: HttpRequest, number: int) -> HttpResponse:
    suggestion = _readable(request, number)
    own = suggestion.author_id == request.user.pk
    if not (suggestion.show_picture or own or rules.may_reply(request.user, suggestion)):
        raise Http404
    return picture_answer(suggestion.picture, public=False)
