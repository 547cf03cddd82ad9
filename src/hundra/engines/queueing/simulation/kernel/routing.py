"""Who gets whom, by the desk's rule, where one thing has changed since it was last asked.

After each event nobody waits whom a free guide may be asked to help. So when one contact comes
or is widened, only that one can be placed: with the guide who fits best (`find_guide`); and when
one guide becomes free, only that one can be given someone: the first in line (`find_contact`).
Both are then what `rule.serve` would choose. When somebody goes home several may be widened at
once: then `rule.serve` itself is asked (`serve_all`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hundra.engines.queueing.rule import GOOD, SIMPLE, UNSERVABLE
from hundra.engines.queueing.simulation.kernel.compiling import compiled, entry_with_memory, inlined
from hundra.engines.queueing.simulation.kernel.records import NOBODY, State
from hundra.engines.queueing.simulation.kernel.rule import (
    may_ask,
    misfit,
    needed_level,
    needs_reason,
    serve,
)


@inlined
def need_of(state: State, slot: int, now: float) -> tuple[int, bool]:
    """The language level to ask for (UNSERVABLE: nobody), and whether the reason must be known."""
    clock = state.clock[0]
    contact = state.contacts[slot]
    kind = state.types[contact.type]
    waited = now - contact.since
    best = 0
    if kind.good > 0:
        best = GOOD
    elif kind.simple > 0:
        best = SIMPLE
    level = needed_level(waited, best, clock.widen_level, clock.interpreter)
    knowing = kind.know
    if level == UNSERVABLE:
        knowing = 0
    elif level >= GOOD:
        knowing = kind.know_good
    elif level == SIMPLE:
        knowing = kind.know_simple
    return level, needs_reason(waited, knowing > 0, clock.widen_reason)


@inlined
def find_guide(state: State, slot: int, now: float) -> int:
    """The free guide who fits the contact best, or NOBODY."""
    clock = state.clock[0]
    if clock.free_guides == 0:
        return NOBODY
    kind = state.types[state.contacts[slot].type]
    level, must_know = need_of(state, slot, now)
    latest = now
    if kind.is_written == 1:
        latest = now - clock.written_after
    best = NOBODY
    rank = 0
    for place in range(kind.first_preference, kind.end_preference):
        one = state.preferences[place]
        if best != NOBODY and one.rank != rank:
            break
        guide = state.pools[one.pool].first
        if guide == NOBODY or state.guides[guide].free_since > latest:
            continue
        if not may_ask(one.level, level, one.knows == 1, must_know, True):
            continue
        if best == NOBODY or _is_longer_free(state, guide, best):
            best = guide
            rank = one.rank
    return best


@inlined
def _is_longer_free(state: State, guide: int, other: int) -> bool:
    since = state.guides[guide].free_since
    others = state.guides[other].free_since
    return since < others or (since == others and guide < other)


@inlined
def find_contact(state: State, guide: int, now: float, is_written: int) -> int:
    """The first in line whom the guide may be asked to help, or NOBODY.

    Within a type the first has waited longest and needs least: if that one may not, none may.
    """
    pool = state.guides[guide].pool
    best = NOBODY
    for place in range(state.clock[0].lines):
        index = state.lines[place]
        fit = state.fit[pool, index]
        kind = state.types[index]
        if fit.takes == 0 or kind.is_written != is_written:
            continue
        slot = kind.first
        if best != NOBODY and not _is_before(state, slot, best):
            continue
        level, must_know = need_of(state, slot, now)
        if may_ask(fit.level, level, fit.knows == 1, must_know, True):
            best = slot
    return best


@inlined
def _is_before(state: State, slot: int, other: int) -> bool:
    one = state.contacts[slot]
    two = state.contacts[other]
    first = state.types[one.type].priority
    second = state.types[two.type].priority
    return first < second or (first == second and one.since < two.since)


@entry_with_memory
def serve_all(state: State) -> None:
    """The rule for all calls and visits that wait and all guides who are free.

    Who they are and whom they get is in `state.line` and `state.chosen`; `clock.asked` are they.
    """
    clock = state.clock[0]
    now = clock.now
    waiting = _line(state)
    clock.asked = waiting
    for row in range(waiting):
        state.chosen[row] = NOBODY
    if waiting == 0 or clock.free_guides == 0:
        return
    free = np.empty(clock.free_guides, np.int64)
    _free(state, free)
    may = np.zeros((waiting, len(free)), np.bool_)
    cost = np.zeros((waiting, len(free)), np.int64)
    for row in range(waiting):
        level, must_know = need_of(state, state.line[row], now)
        index = state.contacts[state.line[row]].type
        for column in range(len(free)):
            fit = state.fit[state.guides[free[column]].pool, index]
            knows = fit.knows == 1
            may[row, column] = may_ask(fit.level, level, knows, must_know, fit.takes == 1)
            cost[row, column] = misfit(fit.level, knows) * len(free) + column
    got = serve(may, cost)
    for row in range(waiting):
        if got[row] != NOBODY:
            state.chosen[row] = free[got[row]]


@compiled
def _line(state: State) -> int:
    """Calls and visits that wait, by priority and then by how long, in `state.line`."""
    line = state.line
    size = 0
    for place in range(state.clock[0].lines):
        kind = state.types[state.lines[place]]
        slot = kind.first
        while slot != NOBODY and kind.is_written == 0:
            at = size
            while at > 0 and _is_before(state, slot, line[at - 1]):
                line[at] = line[at - 1]
                at -= 1
            line[at] = slot
            size += 1
            slot = state.contacts[slot].next
    return size


@compiled
def _free(state: State, guides: NDArray[np.int64]) -> None:
    """Free guides, the least needed by others first. Pools stand in that order already."""
    size = 0
    start = 0
    for pool in range(len(state.pools)):
        if pool > 0 and state.pools[pool].rank != state.pools[pool - 1].rank:
            start = size
        guide = state.pools[pool].first
        while guide != NOBODY:
            at = size
            while at > start and _is_longer_free(state, guide, guides[at - 1]):
                guides[at] = guides[at - 1]
                at -= 1
            guides[at] = guide
            size += 1
            guide = state.guides[guide].next
