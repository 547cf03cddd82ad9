"""The cases that contacts became: who had them, how long, and what came of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from hundra.config.demo.bulk.loading import write_history
from hundra.config.demo.desks.copying import copy_columns, moments
from hundra.core.accounts.models import Role, User
from hundra.hear.cases.models import Case, Spell
from hundra.hear.cases.models.case import new_secret

if TYPE_CHECKING:
    from hundra.config.demo.desks.history import Drawn

TYPICAL_PART = 0.5
"""Of the time promised: how much half of the cases need."""
DAY = 86_400
HOURS_A_DAY = 8
Times = npt.NDArray[np.datetime64]


def write_cases(drawn: Drawn, *, until: datetime, rng: np.random.Generator) -> None:
    """Cases with the times they spent in each state, and the beginning of their history."""
    count = len(drawn.keys)
    if not count:
        return
    now = np.datetime64(int(until.timestamp()), "s")
    taken = _later(drawn.opened, rng.exponential(0.3 * DAY, count))
    due = _due(drawn)
    left = np.maximum((due - taken).astype(float), DAY / 4)
    closed = _later(taken, left * rng.lognormal(np.log(TYPICAL_PART), 0.65, count))
    is_new, is_open = taken > now, closed > now
    state = np.where(is_new, "new", np.where(is_open, "open", "closed"))
    units = np.array([row.unit_id or 0 for row in drawn.reasons])[drawn.places]
    handler = np.where(is_new, 0, _handlers(units, rng))
    reasons = drawn.reasons
    empty = np.full(count, "")
    copy_columns(
        Case,
        {
            "id": drawn.keys,
            "secret": np.array([new_secret() for _ in range(count)]),
            "title": drawn.titles,
            "text": empty,
            "reason_id": np.array([row.reason_id for row in reasons])[drawn.places],
            "unit_id": units,
            "handler_id": handler,
            "party_id": drawn.parties,
            "state": state,
            "is_confidential": np.where(
                np.array([row.is_confidential for row in reasons])[drawn.places], "t", "f"
            ),
            "language": np.full(count, "sv"),
            "promise": np.full(count, "Du får svar från handläggaren."),
            "opened_at": moments(drawn.opened),
            "opened_by_id": drawn.guides,
            "due_at": moments(due),
            "closed_at": moments(closed, empty=is_open),
            "answer": np.where(is_open, "", "Vi har svarat och åtgärdat."),
            "place": empty,
            "source": np.full(count, "contact"),
            "version": np.full(count, 1),
        },
        empty_when_zero=("handler_id", "party_id"),
    )
    _write_spells(drawn, units, handler, taken, closed, now)
    write_history(Case, label="insert", since=int(drawn.keys[0]), at="opened_at")


def _write_spells(
    drawn: Drawn,
    units: npt.NDArray[np.int64],
    handler: npt.NDArray[np.int64],
    taken: Times,
    closed: Times,
    now: np.datetime64,
) -> None:
    for state, since, until, owner in (
        ("new", drawn.opened, taken, np.zeros_like(handler)),
        ("open", taken, closed, handler),
        ("closed", closed, np.full(len(closed), np.datetime64("NaT", "s")), handler),
    ):
        there = since <= now
        ongoing = ~(until <= now)
        copy_columns(
            Spell,
            {
                "case_id": drawn.keys[there],
                "state": np.full(int(there.sum()), state),
                "unit_id": units[there],
                "handler_id": owner[there],
                "cause": np.full(int(there.sum()), ""),
                "since": moments(since[there]),
                "until": moments(np.where(ongoing, since, until)[there], empty=ongoing[there]),
            },
            empty_when_zero=("handler_id",),
        )


def _later(times: Times, seconds: npt.NDArray[np.float64]) -> Times:
    later: Times = times + seconds.astype("timedelta64[s]")
    return later


def _due(drawn: Drawn) -> Times:
    """Working days after it was opened, at the same time of day."""
    hours = np.array([row.promise_hours for row in drawn.reasons])[drawn.places]
    day = drawn.opened.astype("datetime64[D]")
    due = np.busday_offset(day, np.maximum(1, hours // HOURS_A_DAY), roll="forward")
    at: Times = due.astype("datetime64[s]") + (drawn.opened - day.astype("datetime64[s]"))
    return at


def _handlers(units: npt.NDArray[np.int64], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    chosen = np.zeros(len(units), np.int64)
    for unit in np.unique(units).tolist():
        own = np.array(
            User.objects.filter(grants__role=Role.HANDLER, grants__unit=unit)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        here = np.flatnonzero(units == unit)
        if len(own):
            chosen[here] = own[rng.integers(0, len(own), len(here))]
    return chosen
