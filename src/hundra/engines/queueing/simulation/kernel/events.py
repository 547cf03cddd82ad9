"""What happens: someone comes, is answered, gives up, is called back; guides come and go."""

from __future__ import annotations

import math

import numpy as np

from hundra.engines.queueing.rule import GOOD, SIMPLE
from hundra.engines.queueing.simulation.distributions import EMPIRICAL, EXPONENTIAL, LOG_NORMAL
from hundra.engines.queueing.simulation.kernel import records as r
from hundra.engines.queueing.simulation.kernel.compiling import compiled, inlined
from hundra.engines.queueing.simulation.kernel.counting import count, count_wait, note, spread
from hundra.engines.queueing.simulation.kernel.heap import packed, push
from hundra.engines.queueing.simulation.kernel.lines import (
    give_slot_back,
    join_line,
    join_pool,
    leave_line,
    leave_pool,
    take_slot,
)
from hundra.engines.queueing.simulation.kernel.records import NOBODY, State
from hundra.engines.queueing.simulation.kernel.routing import find_contact, find_guide


@inlined
def draw(state: State, index: int, rng: np.random.Generator) -> float:
    """A time from the distribution; without one, for ever."""
    if index == NOBODY:
        return np.inf
    one = state.distributions[index]
    if one.shape == EXPONENTIAL:
        return rng.standard_exponential() * one.a
    if one.shape == LOG_NORMAL:
        return math.exp(one.a + one.b * rng.standard_normal())
    if one.shape == EMPIRICAL:
        return state.samples[one.first + int(rng.random() * one.count)]
    return one.a


# --- Contacts ---


@inlined
def come(
    state: State,
    index: int,
    now: float,
    is_again: bool,
    callers: np.random.Generator,
    other: np.random.Generator,
) -> None:
    """A contact of the type comes, is answered at once or waits."""
    slot = take_slot(state)
    if slot == NOBODY:
        return
    kind = state.types[index]
    contact = state.contacts[slot]
    contact.type = index
    contact.arrived = now
    contact.since = now
    contact.interval = min(int(now / state.clock[0].interval), len(state.by_group) - 1)
    contact.is_callback = 0
    contact.patience = draw(state, kind.patience, callers)
    contact.handling = draw(state, kind.handling, callers)
    count(state, slot, r.OFFERED, 1)
    if is_again:
        count(state, slot, r.RETRIED, 1)
    guide = find_guide(state, slot, now)
    if guide != NOBODY:
        assign(state, slot, guide, now)
        return
    join_line(state, slot)
    _watch_patience(state, slot, now, other)
    watch_widening(state, slot, now)


@inlined
def _watch_patience(state: State, slot: int, now: float, other: np.random.Generator) -> None:
    """They give up, or say yes to being called back before that."""
    contact = state.contacts[slot]
    kind = state.types[contact.type]
    wants = kind.callback_share > 0 and other.random() < kind.callback_share
    if wants and kind.offered_after < contact.patience:
        push(state, now + kind.offered_after, packed(r.OFFER, slot, contact.serial))
    elif contact.patience < np.inf:
        push(state, now + contact.patience, packed(r.GIVE_UP, slot, contact.serial))


@inlined
def watch_widening(state: State, slot: int, now: float) -> None:
    """The next moment when more guides may be asked."""
    clock = state.clock[0]
    contact = state.contacts[slot]
    kind = state.types[contact.type]
    waited = now - contact.since
    after = np.inf
    if kind.reason_matters == 1 and waited < clock.widen_reason:
        after = clock.widen_reason
    if kind.level_matters == 1 and waited < clock.widen_level < after:
        after = clock.widen_level
    if kind.simple == 0 and waited < clock.interpreter < after:
        after = clock.interpreter
    if after < np.inf:
        time = contact.since + after
        while time - contact.since < after:
            time = np.nextafter(time, np.inf)
        push(state, time, packed(r.WIDEN, slot, contact.serial))


@compiled
def widen(state: State, slot: int, now: float) -> None:
    guide = find_guide(state, slot, now)
    if guide != NOBODY:
        assign(state, slot, guide, now)
    else:
        watch_widening(state, slot, now)


@inlined
def give_up(state: State, slot: int, now: float, other: np.random.Generator) -> None:
    contact = state.contacts[slot]
    kind = state.types[contact.type]
    waited = now - contact.since
    leave_line(state, slot)
    count(state, slot, r.GAVE_UP, 1)
    count(state, slot, r.GAVE_UP_WAITED, waited)
    if waited < state.clock[0].short:
        count(state, slot, r.GAVE_UP_SOON, 1)
    note(state, slot, r.ABANDONED, NOBODY, now, now)
    if kind.retry_share > 0 and other.random() < kind.retry_share:
        after = draw(state, kind.retry_after, other)
        push(state, now + after, packed(r.RETRY, contact.type, 0))
    give_slot_back(state, slot)


@compiled
def promise(state: State, slot: int, now: float, other: np.random.Generator) -> None:
    """They hang up, to be called when their turn comes or at the time booked."""
    contact = state.contacts[slot]
    kind = state.types[contact.type]
    contact.is_callback = 1
    count(state, slot, r.PROMISED, 1)
    if kind.booked_after != NOBODY:
        leave_line(state, slot)
        contact.since = now + draw(state, kind.booked_after, other)
        if contact.since < state.clock[0].horizon:
            push(state, contact.since, packed(r.DUE, slot, contact.serial))


@compiled
def come_due(state: State, slot: int, now: float) -> None:
    guide = find_guide(state, slot, now)
    if guide != NOBODY:
        assign(state, slot, guide, now)
    else:
        join_line(state, slot)
        watch_widening(state, slot, now)


