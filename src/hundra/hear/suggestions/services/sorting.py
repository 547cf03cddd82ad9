"""What communicators (and partly managers) do with what has come in."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.suggestions import mails, rules
from hundra.hear.suggestions.errors import NotPossibleNowError
from hundra.hear.suggestions.models import (
    Entry,
    EntryKind,
    Follower,
    Suggestion,
    SuggestionState,
)
from hundra.hear.suggestions.services.receiving import resume
from hundra.hear.suggestions.services.stepping import (
    add_entry,
    add_step,
    lock,
    save,
    take,
    written,
)
from hundra.hear.suggestions.states import Step


def _reply_text(text: str) -> str:
    return written(text, missing=_("Write a reply: the one who suggested it wants to know why."))


@transaction.atomic
def accept(
    *, suggestion: Suggestion, by: User | None, text: str = "", seen: int | None = None
) -> Suggestion:
    """It is to be worked on. With a text, that is the official reply."""
    suggestion = lock(suggestion, seen=seen)
    was_asked = suggestion.state == SuggestionState.ASKED
    take(suggestion, Step.ACCEPT)
    if was_asked:
        resume(suggestion)
    add_step(suggestion, "accepted", by)
    if text.strip():
        _write_reply(suggestion, _reply_text(text), by)
    save(suggestion, "state", "replied_at", "reply_due_on")
    if not text.strip():
        mails.accepted(suggestion)
    return suggestion


@transaction.atomic
def decline(
    *, suggestion: Suggestion, by: User | None, text: str, seen: int | None = None
) -> Suggestion:
    """It will not be done; the reply says why."""
    suggestion = lock(suggestion, seen=seen)
    take(suggestion, Step.DECLINE)
    add_step(suggestion, "declined", by)
    _write_reply(suggestion, _reply_text(text), by)
    save(suggestion, "state", "replied_at")
    return suggestion


@transaction.atomic
def reply(
    *, suggestion: Suggestion, by: User | None, text: str, seen: int | None = None
) -> Suggestion:
    """The official reply, or a further one. Changes no state."""
    suggestion = lock(suggestion, seen=seen)
    if suggestion.state == SuggestionState.JOINED:
        raise NotPossibleNowError(
            _("It has been joined with another suggestion. Reply there, and all who follow hear.")
        )
    _write_reply(suggestion, _reply_text(text), by)
    save(suggestion, "replied_at")
    return suggestion


def _write_reply(suggestion: Suggestion, text: str, by: User | None) -> None:
    entry = add_entry(suggestion, EntryKind.REPLY, text, by)
    suggestion.replied_at = suggestion.replied_at or timezone.now()
    mails.replied(suggestion, entry)


@transaction.atomic
def ask_back(
    *, suggestion: Suggestion, by: User | None, text: str, seen: int | None = None
) -> Suggestion:
    """Asks the proposer something; until the answer the days to reply stand still."""
    suggestion = lock(suggestion, seen=seen)
    was_asked = suggestion.state == SuggestionState.ASKED
    take(suggestion, Step.ASK)
    if was_asked:
        resume(suggestion)
    entry = add_entry(
        suggestion, EntryKind.QUESTION, written(text, missing=_("Write your question.")), by
    )
    save(suggestion, "state", "reply_due_on")
    mails.asked(suggestion, entry)
    return suggestion


@transaction.atomic
def note(*, suggestion: Suggestion, by: User | None, text: str) -> Entry:
    """A note for colleagues; never shown outside."""
    suggestion = lock(suggestion)
    return add_entry(suggestion, EntryKind.NOTE, written(text, missing=_("Write your note.")), by)


@transaction.atomic
def set_unit(
    *, suggestion: Suggestion, by: User | None, unit: Unit | None, seen: int | None = None
) -> Suggestion:
    """Which unit it is about; who may sort and reply follows from it."""
    suggestion = lock(suggestion, seen=seen)
    if suggestion.unit_id != (unit.pk if unit else None):
        suggestion.unit = unit
        save(suggestion, "unit")
    return suggestion


@transaction.atomic
def join_duplicates(
    *, suggestion: Suggestion, into: Suggestion, by: User | None, seen: int | None = None
) -> Suggestion:
    """Joins it with another that says the same. Its followers move along, each told once.

    The other must be one that the actor may read.

    If `into` was joined itself, the one it leads to takes both; what had been joined with
    `suggestion` moves along too, so nothing ever points at something joined.
    """
    root = into.duplicate_of_id or into.pk
    if root == suggestion.pk:
        raise NotPossibleNowError(_("A suggestion cannot be joined with itself."))
    # Always in the order of their numbers, so that two who join at once cannot lock each other.
    held = {s.pk: s for s in map(_locked_key, sorted({suggestion.pk, root}))}
    if seen is not None:
        lock(held[suggestion.pk], seen=seen)
    target, moving = held[root], held[suggestion.pk]
    if by is not None and not rules.may_read(by, target):
        # In the words for a number that nobody has, so that they tell nothing of another unit's.
        raise NotPossibleNowError(
            _("There is no suggestion with that number. Look it up in the inbox.")
        )
    if target.state == SuggestionState.JOINED:
        raise NotPossibleNowError(
            _("That suggestion has just been joined with another. Choose that one instead.")
        )
    take(moving, Step.JOIN)
    moving.duplicate_of = target
    moving.published_at = moving.published_by = None
    save(moving, "state", "duplicate_of", "published_at", "published_by")
    add_step(moving, "joined", by)
    for earlier in Suggestion.objects.select_for_update().filter(duplicate_of=moving):
        earlier.duplicate_of = target
        save(earlier, "duplicate_of")
    moved = _move_followers(moving, target)
    save(target)
    mails.joined(moving, target, moved)
    return moving


def _locked_key(pk: int) -> Suggestion:
    return lock(Suggestion(pk=pk))


def _move_followers(moving: Suggestion, target: Suggestion) -> list[Follower]:
    """All who followed `moving` follow `target`; who followed both already stays one."""
    there = {(f.user_id, f.email) for f in target.followers.all() if f.user_id or f.email}
    moved = []
    for follower in moving.followers.all():
        if (follower.user_id, follower.email) in there:
            _merge(follower, target)
            continue
        follower.suggestion = target
        follower.via = follower.via or moving
        follower.save(update_fields=["suggestion", "via"])
        moved.append(follower)
    return moved


def _merge(follower: Follower, target: Suggestion) -> None:
    """Keeps the one at the target; a confirmed address or support counts for it too."""
    kept = target.followers.get(user=follower.user, email=follower.email)
    kept.supports = kept.supports or follower.supports
    kept.confirmed_at = kept.confirmed_at or follower.confirmed_at
    kept.save(update_fields=["supports", "confirmed_at"])
    follower.delete()
