"""What the knowledge says, to be put into a letter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hundra.core.ui.access import requires
from hundra.hear.contacts import rules
from hundra.hear.contacts.views.guide.asking import Answer, answers_context
from hundra.hear.knowledge.addresses import article_url
from hundra.hear.knowledge.models import Audience


@requires(rules.is_guide)
@require_safe
def letter_answers(request: HttpRequest) -> HttpResponse:
    """Short answers, each with the text that goes into the letter."""
    context = answers_context(request)
    found: list[Answer] = context.get("answers", [])
    context["found"] = [(one, text_of(one)) for one in found]
    return render(request, "contacts/letters/answers.html", context)


def text_of(answer: Answer) -> str:
    """The short answer with its links, and where all of it is read, if everyone may read it."""
    revision = answer.revision
    lines = [revision.short_answer]
    lines += [
        f"{link['label']}: {link['url']}" for link in revision.links if _leads_out(link["url"])
    ]
    translation = revision.translation
    article = translation.article
    if article.audience == Audience.EVERYONE:
        lines.append(article_url(article.topic.slug, article.slug, translation.language))
    return "\n".join(line for line in lines if line)


def _leads_out(url: str) -> bool:
    return url.startswith(("https://", "http://", "mailto:", "tel:"))
