"""The topics of improvements."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.improve.improvements import queries, rules, services
from hundra.improve.improvements.forms import TopicForm
from hundra.improve.improvements.models import Topic
from hundra.improve.improvements.views.shared import INVALID, attempt, attempt_with_message


@requires(rules.may_keep_topics)
@require_http_methods(["GET", "POST"])
def topics(request: HttpRequest) -> HttpResponse:
    form = TopicForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form, partial(services.create_topic, **form.cleaned_data, by=signed_in_user(request))
        )
    ):
        messages.success(request, _("The topic is added."))
        return redirect("topics")
    context = {"topics": queries.topics(), "form": form}
    status = INVALID if form.errors else None
    return render(request, "improvements/topics.html", context, status=status)


@requires(rules.may_keep_topics)
@require_http_methods(["GET", "POST"])
def edit_topic(request: HttpRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=pk)
    name = topic.name
    form = TopicForm(request.POST or None, instance=topic)
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data
        if attempt(
            form, partial(services.edit_topic, topic=topic, **details, by=signed_in_user(request))
        ):
            messages.success(request, _("The changes are saved."))
            return redirect("topics")
    status = INVALID if form.errors else None
    context = {"form": form, "topic": topic, "name": name}
    return render(request, "improvements/topic.html", context, status=status)


@requires(rules.may_keep_topics)
@require_POST
def remove_topic(request: HttpRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=pk)
    attempt_with_message(
        request,
        partial(services.remove_topic, topic=topic, by=signed_in_user(request)),
        _("The topic is removed."),
    )
    return redirect("topics")
