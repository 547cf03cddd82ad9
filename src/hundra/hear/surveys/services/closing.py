"""Closing a wave: the boxes are put together, shuffled and sealed as one, and the links deleted.

Can be killed at any moment and run again: either nothing has happened, or all answers are sealed
and only publishing is left.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines.disclosure import People, plan
from hundra.hear.surveys.errors import NotOpenError
from hundra.hear.surveys.jobs import suggest_themes
from hundra.hear.surveys.models import (
    BallotBox,
    ItemKind,
    SealedAnswers,
    Wave,
    WaveComment,
    WaveInvitation,
    WaveState,
)
from hundra.hear.surveys.sealing import seal_name, unsealed
from hundra.hear.surveys.services import sealed
from hundra.hear.surveys.services.publishing import publish
from hundra.hear.surveys.services.sealed import Answers

logger = logging.getLogger(__name__)

Ballot = dict[str, Any]


def close(*, wave: Wave, by: User | None, at: dt.datetime | None = None) -> Wave:
    """Takes no more answers, seals those there are, and publishes what may be shown.

    `by` is None when the last day has passed. A pilot's answers are sealed but not published.
    Once more changes nothing. Raises NotOpenError for a wave that never opened.
    """
    put_together(wave=wave, by=by, at=at)
    return _published(wave, at)


@transaction.atomic
def put_together(*, wave: Wave, by: User | None, at: dt.datetime | None = None) -> None:
    """Boxes become sealed answers and own words; boxes and links are deleted, in the same moment.

    The links go first: that waits for those whose answers are just being written.
    """
    locked = Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)
    if locked.state not in (WaveState.OPEN, WaveState.CLOSING, WaveState.CLOSED):
        raise NotOpenError(_("Only an open survey can be closed."))
    if SealedAnswers.objects.filter(wave=locked).exists():
        return
    locked.state, locked.closed_on = WaveState.CLOSING, timezone.localdate(at)
    locked.save(update_fields=["state", "closed_on"])
    WaveInvitation.objects.filter(wave=locked).delete()
    ballots = _opened(locked)
    # No other order, of units or anything else, is to be seen in what is written.
    secrets.SystemRandom().shuffle(ballots)
    sealed.write(wave=locked, answers=_answers(locked, ballots))
    _write_texts(locked, ballots)
    BallotBox.objects.filter(wave=locked).delete()


def _opened(wave: Wave) -> list[tuple[int, Ballot]]:
    boxes = BallotBox.objects.filter(wave=wave)
    lost = boxes.exclude(seal=seal_name()).count()
    if lost:
        logger.error("wave %s: %s boxes were sealed with another secret, and are lost", wave, lost)
    found = boxes.filter(seal=seal_name()).values_list("unit_id", "content")
    return [(unit, ballot) for unit, content in found for ballot in unsealed(content)]


def _answers(wave: Wave, ballots: list[tuple[int, Ballot]]) -> Answers:
    columns = wave.question_set.items.filter(kind=ItemKind.SCALE).count()
    values = np.array([ballot["values"] for _unit, ballot in ballots], dtype=np.int16)
    return Answers(
        values=values.reshape(len(ballots), columns),
        unit=np.array([unit for unit, _ballot in ballots], dtype=np.int64),
        title=np.array([ballot["title"] for _unit, ballot in ballots], dtype=np.str_),
        is_manager=np.array([ballot["is_manager"] for _unit, ballot in ballots], dtype=np.bool_),
    )


def _write_texts(wave: Wave, ballots: list[tuple[int, Ballot]]) -> None:
    """Own words become rows of their own, in an order of their own.

    They stand with the unit in whose list they are read, of at least `least_texts` people who
    answered, so that the database too tells no more than that. Where there is none, they go.
    """
    lists = _lists(wave, [unit for unit, _ballot in ballots])
    written = [
        WaveComment(wave=wave, unit_id=read_in, code=code, text=text)
        for unit, ballot in ballots
        if (read_in := lists[unit]) is not None
        for code, text in ballot["texts"].items()
    ]
    secrets.SystemRandom().shuffle(written)
    WaveComment.objects.bulk_create(written, batch_size=1000)


def _lists(wave: Wave, units: list[int]) -> dict[int, int | None]:
    """For each unit asked, in which unit's list own words from it are read."""
    parents = dict(wave.units.values_list("unit_id", "parent__unit_id"))
    release = plan(parents, People.of(np.array(units, np.int64), {}), [()], least=wave.least_group)
    return release.texts(least=wave.least_texts)


@transaction.atomic
def _published(wave: Wave, at: dt.datetime | None) -> Wave:
    """Published and closed, once: of two who close at the same moment, the other waits."""
    locked = Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)
    if locked.state == WaveState.CLOSING:
        if not locked.is_pilot:
            publish(wave=locked, at=at)
        locked.state = WaveState.CLOSED
        locked.save(update_fields=["state"])
        suggest_themes.defer(wave=locked.pk)
    wave.state, wave.closed_on = locked.state, locked.closed_on
    return wave
