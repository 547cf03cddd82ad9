"""The suggestions that an improvement answers."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.hear.suggestions import services as suggestions_services
from hundra.hear.suggestions.errors import SuggestionError
from hundra.hear.suggestions.models import Suggestion, SuggestionState
from hundra.improve.improvements.errors import InvalidError, LockedError
from hundra.improve.improvements.models import Answers, Improvement, ImprovementState
from hundra.improve.improvements.services.writing import lock

DONE = (ImprovementState.DELIVERED, ImprovementState.FOLLOWED_UP)


@transaction.atomic
def link_suggestions(
    *, improvement: Improvement, suggestions: Iterable[Suggestion], by: User | None
) -> list[Answers]:
    """Makes the suggestions part of the improvement; those already in it are left as they are.

    One that has been joined with another leads to that other. Raises LockedError when the
    improvement is withdrawn, InvalidError for a suggestion that cannot be taken up.
    """
    lock(improvement)
    if improvement.state == ImprovementState.WITHDRAWN:
        raise LockedError(gettext("A withdrawn improvement answers no suggestions."))
    targets = {(one.duplicate_of or one).pk: one.duplicate_of or one for one in suggestions}
    # In the order of their numbers, so that two who link at once cannot lock each other.
    return [_link(improvement, targets[key], by) for key in sorted(targets)]


def _link(improvement: Improvement, suggestion: Suggestion, by: User | None) -> Answers:
    answer, made = Answers.objects.get_or_create(
        improvement=improvement, suggestion=suggestion, defaults={"linked_by": by}
    )
    if made:
        try:
            if suggestion.state != SuggestionState.DELIVERED:
                suggestions_services.mark_planned(suggestion=suggestion, by=by)
            if improvement.state in DONE:
                suggestions_services.mark_delivered(suggestion=suggestion, by=by)
        except SuggestionError as error:
            raise InvalidError(f"{suggestion}: {error}") from error
    return answer


@transaction.atomic
def unlink_suggestion(*, improvement: Improvement, suggestion: Suggestion, by: User | None) -> None:
    """Takes the suggestion out of the improvement; it is free for another."""
    lock(improvement)
    links = Answers.objects.filter(improvement=improvement, suggestion=suggestion)
    if links.exists():
        links.delete()
        _release(suggestion, by)


def release_suggestions(improvement: Improvement, by: User | None) -> list[Suggestion]:
    """Takes every suggestion out of the improvement; which they were."""
    suggestions = list(improvement.suggestions.order_by("pk"))
    Answers.objects.filter(improvement=improvement).delete()
    for suggestion in suggestions:
        _release(suggestion, by)
    return suggestions


def deliver_suggestions(improvement: Improvement, by: User | None) -> None:
    """What the improvement answers is delivered with it."""
    for suggestion in improvement.suggestions.order_by("pk"):
        suggestions_services.mark_delivered(suggestion=suggestion, by=by)


def undeliver_suggestions(improvement: Improvement, by: User | None) -> None:
    """Back to being part of an improvement, unless another that is delivered answers them too."""
    for suggestion in improvement.suggestions.order_by("pk"):
        if not _others(suggestion, improvement).filter(state__in=DONE).exists():
            suggestions_services.release(suggestion=suggestion, by=by)
            suggestions_services.mark_planned(suggestion=suggestion, by=by)


def _release(suggestion: Suggestion, by: User | None) -> None:
    """Free again, unless another improvement answers it."""
    if not Answers.objects.filter(suggestion=suggestion).exists():
        suggestions_services.release(suggestion=suggestion, by=by)


def _others(suggestion: Suggestion, improvement: Improvement) -> QuerySet[Improvement]:
    return Improvement.objects.filter(answers__suggestion=suggestion).exclude(pk=improvement.pk)
