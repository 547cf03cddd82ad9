"""Topics and contact reasons, kept by editors."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.knowledge import rules, services
from hundra.hear.knowledge.forms.topics import ReasonForm, TopicForm
from hundra.hear.knowledge.models import ContactReason, Topic
from hundra.hear.knowledge.queries import sorting as queries
from hundra.hear.knowledge.views.editing.shared import (
    INVALID,
    attempt,
    attempt_with_message,
)


@requires(rules.is_editor)
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    context = {"topics": queries.topics_with_counts()}
    return render(request, "knowledge/editing/topics.html", context)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new topic, or one to change."""
    changed = get_object_or_404(Topic, pk=pk) if pk is not None else None
    form = TopicForm(request.POST or None, topic=changed)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.save_topic(by=signed_in_user(request), topic=changed, **form.given()),
        )
    ):
        messages.success(request, _("The topic is saved."))
        return redirect("editing_topics")
    status = INVALID if form.errors else None
    context = {"form": form, "topic": get_object_or_404(Topic, pk=pk) if pk else None}
    return render(request, "knowledge/editing/topic.html", context, status=status)


@requires(rules.is_editor)
@require_POST
def move_topic(request: HttpRequest, pk: int) -> HttpResponse:
    moved = get_object_or_404(Topic, pk=pk)
    services.move_topic(by=signed_in_user(request), topic=moved, up="up" in request.POST)
    return redirect("editing_topics")


@requires(rules.is_editor)
@require_POST
def remove_topic(request: HttpRequest, pk: int) -> HttpResponse:
    gone = get_object_or_404(Topic, pk=pk)
    attempt_with_message(
        request,
        lambda: services.remove_topic(by=signed_in_user(request), topic=gone),
        _("The topic is removed."),
    )
    return redirect("editing_topics")


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: HttpRequest) -> HttpResponse:
    """The list, with a form for a new one."""
    form = ReasonForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form, lambda: services.save_reason(by=signed_in_user(request), **form.cleaned_data)
        )
    ):
        messages.success(request, _("The contact reason is saved."))
        return redirect("editing_reasons")
    context = {"form": form, "reasons": queries.reasons_with_counts()}
    status = INVALID if form.errors else None
    return render(request, "knowledge/editing/reasons.html", context, status=status)


@requires(rules.is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: HttpRequest, pk: int) -> HttpResponse:
    changed = get_object_or_404(ContactReason, pk=pk)
    form = ReasonForm(request.POST or None, initial={"name": changed.name})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.save_reason(
                by=signed_in_user(request), reason=changed, **form.cleaned_data
            ),
        )
    ):
        messages.success(request, _("The contact reason is saved."))
        return redirect("editing_reasons")
    context = {"form": form, "reason": get_object_or_404(ContactReason, pk=pk)}
    status = INVALID if form.errors else None
    return render(request, "knowledge/editing/reason.html", context, status=status)


@requires(rules.is_editor)
@require_POST
def remove_reason(request: HttpRequest, pk: int) -> HttpResponse:
    gone = get_object_or_404(ContactReason, pk=pk)
    attempt_with_message(
        request,
        lambda: services.remove_reason(by=signed_in_user(request), reason=gone),
        _("The contact reason is removed."),
    )
    return redirect("editing_reasons")
