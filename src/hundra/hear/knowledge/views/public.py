"""The public help pages. Whoever asks, they show what is for everyone and nothing else."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from hundra.core.ui.access import open_to_all
from hundra.core.ui.publishing import addresses, kept_briefly
from hundra.hear.knowledge import presenting, queries
from hundra.hear.knowledge.addresses import SHELLS, article_path, shell_language
from hundra.hear.knowledge.models import Audience, Door
from hundra.hear.knowledge.views import reading, searching

EVERYONE = frozenset({Audience.EVERYONE})
PLACE = reading.Place(audiences=EVERYONE, door=Door.PUBLIC, is_inside=False)


@open_to_all
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The box with topics under it, or with what was found, which nobody keeps."""
    return searching.public_answer(request, PLACE, "knowledge/help.html", reading.start_context)


@open_to_all
@require_safe
@kept_briefly
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    found = queries.readable_topic(topic, EVERYONE)
    if found is None:
        return _missing(request, HTTPStatus.NOT_FOUND)
    context = reading.topic_context(PLACE, found, request.GET.get("sida", "1"))
    context["structured"] = presenting.topic_data(found, context["page"])
    page = addresses(request, keep=("sida",))
    return render(request, "knowledge/help_topic.html", {**context, **page})


@open_to_all
@require_safe
@kept_briefly
def article(request: HttpRequest, topic: str, slug: str) -> HttpResponse:
    """In the page's language where there is such a text, else as it was written."""
    found = queries.read_article(topic, slug, audiences=EVERYONE, language=shell_language())
    return _shown(request, found) if found else _not_here(request, topic, slug)


@open_to_all
@require_safe
@kept_briefly
def article_in(request: HttpRequest, topic: str, slug: str, language: str) -> HttpResponse:
    """In a language that pages as a whole do not come in."""
    if language in SHELLS:
        with translation.override(language):
            return redirect(article_path(topic, slug, language), permanent=True)
    found = queries.read_article(topic, slug, audiences=EVERYONE, language=language, exactly=True)
    return _shown(request, found) if found else _not_here(request, topic, slug, language)


def _shown(request: HttpRequest, found: queries.ReadArticle) -> HttpResponse:
    context = {
        **reading.article_context(PLACE, found),
        **presenting.article_addresses(found),
        "structured": presenting.article_data(found),
    }
    return render(request, "knowledge/help_article.html", context)


def _not_here(request: HttpRequest, topic: str, slug: str, language: str = "") -> HttpResponse:
    """On to the present address, else a page that helps to find what was sought."""
    moved = queries.moved_to(topic, slug, audiences=EVERYONE)
    if moved is not None:
        return redirect(article_path(*moved, language or shell_language()), permanent=True)
    if language and queries.read_article(topic, slug, audiences=EVERYONE, language=language):
        return redirect(article_path(topic, slug, shell_language()))
    gone = queries.was_here(topic, slug, audiences=EVERYONE)
    return _missing(request, HTTPStatus.GONE if gone else HTTPStatus.NOT_FOUND)


def _missing(request: HttpRequest, status: int) -> HttpResponse:
    context = {**reading.missing_context(PLACE), "is_gone": status == HTTPStatus.GONE}
    return render(request, "knowledge/help_missing.html", context, status=status)
