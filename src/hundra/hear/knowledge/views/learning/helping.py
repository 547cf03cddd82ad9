""" "Did this help?" on every article: two buttons, then a reason. Works without scripts."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.ui.access import open_to_all, requires, same_origin
from hundra.hear.knowledge import queries, rules
from hundra.hear.knowledge.addresses import article_path
from hundra.hear.knowledge.errors import KnowledgeError
from hundra.hear.knowledge.models import Translation, UnhelpfulReason, Verdict
from hundra.hear.knowledge.queries import learning as seen
from hundra.hear.knowledge.services import learning
from hundra.hear.knowledge.views.learning.answering import (
    EVERYONE,
    LARGEST_KEY,
    door_of,
    seldom,
    sent,
)

View = TypeVar("View", bound=Callable[..., HttpResponse])
VERDICTS_AN_HOUR = 60
YES = "ja"


class ReasonForm(forms.Form):
    """Why it did not help. `website` is for programs, which fill in what people do not see."""

    reason = forms.ChoiceField(
        label=_("What was missing?"),
        choices=UnhelpfulReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits best.")},
    )
    comment = forms.CharField(
        label=_("Tell us more"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Do not write names or numbers: nobody can reply to you from here."),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_from_program(self) -> bool:
        return bool(str(self.data.get("website", "")).strip())


def unkept(view: View) -> View:
    """The address is for the one who answered: not passed on, kept or indexed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded  # type: ignore[return-value]


@open_to_all
@csrf_exempt
@same_origin
@require_POST
def helped(request: HttpRequest, translation: int) -> HttpResponse:
    return _helped(request, translation, inside=False)


@requires(rules.may_search_inside)
@csrf_exempt  # The same form as on public pages, which have no token; `same_origin` guards.
@same_origin
@require_POST
def helped_inside(request: HttpRequest, translation: int) -> HttpResponse:
    return _helped(request, translation, inside=True)


def _helped(request: HttpRequest, number: int, *, inside: bool) -> HttpResponse:
    translation = _readable(request, number, inside=inside)
    answer = sent(request).get("hjalpte", "")
    if not answer:
        return redirect(_back(translation, inside=inside))
    verdict = None
    if seldom(request, "verdict", an_hour=VERDICTS_AN_HOUR, inside=inside):
        verdict = learning.give_verdict(
            translation=translation,
            door=door_of(request, inside=inside),
            helped=answer == YES,
        )
    if verdict is None or getattr(request, "htmx", False):
        return _answered(request, verdict, translation, inside=inside)
    return redirect(_explain_address(verdict, inside=inside))


@open_to_all
@csrf_exempt
@same_origin
@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def verdict(request: HttpRequest, secret: uuid.UUID) -> HttpResponse:
    return _verdict(request, secret, inside=False)


@requires(rules.may_search_inside)
@csrf_exempt
@same_origin
@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def verdict_inside(request: HttpRequest, secret: uuid.UUID) -> HttpResponse:
    return _verdict(request, secret, inside=True)


def _verdict(request: HttpRequest, secret: uuid.UUID, *, inside: bool) -> HttpResponse:
    found = seen.open_verdict(secret)
    if found is None:
        raise Http404
    translation = found.article.translations.filter(language=found.language).first()
    form = ReasonForm(sent(request)) if request.method == "POST" else ReasonForm()
    if form.is_bound and form.is_valid():
        if not form.is_from_program:
            found = _explained(found, form)
        return _answered(request, found, translation, inside=inside, done=True)
    return _answered(request, found, translation, inside=inside, form=form)


def _explained(found: Verdict, form: ReasonForm) -> Verdict:
    try:
        return learning.explain_verdict(
            secret=found.secret,
            reason=form.cleaned_data["reason"],
            comment=form.cleaned_data["comment"],
        )
    except KnowledgeError:
        return found  # Sent twice: it has come in.


def _answered(
    request: HttpRequest,
    found: Verdict | None,
    translation: Translation | None,
    *,
    inside: bool,
    form: ReasonForm | None = None,
    done: bool = False,
) -> HttpResponse:
    """What is shown after an answer: in the article's page by htmx, else a page of its own."""
    asks = found is not None and not found.helped and not found.reason and not done
    context = {
        "asks": asks,
        "form": (form or ReasonForm()) if asks else None,
        "address": _explain_address(found, inside=inside) if found else "",
        "back": _back(translation, inside=inside) if translation else "",
        "shell": "ui/work.html" if inside else "ui/public.html",
    }
    part = getattr(request, "htmx", False)
    template = "knowledge/helped/answer.html" if part else "knowledge/helped/page.html"
    status = 422 if form is not None and form.is_bound and not part else 200
    return render(request, template, context, status=status)


def _readable(request: HttpRequest, number: int, *, inside: bool) -> Translation:
    audiences = rules.audiences_of(request.user) if inside else EVERYONE
    found = queries.readable_translations(audiences)
    translation = found.filter(pk=number).first() if number <= LARGEST_KEY else None
    if translation is None:
        raise Http404
    return translation


def _back(translation: Translation, *, inside: bool) -> str:
    article = translation.article
    return article_path(article.topic.slug, article.slug, translation.language, inside=inside)


def _explain_address(found: Verdict, *, inside: bool) -> str:
    return reverse("verdict_inside" if inside else "verdict", kwargs={"secret": found.secret})
