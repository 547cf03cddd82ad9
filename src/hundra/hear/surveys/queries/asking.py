"""What is behind a link."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from hundra.hear.surveys.models import Invitation, Item, QuestionSet
from hundra.hear.surveys.services.answering import open_or_raise
from hundra.hear.surveys.services.inviting import secret_hash


@dataclass(frozen=True)
class Questions:
    """A set and its items, in order."""

    question_set: QuestionSet
    items: tuple[Item, ...]


def questions_behind(secret: str, *, at: dt.datetime | None = None) -> Questions:
    """What the link asks. Raises UnknownLinkError, AnsweredError or ExpiredError."""
    found = (
        Invitation.objects.select_related("question_set")
        .filter(secret_hash=secret_hash(secret))
        .first()
    )
    asked = open_or_raise(found, day=timezone.localdate(at)).question_set
    return Questions(asked, tuple(asked.items.all()))
