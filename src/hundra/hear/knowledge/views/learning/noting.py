"""What readers' pages tell by themselves: searches, chosen hits, opened articles."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hundra.core.ui.access import open_to_all, requires, same_origin
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.models import Door
from hundra.hear.knowledge.services import learning
from hundra.hear.knowledge.views.learning.answering import (
    LARGEST_KEY,
    door_of,
    readable,
    seldom,
    sent,
)

SEARCHES_AN_HOUR, USES_AN_HOUR = 600, 1200
WITHOUT_SCRIPT = "utan-skript"


class SearchNote(forms.Form):
    """What search-log.js sends."""

    secret = forms.UUIDField()
    words = forms.CharField(max_length=2000)
    hits = forms.IntegerField(min_value=0)
    language = forms.RegexField(r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$", max_length=10)
    door = forms.ChoiceField(choices=[(Door.EMBEDDED, "")], required=False)
    article = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, required=False)
    rank = forms.IntegerField(min_value=1, max_value=100, required=False)


@open_to_all
@csrf_exempt
@same_origin
@require_POST
def note_search(request: HttpRequest) -> HttpResponse:
    return _note_search(request, inside=False)


@requires(rules.may_search_inside)
@csrf_exempt  # A page that is being left cannot send the token; `same_origin` guards.
@same_origin
@require_POST
def note_search_inside(request: HttpRequest) -> HttpResponse:
    return _note_search(request, inside=True)


def _note_search(request: HttpRequest, *, inside: bool) -> HttpResponse:
    """Takes the note if it is in order. The page that sends it has nobody to tell otherwise."""
    form = SearchNote(sent(request))
    if form.is_valid() and seldom(request, "search", an_hour=SEARCHES_AN_HOUR, inside=inside):
        told = form.cleaned_data
        door = told["door"] if told["door"] and not inside else door_of(request, inside=inside)
        secret = learning.note_search(
            told["words"],
            door=door,
            language=told["language"],
            hits=told["hits"],
            secret=told["secret"],
        )
        chosen = readable(request, told["article"], inside=inside)
        if chosen is not None and told["rank"]:
            learning.note_choice(secret, chosen, told["rank"])
    return HttpResponse(status=204)


def note_plain_search(
    request: HttpRequest, words: str, *, door: str, language: str, hits: int
) -> None:
    """Notes a search whose form was sent by a browser without scripts; else does nothing."""
    if WITHOUT_SCRIPT not in request.GET or not words.strip():
        return
    inside = door in (Door.INSIDE, Door.GUIDES)
    if seldom(request, "search", an_hour=SEARCHES_AN_HOUR, inside=inside):
        learning.note_search(words, door=door, language=language, hits=hits, watched=False)


@open_to_all
@csrf_exempt
@same_origin
@require_POST
def note_article_use(request: HttpRequest, article: int) -> HttpResponse:
    return _note_use(request, article, inside=False)


@requires(rules.may_search_inside)
@csrf_exempt
@same_origin
@require_POST
def note_article_use_inside(request: HttpRequest, article: int) -> HttpResponse:
    return _note_use(request, article, inside=True)


def _note_use(request: HttpRequest, number: int, *, inside: bool) -> HttpResponse:
    language = sent(request).get("language", settings.LANGUAGE_CODE)
    if number <= LARGEST_KEY and seldom(request, "use", an_hour=USES_AN_HOUR, inside=inside):
        article = readable(request, number, inside=inside)
        if article and article.translations.filter(language=language).exists():
            learning.note_use(article, door=door_of(request, inside=inside), language=language)
    return HttpResponse(status=204)
