"""Taking in an answer: the link is used up, and the answer goes into a box, sealed and shuffled."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.exceptions import AlreadyEnqueued

from hundra.engines.text.masking import masked
from hundra.hear.surveys.about import About
from hundra.hear.surveys.errors import (
    AnsweredError,
    ExpiredError,
    InvalidAnswerError,
    UnknownLinkError,
)
from hundra.hear.surveys.models import Box, Invitation, ItemKind, QuestionSet
from hundra.hear.surveys.sealing import seal_name, sealed, unsealed
from hundra.hear.surveys.services.inviting import secret_hash
from hundra.hear.surveys.services.mixing import FULL

LONGEST_TEXT = 2000


@transaction.atomic
def answer(
    *, secret: str, answers: Mapping[str, Any], at: dt.datetime | None = None
) -> QuestionSet:
    """Takes in one person's answers, by the items' codes; what is left out is not answered.

    Own words are masked before they are kept anywhere. Raises UnknownLinkError, AnsweredError,
    ExpiredError, or InvalidAnswerError where a value is no option.
    """
    found = Invitation.objects.select_for_update().filter(secret_hash=secret_hash(secret)).first()
    invitation = open_or_raise(found, day=timezone.localdate(at))
    ballot = _ballot(invitation.question_set, answers)
    about = About.of(invitation.about)
    # Nothing that the answer will be counted under stays at the one who was asked.
    invitation.is_answered, invitation.about = True, {}
    invitation.save(update_fields=["is_answered", "about"])
    _drop(invitation.question_set, about, ballot, timezone.localdate(at))
    return invitation.question_set


def open_or_raise(found: Invitation | None, *, day: dt.date) -> Invitation:
    """The invitation if it can be answered on the day; else why not."""
    if found is None:
        raise UnknownLinkError(_("We don't know this link. Is the whole address there?"))
    if found.is_answered:
        raise AnsweredError(_("The questions have been answered. Thank you!"))
    if found.expires_on < day:
        raise ExpiredError(_("The link has become too old to answer."))
    return found


def _ballot(question_set: QuestionSet, answers: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, int] = {}
    texts: list[str] = []
    for item in question_set.items.all():
        given = answers.get(item.code)
        if given is None or given == "":
            continue
        if item.kind == ItemKind.TEXT:
            texts.append(masked(str(given).replace("\0", "")[:LONGEST_TEXT]))
        elif given in item.values:
            values[item.code] = given
        else:
            raise InvalidAnswerError(_("Choose one of the answers to “%(item)s”.") % {"item": item})
    return {"values": values, "texts": [text for text in texts if text]}


def _drop(question_set: QuestionSet, about: About, ballot: dict[str, Any], day: dt.date) -> None:
    """Puts the ballot in its place's box, whose ballots then lie in a new order."""
    place: dict[str, Any] = {
        "question_set": question_set,
        "kind": about.kind,
        "desk": about.desk,
        "unit_id": about.unit,
        "seal": seal_name(),
    }
    Box.objects.bulk_create([Box(**place)], ignore_conflicts=True)
    box = Box.objects.select_for_update().get(**place)
    put(box, [{**ballot, "about": about.as_dict()}], day)
    if box.count >= FULL:
        transaction.on_commit(_mix_soon)


def _mix_soon() -> None:
    from hundra.hear.surveys.jobs import mix

    with suppress(AlreadyEnqueued):
        mix.defer()


def put(box: Box, ballots: list[dict[str, Any]], day: dt.date) -> None:
    """Adds ballots to a locked box and shuffles all that lie in it."""
    there = [*unsealed(box.content), *ballots]
    secrets.SystemRandom().shuffle(there)
    box.content, box.count = sealed(there), len(there)
    box.waits_since = min(day, box.waits_since or day)
    box.save(update_fields=["content", "count", "waits_since"])
