"""A suggestion comes in; the proposer answers a question."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.engines.images import CleanPicture
from hundra.hear.suggestions import mails
from hundra.hear.suggestions.models import (
    Audience,
    Entry,
    EntryKind,
    Follower,
    Suggestion,
)
from hundra.hear.suggestions.services.stepping import (
    add_entry,
    add_step,
    lock,
    save,
    take,
    within,
    written,
)
from hundra.hear.suggestions.states import Step
from hundra.hear.suggestions.working_days import add_working_days, working_days_between


@transaction.atomic
def submit(
    *,
    by: User | None,
    audience: Audience | str,
    text: str,
    place: str = "",
    email: str = "",
    picture: CleanPicture | None = None,
    picture_alt: str = "",
    language: str | None = None,
    unit: Unit | None = None,
) -> Suggestion:
    """Receives a suggestion, from a visitor (`by` None) or an employee.

    A reply is due `REPLY_DAYS` working days later. Whoever gives an address gets a receipt with
    the secret link; opening it confirms the address. Raises InvalidTextError.
    """
    now = timezone.now()
    suggestion = Suggestion(
        audience=Audience(audience),
        text=written(text, missing=_("Write what would be better.")),
        place=within(place, 200),
        picture_alt=within(picture_alt, 300),
        language=language or get_language() or settings.LANGUAGE_CODE,
        author=by,
        unit=unit,
        received_at=now,
        reply_due_on=add_working_days(timezone.localdate(now), settings.REPLY_DAYS),
    )
    if picture is not None:
        # The name that the file had is not kept: it can tell who sent it, or do harm.
        name = f"{uuid4().hex}{picture.suffix}"
        suggestion.picture.save(name, ContentFile(picture.data), save=False)
    suggestion.save()
    add_step(suggestion, "received")
    follower = Follower.objects.create(
        suggestion=suggestion,
        user=by,
        email="" if by else email.strip().lower(),
        is_proposer=True,
        created_at=now,
        language=suggestion.language,
    )
    if follower.user or follower.email:
        mails.receipt(suggestion, follower)
    return suggestion


@transaction.atomic
def answer(*, suggestion: Suggestion, text: str, by: User | None = None) -> Entry:
    """The proposer answers the question asked; the days to reply run again."""
    suggestion = lock(suggestion)
    take(suggestion, Step.ANSWER)
    entry = add_entry(
        suggestion,
        EntryKind.ANSWER,
        written(text, missing=_("Write your answer.")),
        by,
    )
    resume(suggestion)
    save(suggestion, "state", "reply_due_on")
    return entry


def resume(suggestion: Suggestion) -> None:
    """Moves the day of the reply by the days that the question was open (at least one remains)."""
    question = suggestion.entries.filter(kind=EntryKind.QUESTION).order_by("-pk").first()
    if question is None:
        return
    today = timezone.localdate()
    asked_on = timezone.localdate(question.written_at)
    left = max(working_days_between(asked_on, suggestion.reply_due_on), 1)
    suggestion.reply_due_on = add_working_days(today, left)
