"""Years of contacts and cases by the million, as one would find them in a lived-in centre.

Drawn by numpy and read in by COPY. What is drawn: when people call (weekday, time of day, season),
why, in which language; how long they wait and whether they give up; who answered and what came
of it; a case of every one that was handed over. Nothing here is anybody's real contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection, models

from hundra.config.demo.content import read_content
from hundra.config.demo.desks.arrivals import arrivals
from hundra.config.demo.desks.cases import write_cases
from hundra.config.demo.desks.copying import copy_columns, moments, next_keys, texts
from hundra.hear.cases.models import Case, Party
from hundra.hear.contacts.models import Contact, Desk, DeskReason

Numbers = npt.NDArray[np.int64]
MANY = 50_000
CHANNELS = ("phone", "visit", "email", "web")
# Örebro's week: 6,500 calls, 400 visits, 100 e-mails; forms are as many as mails.
CHANNEL_SHARES = (0.916, 0.056, 0.014, 0.014)
SHARE_KNOWN = 0.8
SHARE_HANDED_ON = 0.04
CONTACTS_A_PARTY = 4
MEAN_PATIENCE_SECONDS = 420.0
OTHER_OUTCOMES = ("connected", "referred", "not_for_us")


@dataclass(frozen=True)
class Drawn:
    """What the cases need of the contacts that became them."""

    reasons: list[DeskReason]
    places: Numbers
    """Which of `reasons`, for each case."""
    titles: npt.NDArray[np.object_]
    parties: Numbers
    opened: npt.NDArray[np.datetime64]
    guides: Numbers
    """Keys of the users who opened them."""
    keys: Numbers


def bulk_contacts(
    *, contacts: int, cases: int | None, until: datetime, days: int, rng: np.random.Generator
) -> None:
    """Contacts at all desks during the days before `until`, oldest first.

    `cases`: how many of them became cases; None: as many as the reasons say. Nothing is under way
    afterwards.
    """
    entries = read_content("contacts")["desk"]
    shares = np.array([entry["guides"] for entry in entries], float)
    counts = np.round(contacts * shares / shares.sum()).astype(int)
    counts[0] += contacts - counts.sum()
    parties = _create_parties(max(1, contacts // CONTACTS_A_PARTY))
    with without_indexes(Contact, Case, when=contacts >= MANY):
        for entry, count in zip(entries, counts.tolist(), strict=True):
            wanted = None if cases is None else round(cases * count / contacts)
            drawn = _write_contacts(entry, count, wanted, until, days, parties, rng)
            write_cases(drawn, until=until, rng=rng)


def _write_contacts(
    entry: dict[str, Any],
    count: int,
    cases: int | None,
    until: datetime,
    days: int,
    parties: Numbers,
    rng: np.random.Generator,
) -> Drawn:
    desk = Desk.objects.get(slug=entry["slug"])
    received, busy = arrivals(entry["hours"], count, until=until, days=days, rng=rng)
    count = len(received)
    reasons, place = _reasons(desk, entry, count, rng)
    channel = np.array(CHANNELS, object)[_drawn(CHANNEL_SHARES, count, rng)]
    if entry["audience"] == "employees":
        channel[channel == "visit"] = "phone"
    live = np.isin(channel, ["phone", "visit"])
    waits = _waits(busy, live, rng)
    patience = rng.lognormal(np.log(MEAN_PATIENCE_SECONDS) - 0.32, 0.8, count)
    gone = live & (waits > patience)
    waits = np.where(gone, patience, waits)
    talk = rng.lognormal(np.log(reasons.minutes[place] * 60) - 0.18, 0.6, count)
    outcome, became = _outcomes(reasons.solved[place], gone, cases, rng)
    guides = _guides(desk, count, rng)
    keys = next_keys(Contact, count)
    known = rng.random(count) < SHARE_KNOWN
    party = parties[(rng.pareto(1.2, count) * len(parties) / 20).astype(np.int64) % len(parties)]
    case_keys = next_keys(Case, int(became.sum()))
    case = np.zeros(count, np.int64)
    case[became] = case_keys
    queued = received + np.where(live, rng.integers(8, 40, count), 0).astype("timedelta64[s]")
    met = queued + waits.astype("timedelta64[s]")
    ended = np.where(gone, met, met + talk.astype("timedelta64[s]"))
    registered = ended + rng.integers(5, 90, count).astype("timedelta64[s]")
    copy_columns(
        Contact,
        {
            "id": keys,
            "desk_id": np.full(count, desk.pk),
            "channel": channel,
            "state": np.where(gone, "abandoned", "done"),
            "party_id": np.where(known, party, 0),
            "language": _languages(entry, count, rng),
            "asked_reason_id": np.where(live, reasons.keys[place], 0),
            "reason_id": np.where(gone, 0, reasons.reason_keys[place]),
            "guide_id": np.where(gone, 0, guides.keys),
            "priority": np.full(count, 50),
            "subject": np.full(count, ""),
            "note": np.where(gone, "", reasons.note(place, rng)),
            "outcome": np.where(gone, "", outcome),
            "case_id": case,
            "ticket": np.where(channel == "visit", "A1", ""),
            "callback_to": np.full(count, ""),
            "received_at": moments(received),
            "queued_at": moments(queued),
            "offered_at": moments(met, empty=gone),
            "answered_at": moments(met, empty=gone),
            "ended_at": moments(ended),
            "registered_at": moments(registered, empty=gone),
            "handovers": (rng.random(count) < SHARE_HANDED_ON).astype(int),
            "is_imported": np.full(count, "f"),
        },
        empty_when_zero=("party_id", "asked_reason_id", "reason_id", "guide_id", "case_id"),
    )
    return Drawn(
        reasons=reasons.rows,
        places=place[became],
        titles=reasons.title(place[became], rng),
        parties=np.where(known, party, 0)[became],
        opened=ended[became],
        guides=guides.users[became],
        keys=case_keys,
    )


@dataclass(frozen=True)
class _Reasons:
    rows: list[DeskReason]
    keys: Numbers
    reason_keys: Numbers
    minutes: npt.NDArray[np.float64]
    solved: npt.NDArray[np.float64]
    notes: list[list[str]]
    titles: list[list[str]]

    def note(self, place: Numbers, rng: np.random.Generator) -> npt.NDArray[np.object_]:
        return texts(self.notes, place, rng)

    def title(self, place: Numbers, rng: np.random.Generator) -> npt.NDArray[np.object_]:
        return texts(self.titles, place, rng)


def _reasons(
    desk: Desk, entry: dict[str, Any], count: int, rng: np.random.Generator
) -> tuple[_Reasons, Numbers]:
    rows = {row.reason.name: row for row in desk.reasons.select_related("reason", "unit")}
    entries = entry["reason"]
    mine = [rows[each["name"]] for each in entries]
    reasons = _Reasons(
        rows=mine,
        keys=np.array([row.pk for row in mine]),
        reason_keys=np.array([row.reason_id for row in mine]),
        minutes=np.array([each["minutes"] for each in entries], float),
        solved=np.array([each["solved"] for each in entries], float),
        notes=[each["notes"] for each in entries],
        titles=[each["cases"] for each in entries],
    )
    return reasons, _drawn([each["share"] for each in entries], count, rng)


def _waits(
    busy: npt.NDArray[np.float64], live: npt.NDArray[np.bool_], rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Seconds before somebody answered: some at once, longer when many call; writing lies hours."""
    count = len(busy)
    calls = rng.exponential(25 + 130 * busy**2) * (rng.random(count) > 0.35 - 0.25 * busy)
    return np.where(live, calls + rng.integers(2, 9, count), rng.exponential(5 * 3600, count))


