"""The work list: what people search for and do not find."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.models import ALL_DOORS, Door, SearchGroup, SearchNeed
from hundra.hear.knowledge.queries import learning as seen
from hundra.hear.knowledge.services import learning
from hundra.hear.knowledge.views.learning.answering import LARGEST_KEY
from hundra.hear.knowledge.views.learning.parts import parts, period, periods
from hundra.hear.knowledge.views.learning.tables import Decided, Unanswered


@requires(rules.is_editor)
def searches(request: HttpRequest) -> HttpResponse:
    weeks = period(request)
    door = request.GET.get("dorr", "")
    door = door if door in Door.values else ALL_DOORS
    table = Unanswered(request, seen.unanswered(weeks=weeks, door=door))
    context = {
        **parts("searches", request),
        "periods": periods(request, weeks),
        "weeks": weeks,
        "counted_at": seen.counted_at(),
    }
    return answer(request, "knowledge/learning/searches.html", table=table, context=context)


@requires(rules.is_editor)
def search_group(request: HttpRequest, group: int) -> HttpResponse:
    found = _group(group)
    weeks = period(request)
    context: dict[str, Any] = {
        "group": found,
        "counts": seen.group_counts(found, weeks=weeks),
        "weeks": weeks,
        "nearest": [(one, article_place(one)) for one in seen.known_articles(request.user, found)],
        "need": SearchNeed.objects.filter(key=found.key).first(),
        "synonym_address": f"{reverse('synonyms')}?{urlencode({'sokning': found.pk})}#ny",
        "crumbs": [(_("Searches without an answer"), reverse("searches")), (found.words, "")],
    }
    return render(request, "knowledge/learning/search_group.html", context)


@requires(rules.is_editor)
@require_POST
def decide(request: HttpRequest, group: int) -> HttpResponse:
    found = _group(group)
    decision = request.POST.get("decision", "")
    if decision not in (SearchNeed.Decision.DRAFTED, SearchNeed.Decision.NOT_OURS):
        raise Http404
    learning.decide(by=signed_in_user(request), group=found, decision=decision)
    if decision == SearchNeed.Decision.DRAFTED:
        return redirect(_new_article(found))
    messages.success(
        request, _("“%(words)s” is off the list, unless twice as many ask.") % {"words": found}
    )
    return redirect("searches")


@requires(rules.is_editor)
def decided_searches(request: HttpRequest) -> HttpResponse:
    table = Decided(request, seen.decided())
    return answer(
        request, "knowledge/learning/decided.html", table=table, context=parts("searches", request)
    )


@requires(rules.is_editor)
@require_POST
def undo_decision(request: HttpRequest, need: int) -> HttpResponse:
    found = SearchNeed.objects.filter(pk=need).first() if need <= LARGEST_KEY else None
    if found is not None:
        learning.undo_decision(by=signed_in_user(request), need=found)
        messages.success(request, _("“%(words)s” is on the list again.") % {"words": found})
    return redirect("decided_searches")


def article_place(article: Any) -> str:
    place = {"topic": article.topic.slug, "slug": article.slug}
    return reverse("knowledge_article", kwargs=place)


def _group(number: int) -> SearchGroup:
    found = seen.needed_group(number) if number <= LARGEST_KEY else None
    if found is None:
        raise Http404
    return found


def _new_article(group: SearchGroup) -> str:
    """The editor's page for a new article, begun with what is known."""
    begun = {"title": group.words[:1].upper() + group.words[1:120]}
    if group.topic_id is not None:
        begun["topic"] = str(group.topic_id)
    return f"{reverse('editing_new')}?{urlencode(begun)}"
