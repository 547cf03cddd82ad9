"""Letters to those whose suggestions are in an improvement, each in its reader's language.

Each event is told once: an address that has been told is not told again of the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.models import User
from hundra.hear.suggestions.models import Suggestion
from hundra.hear.suggestions.services import tell_followers
from hundra.improve.improvements.addresses import public_url
from hundra.improve.improvements.models import Improvement

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def tell_stamped(improvement: Improvement, by: User | None) -> None:
    """It has its number: what they suggested will be."""
    _tell(
        improvement,
        improvement.suggestions.all(),
        event="stamped",
        subject=_("Your suggestion is now improvement {number}: {title}"),
        text=_(
            "Good news! What you suggested has become improvement number {number} in "
            "“{programme}”: {title}.\n\n{summary}\n\nWe tell you when it is done."
        ),
        by=by,
    )


def tell_delivered(improvement: Improvement, by: User | None) -> None:
    """It is done. Told anew if it is delivered anew another day."""
    _tell(
        improvement,
        improvement.suggestions.all(),
        event=f"delivered-{improvement.delivered_on}",
        subject=_("Done: improvement {number}, {title}"),
        text=_(
            "What you suggested is done! Improvement number {number}, “{title}”, is delivered."
            "\n\n{summary}\n\nThank you for telling us what could be better."
        ),
        by=by,
    )


def tell_withdrawn(
    improvement: Improvement, suggestions: Iterable[Suggestion], by: User | None
) -> None:
    """It will not be, and why; their suggestion is free to become part of another."""
    _tell(
        improvement,
        suggestions,
        event=f"withdrawn-{improvement.withdrawn_on}",
        subject=_("Withdrawn: {title}"),
        text=_(
            "The improvement “{title}”, which was to answer your suggestion, is withdrawn. "
            "This is why:\n\n{reason}\n\nYour suggestion stays with us and can become part of "
            "another improvement."
        ),
        by=by,
    )


def _tell(
    improvement: Improvement,
    suggestions: Iterable[Suggestion],
    *,
    event: str,
    subject: StrOrPromise,
    text: StrOrPromise,
    by: User | None,
) -> None:
    told = list(suggestions)
    if not told:
        return
    facts = {
        "number": improvement.number,
        "title": improvement.title,
        "summary": improvement.summary,
        "programme": improvement.programme.name,
        "reason": improvement.withdrawal_reason,
    }
    tell_followers(
        suggestions=told,
        subject=format_lazy(subject, **facts),
        text=format_lazy(text, **facts),
        key=f"improvement-{improvement.pk}-{event}",
        url=lazy(public_url, str)(improvement) if improvement.number else "",
        by=by,
    )
