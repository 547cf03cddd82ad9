"""Joining in with a suggestion, and leaving it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.suggestions import mails
from hundra.hear.suggestions.errors import InvalidTextError, NotPossibleNowError
from hundra.hear.suggestions.models import Follower, Suggestion
from hundra.hear.suggestions.queries import proposer_of


@transaction.atomic
def join(
    *, suggestion: Suggestion, by: User | None, email: str = "", language: str | None = None
) -> Follower:
    """Says that this would be better for them too, instead of suggesting it anew.

    An employee counts at once. A visitor's address counts when confirmed by the mail that is
    sent; joining again sends it again until then. What was joined with another leads there.
    """
    target = suggestion.duplicate_of or suggestion
    if target.published_at is None:
        raise NotPossibleNowError(_("The suggestion is not published, so it cannot be joined yet."))
    if by is not None:
        return _join_as_user(target, by)
    address = email.strip().lower()
    if not address:
        raise InvalidTextError(_("Write your e-mail address, so that we can tell how it goes."))
    follower = _of_address(target, address, language, is_proposer=False)
    if follower.confirmed_at is None:
        mails.please_confirm(target, follower)
    return follower


def _join_as_user(suggestion: Suggestion, user: User) -> Follower:
    follower, _created = Follower.objects.get_or_create(
        suggestion=suggestion,
        user=user,
        defaults={"confirmed_at": timezone.now(), "language": get_language() or "sv"},
    )
    if not follower.supports:
        follower.supports = True
        follower.save(update_fields=["supports"])
    return follower


def _of_address(
    suggestion: Suggestion, address: str, language: str | None, *, is_proposer: bool
) -> Follower:
    known = Follower.objects.filter(suggestion=suggestion, email=address).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return Follower.objects.create(
                suggestion=suggestion,
                email=address,
                is_proposer=is_proposer,
                language=language or get_language() or "sv",
            )
    except IntegrityError:  # Sent twice at once.
        return Follower.objects.get(suggestion=suggestion, email=address)


@transaction.atomic
def confirm(*, follower: Follower, by: User | None = None) -> Follower:
    """The link in the first mail was opened: the address is theirs, and counts from now on."""
    if follower.confirmed_at is None:
        follower.confirmed_at = timezone.now()
        follower.save(update_fields=["confirmed_at"])
    return follower


@transaction.atomic
def leave(*, follower: Follower, by: User | None = None) -> None:
    """No more mail. The address is removed at once; the suggestion and its link remain."""
    same = Q(pk=follower.pk)
    if follower.email:
        target = follower.suggestion
        same |= Q(email=follower.email) & (
            Q(suggestion=target) | Q(suggestion__duplicate_of=target)
        )
    leaving = Follower.objects.filter(same)
    leaving.filter(is_proposer=True).update(email="", confirmed_at=None)
    leaving.filter(is_proposer=False).delete()


@transaction.atomic
def add_email(
    *, suggestion: Suggestion, email: str, by: User | None = None, language: str | None = None
) -> Follower:
    """The proposer, known by the secret link, wants to hear back after all."""
    address = email.strip().lower()
    if not address:
        raise InvalidTextError(_("Write your e-mail address, so that we can tell how it goes."))
    proposer = proposer_of(suggestion)
    home = suggestion.duplicate_of or suggestion
    known = Follower.objects.filter(suggestion=home, email=address).first()
    if known is None and proposer is not None and proposer.user_id is None:
        proposer.email, proposer.confirmed_at = address, None
        proposer.language = language or get_language() or proposer.language
        proposer.save(update_fields=["email", "confirmed_at", "language"])
        known = proposer
    elif known is None:
        known = _of_address(home, address, language, is_proposer=False)
    if known.confirmed_at is None:
        mails.receipt(suggestion, known)
    return known
