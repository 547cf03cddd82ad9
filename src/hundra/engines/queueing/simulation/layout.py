"""A centre as the arrays that the kernel plays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hundra.engines.queueing.choice import Skills
from hundra.engines.queueing.rule import GOOD, SIMPLE, misfit
from hundra.engines.queueing.simulation.centre import CallType, Centre, Guide
from hundra.engines.queueing.simulation.distributions import (
    EMPIRICAL,
    EXPONENTIAL,
    FIXED,
    LOG_NORMAL,
    Distribution,
    Empirical,
    Exponential,
    LogNormal,
)
from hundra.engines.queueing.simulation.kernel import records as r

ANY_REASON = 1_000_000


@dataclass(frozen=True, slots=True)
class Layout:
    """What never changes between plays of the same centre."""

    centre: Centre
    types: r.Array
    pools: r.Array
    guides: r.Array
    preferences: r.Array
    fit: r.Array
    distributions: r.Array
    samples: NDArray[np.float64]
    schedule: r.Array
    arrivals_per_interval: NDArray[np.float64]
    shares: NDArray[np.float64]

    def state(self, *, room: int, logged: int = 0) -> r.State:
        """A play before its first event, with room for as many who wait (and twice the events)."""
        centre = self.centre
        intervals, groups = centre.intervals, len(centre.groups) + 1
        return r.State(
            clock=self._clock(),
            types=self.types.copy(),
            pools=self.pools.copy(),
            guides=self.guides.copy(),
            contacts=_empty_slots(room),
            heap=np.zeros(2 * room + 2 * len(self.guides), r.EVENT),
            lines=np.zeros(len(self.types), np.int64),
            line=np.zeros(room, np.int64),
            chosen=np.zeros(room, np.int64),
            preferences=self.preferences,
            fit=self.fit,
            distributions=self.distributions,
            samples=self.samples,
            by_group=np.zeros((intervals, groups, r.COLUMNS)),
            by_type=np.zeros((len(self.types), r.COLUMNS)),
            seconds=np.zeros((intervals, r.SECOND_COLUMNS)),
            waits=np.zeros(r.LONGEST_WAIT + 1),
            log=np.zeros(logged, r.LOGGED),
        )

    def _clock(self) -> r.Array:
        centre, rules = self.centre, self.centre.rules
        clock = np.zeros(1, r.CLOCK)
        clock["writes"] = any(one.is_written for one in centre.types)
        clock["widen_reason"] = rules.widen_reason_seconds
        clock["widen_level"] = rules.widen_level_seconds
        clock["interpreter"] = (
            -1 if rules.interpreter_seconds is None else rules.interpreter_seconds
        )
        clock["in_time"] = centre.answer_within_seconds
        clock["short"] = centre.short_abandon_seconds
        clock["written_after"] = centre.written_after_seconds
        clock["interval"] = centre.interval_seconds
        clock["horizon"] = centre.horizon_seconds
        return clock


def lay_out(centre: Centre) -> Layout:
    """The centre's arrays. Guides who can the same are one pool, the least needed pools first."""
    skills = _pools(centre.guides)
    times = _Times()
    groups = {name: place for place, name in enumerate(centre.groups)}
    fits = [[_fit(one, can) for one in centre.types] for can in skills]
    types, preferences = _types(centre, skills, fits, times, groups)
    arrivals = np.array([one.arrivals_per_interval for one in centre.types], float).T
    return Layout(
        centre=centre,
        types=types,
        pools=_pool_records(skills),
        guides=_guide_records(centre.guides, skills),
        preferences=preferences,
        fit=np.array(
            [[(takes, knows, level) for level, knows, takes in row] for row in fits], r.FIT
        ).reshape(len(skills), len(types)),
        distributions=np.array(times.rows, r.DISTRIBUTION),
        samples=np.array(times.samples or [0.0]),
        schedule=_schedule(centre),
        arrivals_per_interval=arrivals.sum(axis=1),
        shares=np.ascontiguousarray(arrivals.cumsum(axis=1)),
    )


def _need_by_others(can: Skills) -> tuple[int, int]:
    """Point 7 of the rule: fewest languages, then fewest reasons."""
    return len(can.languages), ANY_REASON if can.reasons is None else len(can.reasons)


def _ability(can: Skills) -> tuple[object, ...]:
    return frozenset(can.languages.items()), can.channels, can.reasons


def _pools(guides: tuple[Guide, ...]) -> list[Skills]:
    """One of each ability."""
    different = {_ability(one.skills): one.skills for one in guides}
    return sorted(different.values(), key=_need_by_others)


def _pool_records(skills: list[Skills]) -> r.Array:
    pools = np.zeros(len(skills), r.POOL)
    pools["first"] = pools["last"] = r.NOBODY
    needs = sorted({_need_by_others(can) for can in skills})
    pools["rank"] = [needs.index(_need_by_others(can)) for can in skills]
    return pools


