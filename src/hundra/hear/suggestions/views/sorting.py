"""The inbox, and a suggestion's work page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import check, requires
from hundra.core.ui.tables import answer as table_answer
from hundra.hear.suggestions import queries, rules, services
from hundra.hear.suggestions.errors import SuggestionError
from hundra.hear.suggestions.forms import (
    AcceptForm,
    AskForm,
    DeclineForm,
    JoinForm,
    NoteForm,
    PublishForm,
    ReplyForm,
    UnitForm,
)
from hundra.hear.suggestions.models import Suggestion, SuggestionState
from hundra.hear.suggestions.states import Step
from hundra.hear.suggestions.views.answering import unreadable
from hundra.hear.suggestions.views.inbox import Inbox, state_tabs
from hundra.hear.suggestions.views.record import field_id, record_context, without_marked


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that can be done on the work page: its form, its service, who may."""

    label: str | Promise
    done: str | Promise
    form: type[Form]
    service: Callable[..., object]
    step: Step | None = None
    managers_too: bool = False


ACTS: dict[str, Act] = {
    "accept": Act(
        label=_("Accept"),
        done=_("The suggestion is accepted."),
        form=AcceptForm,
        service=services.accept,
        step=Step.ACCEPT,
    ),
    "ask": Act(
        label=_("Ask back"),
        done=_("The question has been sent. The days to reply stand still."),
        form=AskForm,
        service=services.ask_back,
        step=Step.ASK,
        managers_too=True,
    ),
    "decline": Act(
        label=_("Decline with a reply"),
        done=_("The suggestion is declined, and the reply has been sent."),
        form=DeclineForm,
        service=services.decline,
        step=Step.DECLINE,
    ),
    "reply": Act(
        label=_("Reply officially"),
        done=_("The reply has been sent to all who follow."),
        form=ReplyForm,
        service=services.reply,
        managers_too=True,
    ),
    "join": Act(
        label=_("Join with another"),
        done=_("The suggestions are joined, and all who follow moved along."),
        form=JoinForm,
        service=services.join_duplicates,
        step=Step.JOIN,
    ),
    "unit": Act(
        label=_("Set the unit"),
        done=_("The unit is set."),
        form=UnitForm,
        service=services.set_unit,
    ),
    "note": Act(
        label=_("Write a note"),
        done=_("The note is saved."),
        form=NoteForm,
        service=services.note,
        managers_too=True,
    ),
}


@requires(rules.may_open_inbox)
def inbox(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in SuggestionState.values else ""
    table = Inbox(request, queries.inbox(request.user, state=state))
    context = {
        "tabs": state_tabs(request, state),
        "overdue": queries.overdue_count(request.user),
        "times": queries.reply_times_this_year(signed_in_user(request)),
    }
    return table_answer(request, "suggestions/inbox.html", table=table, context=context)


def _answerable(request: HttpRequest, number: int) -> Suggestion:
    suggestion = queries.open_record(number, by=request.user)
    if suggestion is None:
        raise Http404
    check(rules.may_reply(request.user, suggestion))
    return suggestion


@requires(rules.may_open_inbox)
def suggestion(request: HttpRequest, number: int) -> HttpResponse:
    return _record_page(request, _answerable(request, number))


def _record_page(
    request: HttpRequest,
    suggestion: Suggestion,
    *,
    failed: dict[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = record_context(request.user, suggestion, ACTS, failed or {})
    return render(request, "suggestions/record.html", context, status=status)


@requires(rules.may_open_inbox)
@require_POST
def act(request: HttpRequest, number: int, what: str) -> HttpResponse:
    suggestion = _answerable(request, number)
    if what not in ACTS:
        raise Http404
    doing = ACTS[what]
    check(doing.managers_too or rules.may_sort(request.user, suggestion))
    form = doing.form({} if unreadable(request) else request.POST, auto_id=field_id(what))
    if form.is_valid():
        try:
            doing.service(suggestion=suggestion, by=signed_in_user(request), **_given(form))
        except SuggestionError as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, str(doing.done))
            return redirect(_after(request, suggestion))
    return _record_page(request, _fresh(request, number), failed={what: form}, status=422)


def _given(form: Form) -> dict[str, Any]:
    given = dict(form.cleaned_data)
    if isinstance(form, NoteForm):
        del given["seen"]
    return given


def _fresh(request: HttpRequest, number: int) -> Suggestion:
    found = queries.open_record(number, by=request.user)
    if found is None:
        raise Http404
    return found


def _after(request: HttpRequest, suggestion: Suggestion) -> str:
    """Back to the page; to the inbox when it has been placed where the sorter has no role."""
    from django.urls import reverse

    fresh = queries.open_record(suggestion.pk, by=request.user)
    if fresh is not None and rules.may_reply(request.user, fresh):
        return reverse("suggestion", kwargs={"number": suggestion.pk})
    return reverse("suggestion_inbox")


@requires(rules.may_open_inbox)
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    suggestion = _answerable(request, number)
    check(rules.may_sort(request.user, suggestion))
    data = QueryDict() if unreadable(request) else request.POST
    if "remove" in data:
        cleaned = PublishForm(
            without_marked(data), suggestion=suggestion, auto_id=field_id("publish")
        )
        return _record_page(request, suggestion, failed={"publish": cleaned})
    form = PublishForm(data, suggestion=suggestion, auto_id=field_id("publish"))
    if form.is_valid():
        try:
            services.publish(suggestion=suggestion, by=signed_in_user(request), **form.cleaned_data)
        except SuggestionError as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, str(_("The suggestion is published.")))
            return redirect("suggestion", number=number)
    return _record_page(request, _fresh(request, number), failed={"publish": form}, status=422)


@requires(rules.may_open_inbox)
@require_POST
def unpublish(request: HttpRequest, number: int) -> HttpResponse:
    suggestion = _answerable(request, number)
    check(rules.may_sort(request.user, suggestion))
    try:
        services.unpublish(suggestion=suggestion, by=signed_in_user(request))
        messages.success(request, str(_("The suggestion is no longer published.")))
    except SuggestionError as refused:
        messages.error(request, refused.sentence)
    return redirect("suggestion", number=number)
