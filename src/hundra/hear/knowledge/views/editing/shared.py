"""What several of the editors' pages do alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from hundra.core.ui import markdown
from hundra.hear.knowledge.differences import Piece, wording_differences
from hundra.hear.knowledge.errors import IncompleteError, KnowledgeError
from hundra.hear.knowledge.models import Article, Revision, Translation
from hundra.hear.knowledge.queries import editing as queries
from hundra.hear.knowledge.wording import Wording

INVALID = 422
"""The status of a form that is shown again: it was understood, but cannot be done as it is."""


def article_or_404(request: HttpRequest, pk: int) -> Article:
    """An article at the editor's units. Others' are not told of: some are for guides only."""
    found = queries.editable_article(request.user, pk)
    if found is None:
        raise Http404
    return found


def translation_or_404(request: HttpRequest, pk: int, language: str) -> Translation:
    found = queries.editable_translation(request.user, pk, language)
    if found is None:
        raise Http404
    return found


def draft_or_404(translation: Translation) -> Revision:
    found = queries.in_work(translation)
    if found is None:
        raise Http404
    return found


PART_LABELS = {
    "title": pgettext_lazy("article", "Title"),
    "short_answer": gettext_lazy("Short answer"),
    "spoken_answer": gettext_lazy("Spoken answer"),
    "steps": gettext_lazy("Steps"),
    "links": gettext_lazy("Links"),
    "body": gettext_lazy("Text"),
    "keywords": gettext_lazy("Search words"),
}


def changes(before: Wording, after: Wording) -> list[tuple[str | Promise, tuple[Piece, ...]]]:
    """What differs between two wordings, each part with its name."""
    return [(PART_LABELS[one.name], one.pieces) for one in wording_differences(before, after)]


def place(translation: Translation) -> dict[str, Any]:
    return {"pk": translation.article_id, "language": translation.language}


def to_article(article_pk: int) -> HttpResponse:
    return redirect("editing_article", pk=article_pk)


def to_text(translation: Translation) -> HttpResponse:
    answer: HttpResponse = redirect("editing_text", **place(translation))
    return answer


def attempt(form: BaseForm, write: Callable[[], Any]) -> bool:
    """Does the writing; a domain error becomes the form's, and False is returned."""
    try:
        write()
    except IncompleteError as error:
        form.add_error(None, [str(error), *error.missing])
    except KnowledgeError as error:
        form.add_error(None, str(error))
    return not form.errors


def attempt_with_message(
    request: HttpRequest, write: Callable[[], Any], done: str | Promise
) -> bool:
    """Does the writing and tells how it went on the next page."""
    try:
        write()
    except IncompleteError as error:
        messages.error(request, " ".join([str(error), *error.missing]))
    except KnowledgeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(done))
        return True
    return False


def picture_addresses(article: Article) -> markdown.Pictures:
    """Where an editor sees the article's pictures, used or not."""
    own = set(article.attachments.filter(is_picture=True).values_list("pk", flat=True))

    def address(number: int) -> str | None:
        if number not in own:
            return None
        return reverse("editing_file", kwargs={"pk": article.pk, "file": number})

    return address
