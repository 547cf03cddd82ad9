"""What all services share: the lock, cleaned texts, spells, entries."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines.text import plain_text
from hundra.hear.cases.errors import (
    ChangedMeanwhileError,
    InvalidTextError,
    NotPossibleNowError,
)
from hundra.hear.cases.models import Case, CaseState, Entry, EntryKind, Spell

LONGEST = 8000
LONGEST_TITLE = 200


def lock(case: Case, *, seen: int | None = None) -> Case:
    """The case as it is now, held until the transaction ends.

    `seen` is the version that the actor looked at. Raises ChangedMeanwhileError if someone has
    done something with it since, so that two people do not both answer.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related("unit", "handler", "party")
    fresh = held.get(pk=case.pk)
    if seen is not None and seen != fresh.version:
        raise ChangedMeanwhileError(_told_meanwhile(fresh))
    return fresh


def _told_meanwhile(case: Case) -> str:
    latest = case.entries.exclude(author=None).select_related("author").order_by("-pk").first()
    if latest is None or latest.author is None:
        return _(
            "The case has changed since you opened it. What you wrote is still here: look at what"
            " is new, and send again if you still want to."
        )
    return _(
        "%(name)s worked with the case at %(time)s, while you were writing. What you wrote is still"
        " here: look at what is new, and send again if you still want to."
    ) % {"name": latest.author, "time": f"{timezone.localtime(latest.written_at):%H:%M}"}


def only_from(case: Case, *states: str) -> None:
    """Refuses with a sentence unless the locked case is in one of the states."""
    if case.state not in states:
        raise NotPossibleNowError(
            _("That is not possible now: the case is in the state “%(state)s”.")
            % {"state": CaseState(case.state).label}
        )


def save(case: Case, *fields: str) -> None:
    """Saves the fields and counts up the version."""
    case.version += 1
    case.save(update_fields=["version", *fields])


def move(case: Case, *, by: User | None, cause: str = "", at: datetime | None = None) -> None:
    """Saves a new state, unit or handler, and begins a new spell."""
    moment = at or timezone.now()
    case.spells.filter(until=None).update(until=moment)
    begin_spell(case, by=by, cause=cause, at=moment)
    save(case, "state", "unit", "handler", "due_at", "suspended_until", "closed_at", "merged_into")


def begin_spell(case: Case, *, by: User | None, at: datetime, cause: str = "") -> Spell:
    return Spell.objects.create(
        case=case,
        state=case.state,
        unit=case.unit,
        handler=case.handler,
        cause=cause,
        since=at,
        by=by,
    )


def written(text: str, *, missing: str, longest: int = LONGEST) -> str:
    """The text cleaned; raises InvalidTextError if it is empty (with `missing`) or too long."""
    cleaned = within(text, longest)
    if not cleaned:
        raise InvalidTextError(missing)
    return cleaned


def within(text: str, longest: int) -> str:
    cleaned = plain_text(text)
    if len(cleaned) > longest:
        raise InvalidTextError(
            _("The text is %(length)d characters long. Shorten it to at most %(longest)d.")
            % {"length": len(cleaned), "longest": longest}
        )
    return cleaned


def one_line(text: str, *, missing: str = "", longest: int = LONGEST_TITLE) -> str:
    """The text on one line; with `missing`, refused when empty."""
    flat = " ".join(text.split())
    return written(flat, missing=missing, longest=longest) if missing else within(flat, longest)


def add_entry(
    case: Case,
    kind: EntryKind,
    text: str,
    *,
    by: User | None = None,
    cause: str = "",
    at: datetime | None = None,
) -> Entry:
    return Entry.objects.create(
        case=case, kind=kind, text=text, cause=cause, author=by, written_at=at or timezone.now()
    )


def add_step(
    case: Case, name: str, *, by: User | None, cause: str = "", at: datetime | None = None
) -> Entry:
    """A step is kept by its name, and put into words in the reader's language."""
    return add_entry(case, EntryKind.STEP, name, by=by, cause=cause, at=at)
