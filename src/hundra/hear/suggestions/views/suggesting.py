"""Suggesting, for everyone without login and for employees inside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from hundra.core.accounts.web import signed_in_user, too_often
from hundra.core.ui.access import open_to_all, requires, same_origin, signed_in
from hundra.core.ui.secrets import secret_page
from hundra.hear.suggestions import pictures, queries, rules, services, similar
from hundra.hear.suggestions.errors import SuggestionError
from hundra.hear.suggestions.forms import InsideForm, SuggestForm, opened_now
from hundra.hear.suggestions.models import Audience, Suggestion
from hundra.hear.suggestions.views.answering import (
    many_mails,
    picture_response,
    unreadable,
)

AN_HOUR = 30
SHOWN_WHILE_TYPING = 3  # More would push the rest of the form off a phone.


@open_to_all
@csrf_exempt
@same_origin
def suggest(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, SuggestForm(initial=_from_address(request)))
    if problem := unreadable(request):
        return _form_page(request, SuggestForm(), problem=problem, status=413)
    form = SuggestForm(request.POST, request.FILES)
    if form.is_valid() and not _limited(request, form):
        suggestion = _submit(form, email=form.cleaned_data["email"])
        if suggestion is not None:
            return redirect("suggestion_thanks", secret=suggestion.secret)
    form.keep_picture()
    return _form_page(request, form, status=422)


def _limited(request: HttpRequest, form: SuggestForm) -> bool:
    problem = too_often(request, "suggestions.suggest", an_hour=AN_HOUR)
    email = form.cleaned_data["email"]
    if not problem and email:
        problem = many_mails(email)
    if problem:
        form.add_error(None, problem)
    return bool(problem)


def _submit(form: InsideForm, **more: Any) -> Suggestion | None:
    try:
        return services.submit(
            by=more.pop("by", None),
            audience=form.cleaned_data["audience"],
            text=form.cleaned_data["text"],
            place=form.cleaned_data["place"],
            picture=form.clean_image,
            **more,
        )
    except SuggestionError as refused:
        form.add_error(None, refused.sentence)
        return None


def _from_address(request: HttpRequest) -> dict[str, str]:
    """A link can say for whom: /forslag/nytt/?for=employees."""
    wanted = request.GET.get("for", "")
    return {"audience": wanted} if wanted in Audience.values else {}


def _form_page(
    request: HttpRequest, form: InsideForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "problem": problem, "opened": opened_now()}
    return render(request, "suggestions/suggest.html", context, status=status)


@open_to_all
@csrf_exempt
@same_origin
def similar_public(request: HttpRequest) -> HttpResponse:
    """What already exists, as a piece of the page, while someone types."""
    return _similar(request, inside=False)


@signed_in
def similar_inside(request: HttpRequest) -> HttpResponse:
    return _similar(request, inside=True)


def _similar(request: HttpRequest, *, inside: bool) -> HttpResponse:
    text = "" if unreadable(request) else request.POST.get("text", "")
    found = similar.find(text, inside=inside, limit=SHOWN_WHILE_TYPING)
    return render(request, "suggestions/similar.html", {"found": found})


@open_to_all
@secret_page
def waiting_picture(request: HttpRequest, token: str) -> HttpResponse:
    """The picture that waits for the rest of the form; only who sent it knows its address."""
    picture = pictures.kept(token)
    if picture is None:
        raise Http404
    return picture_response(picture.data, public=False)


@open_to_all
@secret_page
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    suggestion = queries.by_secret(secret)
    if suggestion is None:
        raise Http404
    way = queries.way(suggestion)
    return render(request, "suggestions/thanks.html", {"way": way, "suggestion": suggestion})


@requires(rules.may_suggest_inside)
def suggest_inside(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        form = InsideForm(initial={"audience": Audience.EMPLOYEES, **_from_address(request)})
        return render(request, "suggestions/suggest_inside.html", {"form": form})
    problem = unreadable(request)
    form = InsideForm() if problem else InsideForm(request.POST, request.FILES)
    if not problem and form.is_valid() and _submit(form, by=signed_in_user(request)) is not None:
        messages.success(request, _("Thank you! The suggestion has come in."))
        return redirect("my_suggestions")
    form.keep_picture()
    context = {"form": form, "problem": problem}
    return render(request, "suggestions/suggest_inside.html", context, status=422)
