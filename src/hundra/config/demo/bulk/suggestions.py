"""Twenty thousand suggestions, each with the way it took: steps, questions, replies, followers.

They come in the order of their numbers, over three years, in the states of a lived-in inbox.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, cast
from uuid import uuid4

from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from pghistory.models import Context

from hundra.config.demo.bulk.loading import create_all, write_history
from hundra.config.demo.content import read_content
from hundra.core.accounts.models import Role, User
from hundra.core.organisation.models import Unit
from hundra.hear.suggestions.models import (
    Audience,
    Entry,
    EntryKind,
    Follower,
    Suggestion,
    SuggestionState,
)
from hundra.hear.suggestions.working_days import add_working_days
from hundra.improve.improvements.models import Answers, Improvement

DAYS = 1_000
DAYS_OF_INBOX = 20
"""Those of the last days still wait; nearly all before them are decided."""
SHARE_WAITING = 0.06
DECIDED = {
    SuggestionState.ACCEPTED: 40,
    SuggestionState.DECLINED: 50,
    SuggestionState.JOINED: 15,
}
SHARE_ASKED = 0.4
AT_ONCE = 500
"""Later ones can be joined only with what is saved, so these are few."""
SHARE_WITH_UNIT = 0.8
SHARE_WITH_ADDRESS = 0.5
PLACES = ("Granby", "Sjölunda", "Norrvik", "Tallåsen", "Björkvägen", "Almvägen", "Storgatan", "")


def bulk_suggestions(count: int, *, rng: random.Random) -> None:
    """Adds `count` suggestions with all that belongs to them, and their history."""
    inbox = _Inbox.of_today(rng)
    ways = _ways(inbox, count)
    firsts: dict[Any, int] = {}
    while batch := list(islice(ways, AT_ONCE)):
        for model, rows in _rows(inbox, batch):
            create_all(model, rows)
            if rows:
                firsts.setdefault(model, rows[0].pk)
        inbox.remember(batch)
    if firsts:
        _write_history(firsts, inbox.sorters)


@dataclass
class _Way:
    """A suggestion before it is saved, with what belongs to it."""

    suggestion: Suggestion
    title: str
    entries: list[Entry] = field(default_factory=list)
    improvement: Improvement | None = None


@dataclass
class _Inbox:
    """What the suggestions are drawn from."""

    rng: random.Random
    now: datetime
    content: dict[str, Any]
    units: list[int]
    sorters: list[int]
    delivered: dict[int | None, Improvement]
    accepted: dict[str, list[Suggestion]] = field(default_factory=lambda: defaultdict(list))
    """By title: what a later one about the same can be joined with."""

    @classmethod
    def of_today(cls, rng: random.Random) -> _Inbox:
        granted = User.objects.filter(grants__role=Role.COMMUNICATOR)
        delivered = Improvement.objects.filter(stamped_at__isnull=False, delivered_on__isnull=False)
        return cls(
            rng=rng,
            now=timezone.now(),
            content=read_content("suggestions"),
            units=list(Unit.objects.filter(kind="unit").values_list("pk", flat=True)),
            sorters=list(granted.order_by("pk").values_list("pk", flat=True)),
            delivered={one.number: one for one in delivered},
        )

    def sorter(self) -> int | None:
        return self.rng.choice(self.sorters) if self.sorters else None

    def later(self, moment: datetime, least: float, most: float) -> datetime:
        """So many days later, yet never after now."""
        return min(moment + timedelta(days=self.rng.uniform(least, most)), self.now)

    def text(self, kind: str) -> str:
        texts: list[str] = self.content["replies"][kind]
        return self.rng.choice(texts)

    def remember(self, ways: list[_Way]) -> None:
        for way in ways:
            if way.suggestion.state == SuggestionState.ACCEPTED:
                self.accepted[way.title].append(way.suggestion)


def _ways(inbox: _Inbox, count: int) -> Iterator[_Way]:
    waiting = round(count * SHARE_WAITING)
    for received in _moments(inbox, count - waiting, oldest=DAYS, newest=DAYS_OF_INBOX):
        yield _decided(inbox, received)
    for received in _moments(inbox, waiting, oldest=DAYS_OF_INBOX, newest=0):
        yield _waiting(inbox, received)


def _moments(inbox: _Inbox, count: int, *, oldest: float, newest: float) -> list[datetime]:
    days_ago = sorted((inbox.rng.uniform(newest, oldest) for _ in range(count)), reverse=True)
    return [inbox.now - timedelta(days=days) for days in days_ago]


def _received(inbox: _Inbox, received: datetime) -> _Way:
    rng = inbox.rng
    audience = rng.choice(Audience.values)
    title, text, place = rng.choice(inbox.content[audience])
    suggestion = Suggestion(
        audience=audience,
        text=f"{text} {rng.choice(PLACES)} {rng.randint(1, 99)}",
        place=place or rng.choice(PLACES),
        unit_id=rng.choice(inbox.units) if inbox.units and rng.random() < SHARE_WITH_UNIT else None,
        received_at=received,
        reply_due_on=_due(timezone.localdate(received)),
    )
    way = _Way(suggestion, title)
    _add(way, EntryKind.STEP, "received", received, None)
    return way


@lru_cache(maxsize=DAYS + 10)
def _due(day: date) -> date:
    return add_working_days(day, settings.REPLY_DAYS)


def _add(way: _Way, kind: EntryKind, text: str, at: datetime, by: int | None) -> None:
    way.entries.append(Entry(kind=kind, text=text, written_at=at, author_id=by))


def _waiting(inbox: _Inbox, received: datetime) -> _Way:
    way = _received(inbox, received)
    if inbox.rng.random() < SHARE_ASKED:
        way.suggestion.state = SuggestionState.ASKED
        asked = inbox.later(received, 1, 3)
        _add(way, EntryKind.QUESTION, inbox.text("questions"), asked, inbox.sorter())
    return way


def _decided(inbox: _Inbox, received: datetime) -> _Way:
    way = _received(inbox, received)
    state = inbox.rng.choices(list(DECIDED), list(DECIDED.values()))[0]
    at, by = inbox.later(received, 1, 15), inbox.sorter()
    if state == SuggestionState.JOINED and inbox.accepted[way.title]:
        _join(inbox, way, at, by)
        return way
    if state == SuggestionState.DECLINED:
        _reply(inbox, way, state, at, by)
    else:
        _reply(inbox, way, SuggestionState.ACCEPTED, at, by)
        _publish(inbox, way, at, by)
        _deliver(inbox, way, at, by)
    return way


def _reply(inbox: _Inbox, way: _Way, state: SuggestionState, at: datetime, by: int | None) -> None:
    way.suggestion.state = state
    way.suggestion.replied_at = at
    _add(way, EntryKind.STEP, state.value, at, by)
    _add(way, EntryKind.REPLY, inbox.text(state.value), at, by)


def _join(inbox: _Inbox, way: _Way, at: datetime, by: int | None) -> None:
    way.suggestion.state = SuggestionState.JOINED
    way.suggestion.duplicate_of = inbox.rng.choice(inbox.accepted[way.title])
    _add(way, EntryKind.STEP, "joined", at, by)


def _publish(inbox: _Inbox, way: _Way, after: datetime, by: int | None) -> None:
    suggestion = way.suggestion
    suggestion.public_title, suggestion.public_text = way.title, suggestion.text
    suggestion.public_place = suggestion.place
    suggestion.published_at = inbox.later(after, 0, 2)
    suggestion.published_by_id = by
    _add(way, EntryKind.STEP, "published", suggestion.published_at, by)


def _deliver(inbox: _Inbox, way: _Way, after: datetime, by: int | None) -> None:
    """By the improvement about the same, if it was stamped later; else it stays accepted."""
    chosen = inbox.delivered.get(inbox.content["answered_by"].get(way.title))
    if chosen is None or not chosen.stamped_at or chosen.stamped_at <= after:
        return
    way.improvement = chosen
    noon = time(12, tzinfo=timezone.get_current_timezone())
    delivered = datetime.combine(cast("date", chosen.delivered_on), noon)
    way.suggestion.state = SuggestionState.DELIVERED
    _add(way, EntryKind.STEP, "planned", chosen.stamped_at, by)
    _add(way, EntryKind.STEP, "delivered", delivered, by)


def _rows(inbox: _Inbox, ways: list[_Way]) -> Iterator[tuple[type[Model], list[Any]]]:
    """The rows of a batch by model; those that point at suggestions once these are saved."""
    yield Suggestion, [way.suggestion for way in ways]
    yield Entry, [_of(way, entry) for way in ways for entry in way.entries]
    yield Follower, [_proposer(inbox, way.suggestion) for way in ways]
    yield Answers, [_answer(way, way.improvement) for way in ways if way.improvement]


def _of(way: _Way, entry: Entry) -> Entry:
    entry.suggestion = way.suggestion
    return entry


def _proposer(inbox: _Inbox, suggestion: Suggestion) -> Follower:
    """Follows what theirs was joined with, as the services move them."""
    given = inbox.rng.random() < SHARE_WITH_ADDRESS
    return Follower(
        suggestion=suggestion.duplicate_of or suggestion,
        via=suggestion if suggestion.duplicate_of else None,
        email=f"invanare.{suggestion.pk}@exempel.example" if given else "",
        is_proposer=True,
        created_at=suggestion.received_at,
        confirmed_at=suggestion.received_at if given else None,
    )


def _answer(way: _Way, improvement: Improvement) -> Answers:
    by = way.entries[-1].author_id
    return Answers(
        improvement=improvement,
        suggestion=way.suggestion,
        linked_by_id=by,
        linked_at=cast("datetime", improvement.stamped_at),
    )


AS_RECEIVED = {
    "state": "'new'",
    "duplicate_of_id": "NULL",
    "replied_at": "NULL",
    "public_title": "''",
    "public_text": "''",
    "public_place": "''",
    "published_at": "NULL",
    "published_by_id": "NULL",
}
LATEST = """
JOIN (SELECT DISTINCT ON (suggestion_id) suggestion_id, written_at, author_id
      FROM suggestions_entry ORDER BY suggestion_id, id DESC
     ) AS latest (latest_of, latest_at, latest_by) ON latest_of = id
"""


def _write_history(firsts: dict[Any, int], sorters: list[int]) -> None:
    """A suggestion came in as new, and became what it is with the latest entry."""
    contexts = {by: Context.objects.create(id=uuid4(), metadata={"user": by}) for by in sorters}
    whose = "".join(f" WHEN {by} THEN '{context.pk}'" for by, context in contexts.items())

    def who(column: str) -> str:
        return f"CASE {column}{whose} END" if whose else "NULL"

    since = firsts[Suggestion]
    write_history(Suggestion, label="insert", since=since, at="received_at", instead=AS_RECEIVED)
    write_history(
        Suggestion,
        label="update",
        since=since,
        at="latest_at",
        context=who("latest_by"),
        join=LATEST,
        where="state <> 'new'",
    )
    write_history(
        Entry, label="insert", since=firsts[Entry], at="written_at", context=who("author_id")
    )
    if Answers in firsts:
        write_history(
            Answers,
            label="insert",
            since=firsts[Answers],
            at="linked_at",
            context=who("linked_by_id"),
        )