@inlined
def assign(state: State, slot: int, index: int, now: float) -> None:
    """The guide has the contact from now until it is handled."""
    contact = state.contacts[slot]
    guide = state.guides[index]
    if contact.is_waiting == 1:
        leave_line(state, slot)
    if guide.does == r.FREE:
        leave_pool(state, index)
    guide.does = r.BUSY
    guide.token = (guide.token + 1) & 0x3FFFFFFF
    until = now + contact.handling
    _count_answer(state, slot, index, now)
    written = state.types[contact.type].is_written == 1
    spread(state, now, until, r.WRITING if written else r.TALKING)
    push(state, until, packed(r.DONE, index, guide.token))
    note(state, slot, r.CALLED_BACK if contact.is_callback == 1 else r.ANSWERED, index, now, until)
    give_slot_back(state, slot)


@inlined
def _count_answer(state: State, slot: int, index: int, now: float) -> None:
    contact = state.contacts[slot]
    if state.fit[state.guides[index].pool, contact.type].level < SIMPLE:
        count(state, slot, r.INTERPRETED, 1)
    if contact.is_callback == 1:
        count(state, slot, r.CALLED, 1)
        return
    waited = now - contact.since
    count(state, slot, r.TALKED, 1)
    count(state, slot, r.WAITED, waited)
    if waited <= state.clock[0].in_time:
        count(state, slot, r.IN_TIME, 1)
    count_wait(state, slot, waited)


# --- Guides ---


@inlined
def set_free(state: State, index: int, now: float) -> None:
    """The guide has nobody: home, to the break that was due, to the next in line, or free."""
    guide = state.guides[index]
    guide.token = (guide.token + 1) & 0x3FFFFFFF
    if guide.must_leave == 1:
        go_home(state, index, now)
        return
    if guide.must_pause > 0:
        _take_break(state, index, guide.must_pause, now)
        return
    slot = find_contact(state, index, now, 0)
    if slot != NOBODY:
        assign(state, slot, index, now)
        return
    guide.does = r.FREE
    guide.free_since = now
    join_pool(state, index)
    if state.clock[0].writes == 1:
        push(state, now + state.clock[0].written_after, packed(r.WRITE, index, guide.token))


@compiled
def write(state: State, index: int, now: float) -> None:
    """The guide has been free for long enough to take what is written."""
    slot = find_contact(state, index, now, 1)
    if slot != NOBODY:
        assign(state, slot, index, now)


@compiled
def start(state: State, index: int, now: float) -> None:
    """The shift starts; who still has someone from the one before just stays."""
    guide = state.guides[index]
    guide.must_leave = 0
    guide.must_pause = 0
    if guide.does == r.AWAY:
        guide.present_since = now
        be_present(state, guide.pool, 1)
        set_free(state, index, now)


@compiled
def pause(state: State, index: int, length: float, now: float) -> None:
    """A break: at once, or when what goes on is over."""
    guide = state.guides[index]
    if guide.does == r.FREE:
        leave_pool(state, index)
        _take_break(state, index, length, now)
    elif guide.does != r.AWAY:
        guide.must_pause += length


@compiled
def _take_break(state: State, index: int, length: float, now: float) -> None:
    guide = state.guides[index]
    guide.does = r.ON_BREAK
    guide.must_pause = 0
    guide.token = (guide.token + 1) & 0x3FFFFFFF
    spread(state, guide.present_since, now, r.PRESENT)
    push(state, now + length, packed(r.BACK, index, guide.token))


@compiled
def come_back(state: State, index: int, now: float) -> None:
    state.guides[index].present_since = now
    set_free(state, index, now)


@compiled
def end(state: State, index: int, now: float) -> None:
    """The shift is over: home, or after the contact."""
    guide = state.guides[index]
    if guide.does == r.BUSY:
        guide.must_leave = 1
    elif guide.does != r.AWAY:
        go_home(state, index, now)


@compiled
def go_home(state: State, index: int, now: float) -> None:
    guide = state.guides[index]
    if guide.does == r.FREE:
        leave_pool(state, index)
    if guide.does != r.ON_BREAK:
        spread(state, guide.present_since, now, r.PRESENT)
    guide.does = r.AWAY
    guide.token = (guide.token + 1) & 0x3FFFFFFF
    guide.must_leave = 0
    guide.must_pause = 0
    if be_present(state, guide.pool, -1) and state.clock[0].lines > 0:
        state.clock[0].must_ask = 1


@compiled
def be_present(state: State, index: int, change: int) -> bool:
    """Counts who is there; does it change what someone waits for?"""
    pool = state.pools[index]
    before = pool.present
    pool.present = before + change
    if before > 0 and pool.present > 0:
        return False
    for type_index in range(len(state.types)):
        fit = state.fit[index, type_index]
        kind = state.types[type_index]
        if fit.takes == 0:
            continue
        kind.know += change * fit.knows
        if fit.level >= SIMPLE:
            kind.simple += change
            kind.know_simple += change * fit.knows
        if fit.level >= GOOD:
            kind.good += change
            kind.know_good += change * fit.knows
    return True


@compiled
def give_chosen(state: State, now: float) -> None:
    """Those whom `serve_all` has placed get their guides; the others wait on."""
    clock = state.clock[0]
    for place in range(clock.asked):
        if state.chosen[place] != NOBODY:
            assign(state, state.line[place], state.chosen[place], now)
        else:
            watch_widening(state, state.line[place], now)
    clock.asked = 0
