"""Knowledge for those who work here: each sees what is for them, guides the words to say first."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hundra.core.ui.access import requires
from hundra.hear.knowledge import queries, rules
from hundra.hear.knowledge.addresses import article_path, shell_language
from hundra.hear.knowledge.models import Door
from hundra.hear.knowledge.views import reading, searching


def _place(request: HttpRequest) -> reading.Place:
    guide = rules.is_guide(request.user)
    return reading.Place(
        audiences=rules.audiences_of(request.user),
        door=Door.GUIDES if guide else Door.INSIDE,
        is_inside=True,
    )


@requires(rules.may_search_inside)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    place = _place(request)
    words = searching.words_of(request)
    if words:
        context = searching.search_context(request, place, words)
    else:
        context = reading.start_context(place)
    return searching.answer(request, place, "knowledge/inside.html", context)


@requires(rules.may_search_inside)
@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    place = _place(request)
    found = queries.readable_topic(topic, place.audiences)
    if found is None:
        raise Http404
    context = reading.topic_context(place, found, request.GET.get("sida", "1"))
    return render(request, "knowledge/inside_topic.html", context)


@requires(rules.may_search_inside)
@require_safe
def article(request: HttpRequest, topic: str, slug: str, language: str = "") -> HttpResponse:
    place = _place(request)
    found = queries.read_article(
        topic,
        slug,
        audiences=place.audiences,
        language=language or shell_language(),
        exactly=bool(language),
    )
    if found is None:
        return _not_here(place, topic, slug, language)
    context = {
        **reading.article_context(place, found),
        "is_guide": place.door == Door.GUIDES,
        "may_edit": rules.may_edit(request.user, found.article),
    }
    return render(request, "knowledge/inside_article.html", context)


def _not_here(place: reading.Place, topic: str, slug: str, language: str) -> HttpResponse:
    moved = queries.moved_to(topic, slug, audiences=place.audiences)
    if moved is None:
        raise Http404
    path = article_path(*moved, language or shell_language(), inside=True)
    return redirect(path, permanent=True)
