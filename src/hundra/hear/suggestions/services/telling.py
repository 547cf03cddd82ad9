"""What improvements above do with the suggestions they answer."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.hear.suggestions import mails
from hundra.hear.suggestions.models import Suggestion
from hundra.hear.suggestions.services.stepping import add_step, lock, save, take
from hundra.hear.suggestions.states import Step


@transaction.atomic
def mark_planned(*, suggestion: Suggestion, by: User | None) -> Suggestion:
    """It has become part of an improvement. Once more changes nothing. That is a reply as well."""
    suggestion = lock(suggestion)
    before = suggestion.state
    take(suggestion, Step.PLAN)
    if suggestion.state != before:
        suggestion.replied_at = suggestion.replied_at or timezone.now()
        save(suggestion, "state", "replied_at")
        add_step(suggestion, "planned", by)
    return suggestion


@transaction.atomic
def mark_delivered(*, suggestion: Suggestion, by: User | None) -> Suggestion:
    """The improvement that answers it is delivered. Once more changes nothing."""
    suggestion = lock(suggestion)
    before = suggestion.state
    take(suggestion, Step.DELIVER)
    if suggestion.state != before:
        save(suggestion, "state")
        add_step(suggestion, "delivered", by)
    return suggestion


@transaction.atomic
def release(*, suggestion: Suggestion, by: User | None) -> Suggestion:
    """The improvement was withdrawn or does not answer it: back among the accepted."""
    suggestion = lock(suggestion)
    take(suggestion, Step.RELEASE)
    save(suggestion, "state")
    add_step(suggestion, "released", by)
    return suggestion


@transaction.atomic
def tell_followers(
    *,
    suggestions: Iterable[Suggestion],
    subject: object,
    text: object,
    key: str,
    by: User | None = None,
    url: object = "",
) -> int:
    """Mails everyone who follows any of the suggestions, each address once; how many.

    `subject`, `text` and `url` may be lazy translations: they become text in each follower's own
    language. The link to the suggestion's way and the one for leaving are added. `key` names the
    event ("improvement-37-stamped"): told once, an address is never told of it again.
    """
    return mails.tell(suggestions, subject=subject, text=text, key=key, url=url)
