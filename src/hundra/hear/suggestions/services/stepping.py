"""What all services share: the lock, the step between states, and cleaned texts."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines.text import plain_text
from hundra.hear.suggestions.errors import (
    ChangedMeanwhileError,
    InvalidTextError,
    NotPossibleNowError,
)
from hundra.hear.suggestions.models import Entry, EntryKind, Suggestion, SuggestionState
from hundra.hear.suggestions.states import Step, leads_to

LONGEST = 4000


def lock(suggestion: Suggestion, *, seen: int | None = None) -> Suggestion:
    """The suggestion as it is now, held until the transaction ends.

    `seen` is the version that the actor looked at. Raises ChangedMeanwhileError if someone has
    done something with it since, so that two people do not both reply.
    """
    held = Suggestion.objects.select_for_update(of=("self",)).select_related("unit", "author")
    fresh = held.get(pk=suggestion.pk)
    if seen is not None and seen != fresh.version:
        raise ChangedMeanwhileError(_told_meanwhile(fresh))
    return fresh


def _told_meanwhile(suggestion: Suggestion) -> str:
    latest = (
        suggestion.entries.exclude(author=None).select_related("author").order_by("-pk").first()
    )
    if latest is None or latest.author is None:
        return _(
            "The suggestion has changed since you opened it. What you wrote is still here: look at"
            " what is new, and send again if you still want to."
        )
    return _(
        "%(name)s worked with the suggestion at %(time)s, while you were writing. What you wrote is"
        " still here: look at what is new, and send again if you still want to."
    ) % {
        "name": latest.author,
        "time": f"{timezone.localtime(latest.written_at):%H:%M}",
    }


def take(suggestion: Suggestion, step: Step) -> None:
    """Moves a locked suggestion; the caller saves it. Refuses with a sentence."""
    target = leads_to(step, suggestion.state)
    if target is None:
        state = SuggestionState(suggestion.state).label
        raise NotPossibleNowError(
            _("That is not possible now: the suggestion is in the state “%(state)s”.")
            % {"state": state}
        )
    suggestion.state = target


def save(suggestion: Suggestion, *fields: str) -> None:
    """Saves the fields and counts up the version."""
    suggestion.version += 1
    suggestion.save(update_fields=["version", *fields])


def written(text: str, *, missing: str, longest: int = LONGEST) -> str:
    """The text cleaned; raises InvalidTextError if it is empty (with `missing`) or too long."""
    cleaned = plain_text(text)
    if not cleaned:
        raise InvalidTextError(missing)
    return within(cleaned, longest)


def within(text: str, longest: int) -> str:
    cleaned = plain_text(text)
    if len(cleaned) > longest:
        raise InvalidTextError(
            _("The text is %(length)d characters long. Shorten it to at most %(longest)d.")
            % {"length": len(cleaned), "longest": longest}
        )
    return cleaned


def add_entry(suggestion: Suggestion, kind: EntryKind, text: str, by: User | None = None) -> Entry:
    return Entry.objects.create(
        suggestion=suggestion, kind=kind, text=text, author=by, written_at=timezone.now()
    )


def add_step(suggestion: Suggestion, name: str, by: User | None = None) -> Entry:
    """A step on the way is kept by its name, and put into words in the reader's language."""
    return add_entry(suggestion, EntryKind.STEP, name, by)
