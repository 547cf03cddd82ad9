"""The second person's page: what is new in the wording, approve or send back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.knowledge import rules, services
from hundra.hear.knowledge.forms.articles import SendBackForm
from hundra.hear.knowledge.models import Revision, RevisionState, Translation
from hundra.hear.knowledge.queries import editing as queries
from hundra.hear.knowledge.views.editing.preview import preview_of
from hundra.hear.knowledge.views.editing.shared import (
    INVALID,
    attempt,
    attempt_with_message,
    changes,
    draft_or_404,
    place,
    to_article,
    translation_or_404,
)


@requires(rules.is_editor)
@require_safe
def review(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    translation = translation_or_404(request, pk, language)
    draft = queries.in_work(translation)
    if draft is None or draft.state != RevisionState.WAITING:
        messages.info(request, _("The text is not waiting for approval any more."))
        return to_article(pk)
    return _page(request, translation, draft, SendBackForm())


def _page(
    request: HttpRequest,
    translation: Translation,
    draft: Revision,
    form: SendBackForm,
    status: int = 200,
) -> HttpResponse:
    shown, wording = translation.published, services.wording_of(draft)
    context = {
        "translation": translation,
        "article": translation.article,
        "draft": draft,
        "form": form,
        "shown": shown,
        "changes": changes(services.wording_of(shown), wording) if shown else [],
        "may_approve": rules.may_approve(request.user, draft),
        "is_waiting": draft.state == RevisionState.WAITING,
        **preview_of(translation, wording),
    }
    return render(request, "knowledge/editing/review.html", context, status=status)


@requires(rules.is_editor)
@require_POST
def approve(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    translation = translation_or_404(request, pk, language)
    draft = draft_or_404(translation)
    done = attempt_with_message(
        request,
        lambda: services.approve(by=signed_in_user(request), revision=draft),
        _("Approved. Readers see it now."),
    )
    return to_article(pk) if done else redirect("editing_review", **place(translation))


@requires(rules.is_editor)
@require_POST
def send_back(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    translation = translation_or_404(request, pk, language)
    draft = draft_or_404(translation)
    form = SendBackForm(request.POST)
    if form.is_valid() and attempt(
        form,
        lambda: services.send_back(
            by=signed_in_user(request), revision=draft, comment=form.cleaned_data["comment"]
        ),
    ):
        messages.success(request, _("Sent back, with your comment."))
        return to_article(pk)
    return _page(request, translation, draft, form, INVALID)
