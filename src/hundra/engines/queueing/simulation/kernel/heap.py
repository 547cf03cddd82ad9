"""What is going to happen, soonest first: a binary heap of times and packed events.

Events are never taken out of the middle. Each carries a token of whom it is about, and is
passed over when that has changed.
"""

from __future__ import annotations

from hundra.engines.queueing.simulation.kernel.compiling import inlined
from hundra.engines.queueing.simulation.kernel.records import State

_KIND_BITS = 3
_INDEX_BITS = 28
_KINDS = (1 << _KIND_BITS) - 1
_INDICES = (1 << _INDEX_BITS) - 1


@inlined
def packed(kind: int, index: int, token: int) -> int:
    return kind | (index << _KIND_BITS) | (token << (_KIND_BITS + _INDEX_BITS))


@inlined
def kind_of(what: int) -> int:
    return what & _KINDS


@inlined
def index_of(what: int) -> int:
    return (what >> _KIND_BITS) & _INDICES


@inlined
def token_of(what: int) -> int:
    return what >> (_KIND_BITS + _INDEX_BITS)


@inlined
def push(state: State, time: float, what: int) -> None:
    """Adds an event; after the end of what is played it is forgotten. Sets `is_full`."""
    clock = state.clock[0]
    heap = state.heap
    place = clock.in_heap
    if time >= clock.horizon:
        return
    if place >= len(heap):
        clock.is_full = 1
        return
    clock.in_heap = place + 1
    while place > 0:
        above = (place - 1) >> 1
        if heap[above].time <= time:
            break
        heap[place].time = heap[above].time
        heap[place].what = heap[above].what
        place = above
    heap[place].time = time
    heap[place].what = what


@inlined
def pop(state: State) -> int:
    """Takes the soonest event out; its time is read from the heap before."""
    clock = state.clock[0]
    heap = state.heap
    soonest = heap[0].what
    size = clock.in_heap - 1
    clock.in_heap = size
    time = heap[size].time
    what = heap[size].what
    place = 0
    below = 1
    while below < size:
        if below + 1 < size and heap[below + 1].time < heap[below].time:
            below += 1
        if heap[below].time >= time:
            break
        heap[place].time = heap[below].time
        heap[place].what = heap[below].what
        place = below
        below = 2 * place + 1
    heap[place].time = time
    heap[place].what = what
    return soonest
