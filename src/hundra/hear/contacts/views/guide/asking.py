"""Beside the contact: what to answer, and which reason the words typed speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from hundra.core.ui.access import requires
from hundra.engines.text import plain_text
from hundra.hear.contacts import rules
from hundra.hear.contacts.forms.registering import concern_text
from hundra.hear.contacts.notes import concerns
from hundra.hear.contacts.queries.suggesting import suggested_reasons
from hundra.hear.contacts.views.guide.steps import guide_of
from hundra.hear.knowledge.addresses import shell_language
from hundra.hear.knowledge.hits import ShownHit, shown_hits
from hundra.hear.knowledge.languages import LANGUAGES
from hundra.hear.knowledge.models import Revision
from hundra.hear.knowledge.queries.finding import search
from hundra.hear.knowledge.rules import audiences_of

MOST_ANSWERS = 6
LONGEST_WORDS = 200
LONGEST_NOTE = 1000
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Answer:
    """An answer that a guide can give: what to say, and the steps and links behind it."""

    hit: ShownHit
    revision: Revision

    @property
    def spoken(self) -> str:
        """The words to say; the short answer where nobody has written any."""
        return self.revision.spoken_answer or self.revision.short_answer


@requires(rules.is_guide)
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """What the knowledge says, with the words to say first. Only the part that changes."""
    return render(request, "contacts/guide/answers.html", answers_context(request))


def answers_context(request: HttpRequest) -> dict[str, Any]:
    """What answers the words that the guide asks for, of all that guides may read."""
    words = " ".join(plain_text(request.GET.get("q", "")[:LONGEST_WORDS]).split())
    language = request.GET.get("sprak", "")
    context: dict[str, Any] = {"words": words, "search_language": shell_language()}
    if words:
        found = search(
            words,
            audiences=audiences_of(request.user),
            language=language if language in LANGUAGES else shell_language(),
            limit=MOST_ANSWERS,
            as_you_type=True,
        )
        hits = shown_hits(found, inside=True)
        context["answers"] = [
            Answer(hit=shown, revision=hit.translation.published)
            for shown, hit in zip(hits, found.hits, strict=True)
            if hit.translation.published is not None
        ]
        context["is_sure"] = found.sure
    return context


@requires(rules.is_guide)
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Reasons that the note and the words searched for speak of, and what the note should not
    hold. Sent as a form, so that nothing of it is written in any log."""
    guide = guide_of(request)
    note = request.POST.get("note", "")[:LONGEST_NOTE]
    words = request.POST.get("words", "")[:LONGEST_WORDS]
    article = request.POST.get("article", "")
    context = {
        "reasons": suggested_reasons(
            guide.desk_id,
            f"{words} {note}",
            article=min(int(article), LARGEST_KEY) if article.isdecimal() else None,
        ),
        "concern": concern_text(found) if (found := concerns(note)) else "",
    }
    return render(request, "contacts/guide/suggested.html", context)
