"""Emptying the boxes: answers come out together, in random order, none alone with its attributes.

See docs/decisions/0022 for what that promises, and what it does not.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hundra.engines.disclosure import Record, classes_of
from hundra.engines.psychometrics import index_value, moments_of, scale_score
from hundra.hear.surveys.about import About
from hundra.hear.surveys.models import Answer, Box, ClassSum, Comment, Item, ItemKind, Response
from hundra.hear.surveys.sealing import seal_name, unsealed
from hundra.hear.surveys.services.tallying import count_answered

logger = logging.getLogger(__name__)

FULL = 200
"""Ballots after which a box is emptied at once: enough for common reasons to be kept."""

LONGEST_WAIT = dt.timedelta(days=7)
"""After which a box is emptied with fewer, if they are as many as may be shown."""

GIVE_UP = dt.timedelta(days=90)
"""After which the ballots of a unit with too few join those of the unit above it."""

LOSES = (1, 2, 0)
"""Of channel, reason and language, what rare answers lose first: reason, language, channel."""


@dataclass
class _Batch:
    """What comes out of a box, to be written in random order."""

    responses: list[Response] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    sums: list[ClassSum] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    abouts: list[About] = field(default_factory=list)


def mix(*, at: dt.datetime | None = None, all_that_can: bool = False) -> int:
    """Empties every box that is full, or has waited a week; the number of answers that came out.

    With `all_that_can`, the others too that hold as many as may be shown. Boxes with fewer wait
    on, and after three months join the unit above.
    """
    day = timezone.localdate(at)
    due = Box.objects.filter(seal=seal_name(), count__gt=0)
    if not all_that_can:
        due = due.filter(Q(count__gte=FULL) | Q(waits_since__lte=day - LONGEST_WAIT))
    emptied = sum(_empty(key, day) for key in due.values_list("pk", flat=True))
    _lift(day)
    return emptied


@transaction.atomic
def _empty(key: Any, day: dt.date) -> int:
    box = Box.objects.select_for_update().select_related("question_set").get(pk=key)
    ballots = unsealed(box.content)
    items = [one for one in box.question_set.items.all() if one.kind == ItemKind.SCALE]
    points = [_points(ballot, items) for ballot in ballots]
    scores = [scale_score(one, least_share=box.question_set.least_share) for one in points]
    records = [
        Record(_attributes(ballot), tuple(one is not None for one in (*own, score)))
        for ballot, own, score in zip(ballots, points, scores, strict=True)
    ]
    classes = classes_of(records, least=box.question_set.least_group, loses=LOSES)
    if not classes:
        return 0
    batch = _Batch()
    for one in classes:
        given = [(*points[member], scores[member]) for member in one.members]
        batch.sums += _sums(box, one.attributes, [item.code for item in items], given, day)
        for member in one.members:
            response = _response(box, one.attributes, scores[member], day)
            batch.responses.append(response)
            batch.answers += _answers(response, ballots[member], items, points[member])
    batch.abouts = [About.of(ballot["about"]) for ballot in ballots]
    batch.comments = [_comment(box, text, day) for ballot in ballots for text in ballot["texts"]]
    _write(batch, box, day)
    return len(ballots)


def _attributes(ballot: dict[str, Any]) -> tuple[str, str, str]:
    about = About.of(ballot["about"])
    return about.channel, about.reason_text, about.language


def _points(ballot: dict[str, Any], items: list[Item]) -> list[float | None]:
    return [
        index_value(
            ballot["values"][item.code],
            lowest=item.values[0],
            highest=item.values[-1],
            is_reversed=item.is_reversed,
        )
        if item.code in ballot["values"]
        else None
        for item in items
    ]


def _response(box: Box, attributes: tuple[str, ...], score: float | None, day: dt.date) -> Response:
    channel, reason, language = attributes
    return Response(
        question_set_id=box.question_set_id,
        kind=box.kind,
        desk=box.desk,
        unit_id=box.unit_id,
        channel=channel,
        reason_id=int(reason) if reason else None,
        language=language,
        day=day,
        score=score,
    )


def _sums(
    box: Box,
    attributes: tuple[str, ...],
    codes: list[str],
    given: list[tuple[float | None, ...]],
    day: dt.date,
) -> list[ClassSum]:
    """The class's sums by item, and last by score ("")."""
    made = []
    for code, column in zip((*codes, ""), zip(*given, strict=True), strict=True):
        moments = moments_of(one for one in column if one is not None)
        alike = _response(box, attributes, None, day)
        made.append(
            ClassSum(
                question_set_id=alike.question_set_id,
                kind=alike.kind,
                desk=alike.desk,
                unit_id=alike.unit_id,
                channel=alike.channel,
                reason_id=alike.reason_id,
                language=alike.language,
                day=day,
                code=code,
                people=len(given),
                n=moments.n,
                total=moments.total,
                squares=moments.squares,
            )
        )
    return made


def _answers(
    response: Response, ballot: dict[str, Any], items: list[Item], points: list[float | None]
) -> list[Answer]:
    return [
        Answer(response=response, item=item, value=ballot["values"].get(item.code), points=point)
        for item, point in zip(items, points, strict=True)
    ]


def _comment(box: Box, text: str, day: dt.date) -> Comment:
    return Comment(
        question_set_id=box.question_set_id,
        kind=box.kind,
        desk=box.desk,
        unit_id=box.unit_id,
        day=day,
        text=text,
    )


def _write(batch: _Batch, box: Box, day: dt.date) -> None:
    chance = secrets.SystemRandom()
    for rows in (batch.responses, batch.answers, batch.comments):
        chance.shuffle(rows)
    Response.objects.bulk_create(batch.responses, batch_size=1000)
    Answer.objects.bulk_create(batch.answers, batch_size=1000)
    ClassSum.objects.bulk_create(batch.sums, batch_size=1000)
    Comment.objects.bulk_create(batch.comments, batch_size=1000)
    count_answered(slug=box.question_set.slug, abouts=batch.abouts, day=day)
    box.content, box.count, box.waits_since = "", 0, None
    box.save(update_fields=["content", "count", "waits_since"])


def _lift(day: dt.date) -> None:
    """Ballots that have waited for company too long are counted under the unit above."""
    waiting = Box.objects.filter(
        seal=seal_name(), count__gt=0, waits_since__lte=day - GIVE_UP, unit__parent__isnull=False
    )
    for key in waiting.values_list("pk", flat=True):
        _lift_one(key)


@transaction.atomic
def _lift_one(key: Any) -> None:
    from hundra.hear.surveys.services.answering import put

    box = Box.objects.select_for_update(of=("self",)).select_related("unit").get(pk=key)
    above: dict[str, Any] = {
        "question_set_id": box.question_set_id,
        "kind": box.kind,
        "desk": box.desk,
        "unit_id": box.unit.parent_id,
        "seal": box.seal,
    }
    Box.objects.bulk_create([Box(**above)], ignore_conflicts=True)
    target = Box.objects.select_for_update().get(**above)
    ballots = unsealed(box.content)
    for ballot in ballots:
        ballot["about"]["unit"] = box.unit.parent_id
    if ballots and box.waits_since is not None:
        put(target, ballots, box.waits_since)
    box.content, box.count, box.waits_since = "", 0, None
    box.save(update_fields=["content", "count", "waits_since"])
