"""Plays of a centre, many at once: each by a seed of its own, so that cores make no difference."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hundra.engines.queueing.simulation.kernel import records as r
from hundra.engines.queueing.simulation.layout import Layout

DAY_SECONDS = 86_400
ROOM = 1024
"""Contacts that can wait at once, at first; a play that needs more is played again with more."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in each play. Axes: play × …, as in `kernel.records.State`."""

    by_group: NDArray[np.float32]
    by_type: NDArray[np.float32]
    seconds: NDArray[np.float32]
    waits: NDArray[np.float32]
    events: NDArray[np.int64]


def play_all(layout: Layout, *, replications: int, seed: int, cores: int | None) -> Counted:
    """Plays the centre as many times; the result is the same whatever the number of cores."""
    counted = _nothing_yet(layout, replications)
    workers = min(cores or len(os.sched_getaffinity(0)), replications)

    def play_some(first: int) -> None:
        for number in range(first, replications, workers):
            state = play_once(layout, seed=seed, number=number)
            counted.by_group[number] = state.by_group
            counted.by_type[number] = state.by_type
            counted.seconds[number] = state.seconds
            counted.waits[number] = state.waits
            counted.events[number] = state.clock[0]["events"]

    if workers == 1:
        play_some(0)
        return counted
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(play_some, range(workers)))
    return counted


def play_once(layout: Layout, *, seed: int, number: int = 0, logs: bool = False) -> r.State:
    """The play with that number, to its end; with `logs` each contact stands in `state.log`."""
    from hundra.engines.queueing.simulation.kernel.play import play
    from hundra.engines.queueing.simulation.kernel.routing import serve_all

    room = ROOM
    logged = int(3 * layout.arrivals_per_interval.sum()) + 1000 if logs else 0
    while True:
        days, callers, other = _generators(seed, number)
        state = layout.state(room=room, logged=logged)
        rates = _rates(layout, days)
        while play(state, layout.schedule, rates, layout.shares, callers, other):
            serve_all(state)
        if not state.clock[0]["is_full"]:
            return state
        room, logged = 4 * room, 4 * logged


def _generators(seed: int, number: int) -> Sequence[np.random.Generator]:
    """Three streams: how busy the days are, who comes, and all that depends on how it goes."""
    return [
        np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(number, one))))
        for one in range(3)
    ]


def _rates(layout: Layout, rng: np.random.Generator) -> NDArray[np.float64]:
    """Contacts a second in each interval, on days that are busier or calmer than expected."""
    centre = layout.centre
    rates = layout.arrivals_per_interval / centre.interval_seconds
    if centre.day_variation == 0:
        return rates
    shape = centre.day_variation**-2
    starts = np.arange(centre.intervals) * centre.interval_seconds
    days = (starts // DAY_SECONDS).astype(int)
    return np.asarray(rates * rng.gamma(shape, 1 / shape, days[-1] + 1)[days])


def _nothing_yet(layout: Layout, replications: int) -> Counted:
    centre = layout.centre
    groups, columns = len(centre.groups) + 1, r.COLUMNS
    return Counted(
        by_group=np.zeros((replications, centre.intervals, groups, columns), np.float32),
        by_type=np.zeros((replications, len(centre.types), columns), np.float32),
        seconds=np.zeros((replications, centre.intervals, r.SECOND_COLUMNS), np.float32),
        waits=np.zeros((replications, r.LONGEST_WAIT + 1), np.float32),
        events=np.zeros(replications, np.int64),
    )
