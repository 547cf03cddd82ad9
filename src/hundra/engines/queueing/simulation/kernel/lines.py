"""Who waits, in a line per type; who is free, in a line per pool; and the contacts' slots."""

from __future__ import annotations

from hundra.engines.queueing.simulation.kernel.compiling import inlined
from hundra.engines.queueing.simulation.kernel.records import NOBODY, State


@inlined
def take_slot(state: State) -> int:
    """A contact's slot, or NOBODY (and `is_full`) when there is none left."""
    clock = state.clock[0]
    slot = clock.free_slot
    if slot == NOBODY:
        clock.is_full = 1
        return NOBODY
    clock.free_slot = state.contacts[slot].next
    return slot


@inlined
def give_slot_back(state: State, slot: int) -> None:
    contact = state.contacts[slot]
    contact.serial = (contact.serial + 1) & 0x3FFFFFFF
    contact.next = state.clock[0].free_slot
    state.clock[0].free_slot = slot


@inlined
def join_line(state: State, slot: int) -> None:
    """Takes its place by `since`: nearly always the last."""
    contact = state.contacts[slot]
    kind = state.types[contact.type]
    if kind.first == NOBODY:
        _open_line(state, contact.type)
    before = kind.last
    while before != NOBODY and state.contacts[before].since > contact.since:
        before = state.contacts[before].before
    after = kind.first if before == NOBODY else state.contacts[before].next
    contact.before = before
    contact.next = after
    if before == NOBODY:
        kind.first = slot
    else:
        state.contacts[before].next = slot
    if after == NOBODY:
        kind.last = slot
    else:
        state.contacts[after].before = slot
    contact.is_waiting = 1


@inlined
def leave_line(state: State, slot: int) -> None:
    contact = state.contacts[slot]
    kind = state.types[contact.type]
    if contact.before == NOBODY:
        kind.first = contact.next
    else:
        state.contacts[contact.before].next = contact.next
    if contact.next == NOBODY:
        kind.last = contact.before
    else:
        state.contacts[contact.next].before = contact.before
    contact.is_waiting = 0
    if kind.first == NOBODY:
        _close_line(state, contact.type)


@inlined
def _open_line(state: State, index: int) -> None:
    clock = state.clock[0]
    state.lines[clock.lines] = index
    state.types[index].place = clock.lines
    clock.lines += 1


@inlined
def _close_line(state: State, index: int) -> None:
    clock = state.clock[0]
    clock.lines -= 1
    last = state.lines[clock.lines]
    place = state.types[index].place
    state.lines[place] = last
    state.types[last].place = place
    state.types[index].place = NOBODY


@inlined
def join_pool(state: State, index: int) -> None:
    """The last in the line of the free: free since now."""
    guide = state.guides[index]
    pool = state.pools[guide.pool]
    guide.before = pool.last
    guide.next = NOBODY
    if pool.last == NOBODY:
        pool.first = index
    else:
        state.guides[pool.last].next = index
    pool.last = index
    state.clock[0].free_guides += 1


@inlined
def leave_pool(state: State, index: int) -> None:
    guide = state.guides[index]
    pool = state.pools[guide.pool]
    if guide.before == NOBODY:
        pool.first = guide.next
    else:
        state.guides[guide.before].next = guide.next
    if guide.next == NOBODY:
        pool.last = guide.before
    else:
        state.guides[guide.next].before = guide.before
    state.clock[0].free_guides -= 1
