"""Improvements from suggestions, and suggestions in improvements."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import check, requires
from hundra.core.ui.forms import Found, search_answer
from hundra.hear.suggestions.models import Suggestion
from hundra.improve.improvements import queries, rules, services
from hundra.improve.improvements.forms import FromSuggestionsForm
from hundra.improve.improvements.models import Improvement, ImprovementState
from hundra.improve.improvements.presenting import page_of
from hundra.improve.improvements.views.shared import (
    INVALID,
    attempt,
    attempt_with_message,
    improvement_or_404,
)

MOST_AT_ONCE = 50
MOST_DIGITS = 18


@requires(rules.may_link_suggestions)
@require_http_methods(["GET", "POST"])
def from_suggestions(request: HttpRequest) -> HttpResponse:
    """A new improvement of the suggestions in the address (`?forslag=12&forslag=15`)."""
    suggestions = _asked_for(request)
    form = FromSuggestionsForm(
        request.POST or None,
        user=signed_in_user(request),
        initial=_initial(request, list(suggestions)),
    )
    if request.method == "POST" and form.is_valid():
        made: list[Improvement] = []
        if attempt(form, lambda: made.append(_make(request, form.cleaned_data, suggestions))):
            messages.success(request, _("The improvement is saved, with its suggestions."))
            return redirect(page_of(made[0]))
    context = {"form": form, "suggestions": suggestions}
    status = INVALID if form.errors else None
    return render(request, "improvements/from_suggestions.html", context, status=status)


def _make(
    request: HttpRequest, given: dict[str, object], suggestions: QuerySet[Suggestion]
) -> Improvement:
    """The new improvement, or the one that was chosen, with the suggestions in it."""
    existing = given.pop("existing")
    with transaction.atomic():
        improvement = existing or services.propose(**given, by=signed_in_user(request))  # type: ignore[arg-type]
        services.link_suggestions(
            improvement=improvement,  # type: ignore[arg-type]
            suggestions=suggestions,
            by=signed_in_user(request),
        )
    return improvement  # type: ignore[return-value]


def _asked_for(request: HttpRequest) -> QuerySet[Suggestion]:
    """The suggestions in the address that the user may work with."""
    return _chosen(request, request.GET.getlist("forslag"))


def _chosen(request: HttpRequest, keys: list[str]) -> QuerySet[Suggestion]:
    numbers = [key for key in keys if key.isdecimal() and len(key) <= MOST_DIGITS]
    return queries.linkable_suggestions(request.user).filter(pk__in=numbers[:MOST_AT_ONCE])


def _initial(request: HttpRequest, suggestions: list[Suggestion]) -> dict[str, object]:
    """What the first suggestion says, as a start; or the improvement in the address (`?i=7`)."""
    if not suggestions:
        return {}
    asked = request.GET.get("i", "")
    if asked.isdecimal() and len(asked) <= MOST_DIGITS:
        existing = queries.open_improvements(request.user).filter(pk=asked).first()
        if existing is not None:
            return {"existing": existing}
    first = suggestions[0]
    text = first.public_title or first.text
    return {
        "title": " ".join(text.split())[:100],
        "audience": first.audience,
        "owner_unit": first.unit_id,
    }


@requires(rules.may_link_suggestions)
@require_GET
def open_improvements(request: HttpRequest) -> HttpResponse:
    """Improvements that can take up suggestions, for the field that chooses one."""
    found = queries.search(queries.open_improvements(request.user), request.GET.get("q", ""))
    return search_answer(
        request,
        [Found(one.pk, str(one), str(ImprovementState(one.state).label)) for one in found[:21]],
    )


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def link_suggestions(request: HttpRequest, pk: int) -> HttpResponse:
    """Finds suggestions and makes those that are ticked part of the improvement."""
    shown = improvement_or_404(pk)
    check(rules.may_keep(request.user, shown))
    found = queries.linkable_suggestions(request.user, text=request.GET.get("q", ""), leave=shown)
    if request.method == "POST":
        chosen = list(_chosen(request, request.POST.getlist("forslag")))
        attempt_with_message(
            request,
            partial(
                services.link_suggestions,
                improvement=shown,
                suggestions=chosen,
                by=signed_in_user(request),
            ),
            _("The suggestions are part of the improvement."),
        )
        return redirect(page_of(shown) + "#forslag")
    context = {
        "improvement": shown,
        "found": found[:MOST_AT_ONCE],
        "asked": request.GET.get("q", ""),
    }
    return render(request, "improvements/link_suggestions.html", context)


@requires(rules.may_see)
@require_POST
def unlink_suggestion(request: HttpRequest, pk: int, suggestion: int) -> HttpResponse:
    shown = improvement_or_404(pk)
    check(rules.may_keep(request.user, shown))
    one = get_object_or_404(Suggestion, pk=suggestion, answered_by__improvement=shown)
    attempt_with_message(
        request,
        partial(
            services.unlink_suggestion,
            improvement=shown,
            suggestion=one,
            by=signed_in_user(request),
        ),
        _("The suggestion is no longer part of the improvement."),
    )
    return redirect(page_of(shown) + "#forslag")
