"""The loop: what comes next, until the time is over."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hundra.engines.queueing.simulation.kernel import events as e
from hundra.engines.queueing.simulation.kernel import records as r
from hundra.engines.queueing.simulation.kernel.compiling import compiled, entry, inlined
from hundra.engines.queueing.simulation.kernel.counting import count, note, spread
from hundra.engines.queueing.simulation.kernel.heap import index_of, kind_of, pop, token_of
from hundra.engines.queueing.simulation.kernel.records import NOBODY, Array, State


@entry
def play(
    state: State,
    schedule: Array,
    rates: NDArray[np.float64],
    shares: NDArray[np.float64],
    callers: np.random.Generator,
    other: np.random.Generator,
) -> bool:
    """Plays the centre to its horizon, and counts into `state`.

    True: somebody has gone home and others may be asked instead; call `serve_all` and play on.
    `rates`: contacts a second in each interval; `shares`: interval × type, cumulated. `callers`
    draws who comes when, with what patience and how long it takes; `other` all that depends on
    how it goes, so that the same people call whatever the roster.
    """
    clock = state.clock[0]
    if clock.events == 0:
        clock.arrival = _next_arrival(0.0, rates, clock.interval, callers)
    clock.must_ask = 0
    e.give_chosen(state, clock.now)
    while clock.is_full == 0 and clock.must_ask == 0:
        turn = np.inf
        if clock.scheduled < len(schedule):
            turn = schedule[clock.scheduled].time
        soonest = np.inf
        if clock.in_heap > 0:
            soonest = state.heap[0].time
        now = min(clock.arrival, soonest, turn)
        if now >= clock.horizon:
            _close(state)
            return False
        clock.now = now
        clock.events += 1
        if turn == now:
            clock.scheduled += 1
            _follow(state, schedule[clock.scheduled - 1], now)
        elif soonest == now:
            _happen(state, pop(state), now, callers, other)
        else:
            interval = min(int(now / clock.interval), len(shares) - 1)
            index = _drawn_type(shares[interval], callers)
            e.come(state, index, now, False, callers, other)
            clock.arrival = _next_arrival(now, rates, clock.interval, callers)
    return clock.is_full == 0


@inlined
def _next_arrival(
    now: float, rates: NDArray[np.float64], length: float, callers: np.random.Generator
) -> float:
    """A Poisson process has no memory: where the rate changes, it is drawn anew."""
    interval = int(now / length)
    while interval < len(rates):
        end = (interval + 1) * length
        if rates[interval] > 0:
            now += callers.standard_exponential() / rates[interval]
            if now < end:
                return now
        now = end
        interval += 1
    return np.inf


@inlined
def _drawn_type(shares: NDArray[np.float64], callers: np.random.Generator) -> int:
    """By halving: the first type whose cumulated share is above the number drawn."""
    wanted = callers.random() * shares[-1]
    low = 0
    high = len(shares) - 1
    while low < high:
        middle = (low + high) >> 1
        if shares[middle] > wanted:
            high = middle
        else:
            low = middle + 1
    return low


@compiled
def _follow(state: State, one: Any, now: float) -> None:
    if one.what == r.START:
        e.start(state, one.guide, now)
    elif one.what == r.END:
        e.end(state, one.guide, now)
    else:
        e.pause(state, one.guide, one.seconds, now)


@inlined
def _happen(
    state: State,
    what: int,
    now: float,
    callers: np.random.Generator,
    other: np.random.Generator,
) -> None:
    kind = kind_of(what)
    index = index_of(what)
    token = token_of(what)
    if kind == r.RETRY:
        e.come(state, index, now, True, other, other)
    elif kind in (r.DONE, r.BACK, r.WRITE):
        if state.guides[index].token == token:
            _guide_can(state, kind, index, now)
    elif state.contacts[index].serial == token:
        _contact_does(state, kind, index, now, other)


@inlined
def _guide_can(state: State, kind: int, index: int, now: float) -> None:
    if kind == r.DONE:
        e.set_free(state, index, now)
    elif kind == r.BACK:
        e.come_back(state, index, now)
    else:
        e.write(state, index, now)


@inlined
def _contact_does(
    state: State, kind: int, slot: int, now: float, other: np.random.Generator
) -> None:
    if kind == r.DUE:
        e.come_due(state, slot, now)
    elif state.contacts[slot].is_waiting == 0:
        return
    elif kind == r.GIVE_UP:
        e.give_up(state, slot, now, other)
    elif kind == r.WIDEN:
        e.widen(state, slot, now)
    else:
        e.promise(state, slot, now, other)


@compiled
def _close(state: State) -> None:
    """At the end: who still waits, and the time of those who are there."""
    clock = state.clock[0]
    for place in range(clock.lines):
        slot = state.types[state.lines[place]].first
        while slot != NOBODY:
            if state.contacts[slot].is_callback == 0:
                count(state, slot, r.WAITING, 1)
            note(state, slot, r.LEFT, NOBODY, clock.horizon, clock.horizon)
            slot = state.contacts[slot].next
    for index in range(len(state.guides)):
        guide = state.guides[index]
        if guide.does in (r.FREE, r.BUSY):
            spread(state, guide.present_since, clock.horizon, r.PRESENT)
