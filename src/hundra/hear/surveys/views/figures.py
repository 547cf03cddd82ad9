"""What those who were asked think, on the work side."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hundra.core.accounts.models import User
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer
from hundra.hear.surveys import queries, rules, showing
from hundra.hear.surveys.forms import FiguresForm, PassOnForm
from hundra.hear.surveys.models import Comment
from hundra.hear.surveys.services import commenting
from hundra.hear.surveys.tables import CommentsTable, GroupsTable


@requires(rules.may_see_somewhere)
@require_safe
def satisfaction(request: HttpRequest) -> HttpResponse:
    form = FiguresForm(request.GET, timezone.localdate())
    chosen = form.chosen() | {"paths": rules.seen_paths(request.user)}
    chosen["by"] = chosen["by"] or "reason"
    found = queries.satisfaction(**chosen)
    table = GroupsTable(request, found, showing.split_name(found.by))
    months = queries.satisfaction(**{**chosen, "by": "month"})
    context = showing.satisfaction_page(found, months) | {"form": form}
    return answer(request, "surveys/satisfaction.html", table=table, context=context)


@requires(rules.may_see_somewhere)
@require_safe
def comments(request: HttpRequest) -> HttpResponse:
    form = FiguresForm(request.GET, timezone.localdate())
    chosen = form.chosen()
    found = queries.comments(
        since=chosen["since"],
        until=chosen["until"],
        paths=rules.seen_paths(request.user),
        desk=chosen["desk"],
        kind=chosen["kind"],
    )
    table = CommentsTable(request, found)
    context = {"form": form, "may_pass_on": rules.may_pass_on_somewhere(request.user)}
    return answer(request, "surveys/comments.html", table=table, context=context)


@requires(rules.may_pass_on_somewhere)
@require_POST
def pass_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    comment = _comment(request, pk)
    user = cast("User", request.user)
    form = PassOnForm(request.POST)
    if request.POST.get("do") == "take_back":
        commenting.take_back(comment=comment, by=user)
    elif form.is_valid():
        commenting.pass_on(comment=comment, to=form.cleaned_data["to"], by=user)
        messages.success(request, _("Noted as passed on."))
    return redirect("survey_comment", pk=comment.pk)


@requires(rules.may_see_somewhere)
@require_safe
def comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _comment(request, pk, reading=True)
    context = {
        "comment": found,
        "form": PassOnForm(),
        "may_pass_on": rules.may_pass_on(request.user, found.unit),
    }
    return render(request, "surveys/comment.html", context)


def _comment(request: HttpRequest, pk: UUID, *, reading: bool = False) -> Comment:
    """The comment, which does not exist for those who may not see it."""
    found = Comment.objects.select_related("unit", "passed_on_by").filter(pk=pk).first()
    may = rules.may_see if reading else rules.may_pass_on
    if found is None or not may(request.user, found.unit):
        raise Http404
    return found