def _outcomes(
    solved: npt.NDArray[np.float64],
    gone: npt.NDArray[np.bool_],
    cases: int | None,
    rng: np.random.Generator,
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.bool_]]:
    chance = rng.random(len(solved))
    outcome = np.array(OTHER_OUTCOMES, object)[rng.integers(0, 3, len(solved))]
    outcome[chance < solved] = "solved"
    left = np.flatnonzero((chance >= solved) & ~gone)
    wanted = round(len(left) * 0.55) if cases is None else min(cases, len(left))
    became = np.zeros(len(solved), bool)
    became[rng.choice(left, wanted, replace=False)] = True
    outcome[became] = "case"
    return outcome, became


@dataclass(frozen=True)
class _Guides:
    keys: Numbers
    users: Numbers


def _guides(desk: Desk, count: int, rng: np.random.Generator) -> _Guides:
    both = np.array(list(desk.guides.order_by("pk").values_list("pk", "user_id")))
    chosen = rng.integers(0, len(both), count)
    return _Guides(both[chosen, 0], both[chosen, 1])


def _languages(
    entry: dict[str, Any], count: int, rng: np.random.Generator
) -> npt.NDArray[np.object_]:
    codes = np.array([code for code, _ in entry["languages"]], object)
    chosen: npt.NDArray[np.object_] = codes[
        _drawn([share for _, share in entry["languages"]], count, rng)
    ]
    return chosen


def _drawn(shares: Sequence[float], count: int, rng: np.random.Generator) -> Numbers:
    weights = np.array(shares, float)
    return rng.choice(len(weights), count, p=weights / weights.sum())


def _create_parties(count: int) -> Numbers:
    keys = next_keys(Party, count)
    first = Party.objects.count()
    numbers = np.arange(first, first + count)
    copy_columns(
        Party,
        {
            "id": keys,
            "name": np.full(count, ""),
            "phone": np.array([f"+4670{1_000_000 + number}" for number in numbers.tolist()]),
            "email": np.full(count, ""),
            "language": np.full(count, ""),
            "created_at": np.full(count, "now"),
        },
    )
    return keys


@contextmanager
def without_indexes(*kinds: type[models.Model], when: bool) -> Iterator[None]:
    """Takes the tables' own indexes away while much is read in, which takes a third of the time."""
    if not when:
        yield
        return
    with connection.schema_editor() as editor:
        for kind in kinds:
            for index in kind._meta.indexes:
                editor.remove_index(kind, index)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # Else the tables may not be changed yet.
    with connection.schema_editor() as editor:
        for kind in kinds:
            for index in kind._meta.indexes:
                editor.add_index(kind, index)