def _guide_records(guides: tuple[Guide, ...], skills: list[Skills]) -> r.Array:
    """In the order of their keys, which decides between those who are free since the same time."""
    place = {_ability(can): number for number, can in enumerate(skills)}
    in_order = sorted(guides, key=lambda one: one.skills.key)
    records = np.zeros(len(guides), r.GUIDE)
    records["pool"] = [place[_ability(one.skills)] for one in in_order]
    return records


def _fit(one: CallType, can: Skills) -> tuple[int, bool, bool]:
    """As in `choice`: the level in the language, whether they know the reason, may take it."""
    return can.languages.get(one.language, 0), can.knows(one.reason), one.channel in can.channels


def _types(
    centre: Centre,
    skills: list[Skills],
    fits: list[list[tuple[int, bool, bool]]],
    times: _Times,
    groups: dict[str, int],
) -> tuple[r.Array, r.Array]:
    records = np.zeros(len(centre.types), r.TYPE)
    records["first"] = records["last"] = records["place"] = r.NOBODY
    preferences: list[tuple[int, int, int, bool]] = []
    for number, one in enumerate(centre.types):
        record = records[number]
        mine = [(pool, *fits[pool][number]) for pool in range(len(skills)) if fits[pool][number][2]]
        record["first_preference"] = len(preferences)
        preferences += _preferences(mine, skills)
        record["end_preference"] = len(preferences)
        record["group"] = len(groups) if one.is_written else groups[one.group_name]
        speak = [(level, knows) for _, level, knows, _ in mine if level >= SIMPLE]
        record["level_matters"] = any(level < GOOD for level, _ in speak)
        record["reason_matters"] = any(not knows for _, _, knows, _ in mine)
        _describe(record, one, times)
    return records, np.array(preferences, r.PREFERENCE)


def _preferences(
    mine: list[tuple[int, int, bool, bool]], skills: list[Skills]
) -> list[tuple[int, int, int, bool]]:
    """Who is asked first: the best fit, then the least needed by others; the same rank is a tie."""
    keyed = sorted(
        ((misfit(level, knows), *_need_by_others(skills[pool])), pool, level, knows)
        for pool, level, knows, _ in mine
    )
    ranks = {key: rank for rank, key in enumerate(dict.fromkeys(key for key, *_ in keyed))}
    return [(pool, ranks[key], level, knows) for key, pool, level, knows in keyed]


def _describe(record: np.void, one: CallType, times: _Times) -> None:
    record["priority"] = one.priority
    record["is_written"] = one.is_written
    record["handling"] = times.index(one.handling)
    record["patience"] = times.index(one.patience)
    record["retry_after"] = record["booked_after"] = r.NOBODY
    if one.retrials is not None:
        record["retry_share"] = one.retrials.share
        record["retry_after"] = times.index(one.retrials.after)
    if one.callbacks is not None:
        record["callback_share"] = one.callbacks.share
        record["offered_after"] = one.callbacks.offered_after_seconds
        record["booked_after"] = times.index(one.callbacks.booked_after)


def _schedule(centre: Centre) -> r.Array:
    """Comings, breaks and goings in the order of time; who comes is there before who goes."""
    order = {one.skills.key: place for place, one in enumerate(centre.guides)}
    order = {key: place for place, key in enumerate(sorted(order))}
    rows = []
    for guide in centre.guides:
        place = order[guide.skills.key]
        for shift in guide.shifts:
            rows.append((shift.start_seconds, 0.0, r.START, place))
            rows.append((shift.end_seconds, 0.0, r.END, place))
            rows += [
                (one.start_seconds, one.length_seconds, r.PAUSE, place) for one in shift.breaks
            ]
    return np.array(sorted(rows, key=lambda row: (row[0], row[2], row[3])), r.SCHEDULED)


def _empty_slots(room: int) -> r.Array:
    contacts = np.zeros(room, r.CONTACT)
    contacts["next"] = np.arange(1, room + 1)
    contacts["next"][-1:] = r.NOBODY
    return contacts


class _Times:
    """The distributions, each different one once."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, int, float, float]] = []
        self.samples: list[float] = []
        self._known: dict[Distribution, int] = {}

    def index(self, one: Distribution | None) -> int:
        if one is None:
            return r.NOBODY
        if one not in self._known:
            self._known[one] = len(self.rows)
            self.rows.append(self._row(one))
        return self._known[one]

    def _row(self, one: Distribution) -> tuple[int, int, int, float, float]:
        if isinstance(one, Exponential):
            return EXPONENTIAL, 0, 0, one.mean_seconds, 0.0
        if isinstance(one, LogNormal):
            return LOG_NORMAL, 0, 0, one.log_mean, one.log_sd
        if isinstance(one, Empirical):
            first = len(self.samples)
            self.samples += one.seconds
            return EMPIRICAL, first, len(one.seconds), 0.0, 0.0
        return FIXED, 0, 0, one.mean_seconds, 0.0
