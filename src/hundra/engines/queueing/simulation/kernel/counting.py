"""What is counted as it happens. A contact belongs to the interval in which it came."""

from __future__ import annotations

import math

from hundra.engines.queueing.simulation.kernel.compiling import inlined
from hundra.engines.queueing.simulation.kernel.records import (
    LONGEST_WAIT,
    NOBODY,
    State,
)


@inlined
def count(state: State, slot: int, column: int, much: float) -> None:
    contact = state.contacts[slot]
    group = state.types[contact.type].group
    state.by_group[contact.interval, group, column] += much
    state.by_type[contact.type, column] += much


@inlined
def count_wait(state: State, slot: int, waited: float) -> None:
    """Whole seconds, a second begun counts: 119.2 s is 120 s, as in the desk's own figures."""
    if state.types[state.contacts[slot].type].is_written == 0:
        state.waits[min(math.ceil(waited), LONGEST_WAIT)] += 1


@inlined
def spread(state: State, start: float, end: float, column: int) -> None:
    """Divides a guide's time among the intervals that it lies in."""
    length = state.clock[0].interval
    interval = int(start / length)
    while start < end and interval < len(state.seconds):
        stop = min(end, (interval + 1) * length)
        if stop > start:
            state.seconds[interval, column] += stop - start
            start = stop
        interval += 1


@inlined
def note(state: State, slot: int, outcome: int, guide: int, at: float, until: float) -> None:
    """Writes the contact in the log, where one is kept."""
    clock = state.clock[0]
    if len(state.log) == 0:
        return
    if clock.logged >= len(state.log):
        clock.is_full = 1
        return
    contact = state.contacts[slot]
    line = state.log[clock.logged]
    clock.logged += 1
    line.type = contact.type
    line.guide = guide
    line.outcome = outcome
    line.level = NOBODY
    if guide != NOBODY:
        line.level = state.fit[state.guides[guide].pool, contact.type].level
    line.arrived = contact.arrived
    line.since = contact.since
    line.at = at
    line.until = until
