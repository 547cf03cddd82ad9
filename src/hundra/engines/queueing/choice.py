"""Who gets whom: who waits, who is free and with which skills, at a moment.

The rule is in `rule` (read it there); this is the same in words of the service centre. Times are
seconds on any clock that all of them share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hundra.engines.queueing.rule import (
    GOOD,
    INTERPRETED,
    NONE,
    SIMPLE,
    UNSERVABLE,
    may_ask,
    misfit,
    needed_level,
    needs_reason,
    serve,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone who waits. `avoid` are guides who have handed the contact on."""

    key: int
    since: float
    language: str
    channel: str
    reason: int | None = None
    priority: int = 50
    avoid: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Skills:
    """What a guide who is present can. Languages by level 1–3; without reasons: any reason."""

    key: int
    languages: Mapping[str, int]
    channels: frozenset[str]
    reasons: frozenset[int] | None = None

    def knows(self, reason: int | None) -> bool:
        return reason is None or self.reasons is None or reason in self.reasons


@dataclass(frozen=True, slots=True)
class Free:
    """A guide who can be given a contact now, and since when."""

    skills: Skills
    since: float


@dataclass(frozen=True, slots=True)
class Rules:
    """A desk's own figures. `interpreter_seconds` None: never without the language."""

    widen_reason_seconds: float = 60
    widen_level_seconds: float = 90
    interpreter_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """The guide gets the contact; and how it fits. Level 0: with an interpreter."""

    contact: int
    guide: int
    waited: float
    level: int
    knows_reason: bool

    @property
    def with_interpreter(self) -> bool:
        return self.level == INTERPRETED

    @property
    def is_widened(self) -> bool:
        """Not a guide who would have been asked at once."""
        return self.level < GOOD or not self.knows_reason


@dataclass(frozen=True, slots=True)
class Unserved:
    """Nobody present speaks the contact's language: callback or interpreter."""

    contact: int
    language: str


@dataclass(frozen=True, slots=True)
class Choice:
    assignments: tuple[Assignment, ...] = ()
    unserved: tuple[Unserved, ...] = ()


@dataclass(frozen=True, slots=True)
class _Need:
    level: int
    must_know: bool


def choose(
    *,
    waiting: Sequence[Waiting],
    free: Sequence[Free],
    present: Sequence[Skills],
    rules: Rules,
    now: float,
) -> Choice:
    """Who gets whom now, by the rule in `rule`.

    `present` are all guides at work, free ones included; free guides who are missing there count
    as present. The same input gives the same choice, in whatever order it comes.
    """
    everyone = {guide.key: guide for guide in present} | {
        one.skills.key: one.skills for one in free
    }
    if not everyone:
        return Choice()
    line = sorted(waiting, key=lambda one: (one.priority, one.since, one.key))
    at_hand = sorted(free, key=_least_needed_first)
    best = _BestPresent(tuple(everyone.values()))
    needs = [best.need_of(one, rules, now) for one in line]
    unserved = tuple(Unserved(one.key, one.language) for one in line if best.level(one) < SIMPLE)
    got = serve(*_tables(line, needs, at_hand))
    return Choice(
        tuple(
            _assignment(one, at_hand[guide].skills, now)
            for one, guide in zip(line, got, strict=True)
            if guide != NONE
        ),
        unserved,
    )


def _least_needed_first(guide: Free) -> tuple[int, int, float, int]:
    """Point 7: fewest languages, then fewest reasons, then longest free."""
    skills = guide.skills
    reasons = 1_000_000 if skills.reasons is None else len(skills.reasons)
    return (len(skills.languages), reasons, guide.since, skills.key)


def _tables(
    line: Sequence[Waiting], needs: Sequence[_Need], at_hand: Sequence[Free]
) -> tuple[list[list[bool]], list[list[int]]]:
    """May each guide be asked, and at what cost; equal contacts share their rows."""
    rows: dict[tuple[object, ...], tuple[list[bool], list[int]]] = {}
    may, cost = [], []
    for one, need in zip(line, needs, strict=True):
        kind = (one.language, one.channel, one.reason, one.avoid, need)
        if kind not in rows:
            rows[kind] = _row(one, need, at_hand)
        may.append(rows[kind][0])
        cost.append(rows[kind][1])
    return may, cost


def _row(one: Waiting, need: _Need, at_hand: Sequence[Free]) -> tuple[list[bool], list[int]]:
    may, cost = [], []
    for place, guide in enumerate(at_hand):
        level, knows, takes = _fit(one, guide.skills)
        may.append(may_ask(level, need.level, knows, need.must_know, takes))
        cost.append(misfit(level, knows) * len(at_hand) + place)
    return may, cost


def _fit(one: Waiting, guide: Skills) -> tuple[int, bool, bool]:
    """The guide's level in the language, whether they know the reason, and may take it at all."""
    return (
        guide.languages.get(one.language, 0),
        guide.knows(one.reason),
        one.channel in guide.channels and guide.key not in one.avoid,
    )


def _assignment(one: Waiting, guide: Skills, now: float) -> Assignment:
    level, knows, _ = _fit(one, guide)
    return Assignment(one.key, guide.key, max(now - one.since, 0.0), level, knows)


class _BestPresent:
    """What the best of those present can, looked up once for each kind of contact."""

    def __init__(self, present: tuple[Skills, ...]) -> None:
        self.present = present
        self._levels: dict[tuple[object, ...], int] = {}
        self._known: dict[tuple[object, ...], bool] = {}

    def need_of(self, one: Waiting, rules: Rules, now: float) -> _Need:
        waited = now - one.since
        interpreter = -1.0 if rules.interpreter_seconds is None else rules.interpreter_seconds
        level = needed_level(waited, self.level(one), rules.widen_level_seconds, interpreter)
        known = level != UNSERVABLE and self._reason_known(one, level)
        return _Need(level, needs_reason(waited, known, rules.widen_reason_seconds))

    def level(self, one: Waiting) -> int:
        """The best level in the contact's language among those who may take it."""
        kind = (one.language, one.channel, one.avoid)
        if kind not in self._levels:
            fits = (_fit(one, guide) for guide in self.present)
            self._levels[kind] = max((level for level, _, takes in fits if takes), default=0)
        return self._levels[kind]

    def _reason_known(self, one: Waiting, level: int) -> bool:
        kind = (one.language, one.channel, one.avoid, one.reason, level)
        if kind not in self._known:
            self._known[kind] = any(
                takes and has >= level and knows
                for has, knows, takes in (_fit(one, guide) for guide in self.present)
            )
        return self._known[kind]
