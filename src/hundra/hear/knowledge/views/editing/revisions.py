"""The history of a language version: all its wordings, what differs between two, and restoring."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.knowledge import rules, services
from hundra.hear.knowledge.languages import language as language_of
from hundra.hear.knowledge.models import Revision, RevisionState, Translation
from hundra.hear.knowledge.queries import editing as queries
from hundra.hear.knowledge.views.editing.preview import preview_of
from hundra.hear.knowledge.views.editing.shared import (
    attempt_with_message,
    changes,
    place,
    to_text,
    translation_or_404,
)

TONES = {
    RevisionState.DRAFT: "neutral",
    RevisionState.WAITING: "info",
    RevisionState.PUBLISHED: "success",
    RevisionState.REPLACED: "neutral",
    RevisionState.DISCARDED: "neutral",
}


@requires(rules.is_editor)
@require_safe
def history(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """All revisions; with ?fran= and ?till=, what differs between two of them."""
    translation = translation_or_404(request, pk, language)
    revisions = list(translation.revisions.select_related("written_by", "approved_by"))
    if not revisions:
        raise Http404
    before, after = _compared(request, revisions)
    context = {
        "translation": translation,
        "article": translation.article,
        "language": language_of(language),
        "title": revisions[0].title,
        "revisions": [(one, TONES[RevisionState(one.state)]) for one in revisions],
        "before": before,
        "after": after,
        "changes": _changes(before, after),
        "may_restore": queries.in_work(translation) is None,
    }
    return render(request, "knowledge/editing/history.html", context)


def _compared(
    request: HttpRequest, revisions: list[Revision]
) -> tuple[Revision | None, Revision | None]:
    """The two that are asked for; the newest against the one before it if none are."""
    if len(revisions) == 1:
        return None, None
    numbered = {str(one.number): one for one in revisions}
    before = numbered.get(request.GET.get("fran", ""), revisions[1])
    after = numbered.get(request.GET.get("till", ""), revisions[0])
    return before, after


def _changes(before: Revision | None, after: Revision | None) -> list[Any]:
    if before is None or after is None:
        return []
    return list(changes(services.wording_of(before), services.wording_of(after)))


@requires(rules.is_editor)
@require_safe
def revision(request: HttpRequest, pk: int, language: str, number: int) -> HttpResponse:
    """One revision as it was, whole."""
    translation = translation_or_404(request, pk, language)
    shown = _revision_or_404(translation, number)
    context = {
        "translation": translation,
        "article": translation.article,
        "revision": shown,
        "tone": TONES[RevisionState(shown.state)],
        "may_restore": queries.in_work(translation) is None,
        **preview_of(translation, services.wording_of(shown)),
    }
    return render(request, "knowledge/editing/revision.html", context)


@requires(rules.is_editor)
@require_safe
def since(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """What the original has become since the translation was made from it."""
    translation = translation_or_404(request, pk, language)
    article = translation.article
    original = queries.editable_translation(request.user, pk, article.original_language)
    base = queries.translated_from(translation)
    if original is None or original.published is None or base is None:
        raise Http404
    then, now = services.wording_of(base), services.wording_of(original.published)
    context = {
        "translation": translation,
        "article": article,
        "language": language_of(language),
        "original_language": language_of(article.original_language),
        "title": original.published.title,
        "before": base,
        "after": original.published,
        "changes": changes(then, now),
    }
    return render(request, "knowledge/editing/since.html", context)


@requires(rules.is_editor)
@require_POST
def restore(request: HttpRequest, pk: int, language: str, number: int) -> HttpResponse:
    translation = translation_or_404(request, pk, language)
    old = _revision_or_404(translation, number)
    done = attempt_with_message(
        request,
        lambda: services.restore(by=signed_in_user(request), revision=old),
        _("The old wording is a draft now. Look through it and send it for approval."),
    )
    return to_text(translation) if done else redirect("editing_history", **place(translation))


def _revision_or_404(translation: Translation, number: int) -> Revision:
    found = translation.revisions.filter(number=number).first()
    if found is None:
        raise Http404
    return found
