"""The cheapest lawful days of one person at given prices, by dynamic programming.

A person's days are a path through states: days off in a row so far, or the kind of the last shift
and the days worked in a row; beside it the minutes and weekends used. What a state does not know
(sums, choices, `most`) is left out, so that the cheapest path is never dearer than the person's
cheapest lawful days: a relaxation, from which bounds come.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.grid import OFF, Grid, Worker

MOST_NODES = 2_000_000
NEVER = 1e15
SATURDAY, SUNDAY = 1, 2

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Network:
    """A person's states. `move[state, choice]` is the next state or −1; choice 0 is off, k + 1
    is kind k. `steps` are a kind's minutes in units of the levels; `weekend[day]` is 1 for a
    Saturday, 2 for a Sunday that count, else 0. `seen[day, state]`: a path can be there."""

    move: Ints
    is_first: Flags
    start: int
    steps: Ints
    levels: int
    lowest: int
    weekends: int
    weekend: Ints
    seen: Flags
    kind_of: Ints
    dear: Flags


def network_of(grid: Grid, person: int, most_nodes: int = MOST_NODES) -> Network:
    """The states of the person's rules; minutes, then weekends, only while they are not too many.

    Minutes that are left out are a row of `columns` instead.
    """
    worker = grid.workers[person]
    move, is_first, start = _states(grid, worker)
    steps, levels, lowest = _levels(grid, worker)
    weekends, weekend = _weekends(grid, worker)
    if len(move) * levels * (weekends + 1) * grid.days > most_nodes:
        steps, levels, lowest = np.zeros_like(steps), 1, 0
    if len(move) * (weekends + 1) * grid.days > most_nodes:
        weekends, weekend = 0, np.zeros(grid.days, np.int64)
    return Network(
        move,
        is_first,
        start,
        steps,
        levels,
        lowest,
        weekends,
        weekend,
        _seen(move, start, grid.days),
        grid.kind_of.astype(np.int64),
        ~grid.allowed[person],
    )


def _levels(grid: Grid, worker: Worker) -> tuple[Ints, int, int]:
    unit = math.gcd(*(int(one) for one in grid.minutes)) or 1
    most = min(worker.minutes_high, int(grid.minutes.max(initial=0)) * grid.days)
    for one in worker.sums:
        if one.high is not None and one.over is None and (one.weight == grid.duty_minutes).all():
            most = min(most, one.high)
    levels = most // unit + 1
    return grid.minutes // unit, levels, min(math.ceil(worker.minutes_low / unit), levels)


def _weekends(grid: Grid, worker: Worker) -> tuple[int, Ints]:
    """The limit, where there is just one that covers them all."""
    weekend = np.zeros(grid.days, np.int64)
    if len(worker.weekends) != 1:
        return 0, weekend
    (limit,) = worker.weekends
    for saturday in limit.saturdays:
        if saturday >= 0:
            weekend[saturday] = SATURDAY
        if saturday + 1 < grid.days:
            weekend[saturday + 1] = SUNDAY
    return limit.at_most, weekend


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How states are numbered: first the days off in a row (the last: as many as are needed, or
    more), then for each kind, and for one that is unknown, the runs of days at work: those that
    began in sight (old 0) and those that may have begun before it, and so are long enough (1)."""

    kinds: int
    rest: int
    longest: int

    @property
    def total(self) -> int:
        return self.rest + (self.kinds + 1) * 2 * self.longest

    def at_work(self, kind: int, run: int, old: int) -> int:
        return self.rest + (kind * 2 + old) * self.longest + run - 1


def _states(grid: Grid, worker: Worker) -> tuple[Ints, Flags, int]:
    kinds = len(grid.minutes)
    number = _Numbers(kinds, worker.min_off, min(worker.max_run, grid.days))
    move = np.full((number.total + 1, kinds + 1), OFF, np.int64)
    is_first = np.zeros(number.total + 1, np.bool_)
    for run in range(number.rest):
        move[run, 0] = min(run + 1, number.rest - 1)
    for kind in range(kinds):
        move[number.rest - 1, kind + 1] = number.at_work(kind, 1, 0)
    for kind in range(kinds + 1):
        for old in (0, 1):
            is_first[number.at_work(kind, 1, old)] = True
            for run in range(1, number.longest + 1):
                _work_moves(grid, worker, number, move, (kind, run, old))
    return move, is_first, _start(worker, number, move)


def _work_moves(
    grid: Grid, worker: Worker, number: _Numbers, move: Ints, work: tuple[int, int, int]
) -> None:
    kind, run, old = work
    state = number.at_work(kind, run, old)
    if old or run >= worker.min_run:
        move[state, 0] = 0 if number.rest > 1 else number.rest - 1
    if run == number.longest:
        return
    for other in range(number.kinds):
        if kind == number.kinds or grid.may_follow[kind, other]:
            move[state, other + 1] = number.at_work(other, run + 1, old)


def _start(worker: Worker, number: _Numbers, move: Ints) -> int:
    """Where the person comes from: what is known, else as if any run needed were there."""
    before = worker.before
    if not before:
        move[-1] = move[number.rest - 1]
        move[-1, 1:] = [number.at_work(kind, 1, 1) for kind in range(number.kinds)]
        return number.total
    run = 1
    while run < len(before) and before[-run - 1] == before[-1]:
        run += 1
    whole = run == len(before)
    if not before[-1]:
        return number.rest - 1 if whole else min(run, number.rest) - 1
    return number.at_work(number.kinds, min(run, number.longest), int(whole))


def _seen(move: Ints, start: int, days: int) -> Flags:
    """Which states [days + 1, states] a path from the start can be in."""
    seen = np.zeros((days + 1, len(move)), np.bool_)
    seen[0, start] = True
    for day in range(days):
        to = move[seen[day]]
        seen[day + 1, to[to >= 0]] = True
    return seen


def kind_prices(network: Network, prices: Floats) -> tuple[Floats, Ints]:
    """From prices [days, duties]: the cheapest allowed duty of each kind, and its price."""
    days, kinds = len(prices), len(network.steps)
    allowed = np.where(network.dear, NEVER, prices)
    best, duty = np.full((days, kinds), NEVER), np.full((days, kinds), OFF, np.int64)
    for kind in range(kinds):
        mine = np.flatnonzero(network.kind_of == kind)
        if len(mine):
            least = allowed[:, mine].argmin(axis=1)
            best[:, kind] = allowed[np.arange(days), mine[least]]
            duty[:, kind] = mine[least]
    return best, duty


def cheapest(network: Network, prices: Floats) -> tuple[float, NDArray[np.int16]]:
    """The least price of the person's days and those days (duties or OFF).

    `prices` are [days, duties]. NEVER or more: there are none.
    """
    best, duty = kind_prices(network, prices)
    ahead = _ahead(*_arrays(network), best)
    value = float(ahead[0, 0, 0, network.start])
    choices = _path(*_arrays(network), best, ahead, network.start)
    row = np.full(len(prices), OFF, np.int16)
    for day, choice in enumerate(choices):
        if choice > 0:
            row[day] = duty[day, choice - 1]
    return value, row


def prepare(grid: Grid) -> None:
    """Has the first use behind it, which compiles for some seconds where nothing is cached."""
    if grid.workers:
        marginals(network_of(grid, 0), np.zeros((grid.days, len(grid.kind_of))))
        cheapest(network_of(grid, 0), np.zeros((grid.days, len(grid.kind_of))))


def marginals(network: Network, prices: Floats) -> tuple[float, Floats, Floats]:
    """The least price; the least with each duty [days, duties]; the least with each day off."""
    best, _ = kind_prices(network, prices)
    ahead = _ahead(*_arrays(network), best)
    by_choice = _through(*_arrays(network), best, ahead, network.start)
    least = by_choice[:, 1:][:, network.kind_of]
    extra = np.where(network.dear, NEVER, prices) - best[:, network.kind_of]
    return float(ahead[0, 0, 0, network.start]), least + extra, by_choice[:, 0]


Limits = tuple[int, int, int]
"""How many levels there are, the lowest that is enough, and how many weekends."""


def _arrays(
    network: Network,
) -> tuple[Ints, Flags, Ints, Limits, Ints, Flags]:
    return (
        network.move,
        network.is_first,
        network.steps,
        (network.levels, network.lowest, network.weekends),
        network.weekend,
        network.seen,
    )


@numba.njit(nogil=True, cache=True)
def _spent(weekend: int, first: bool, day: int, used: int) -> int:
    """Weekends used after a working day; its Sunday counts if its Saturday was off."""
    if weekend == SATURDAY or (weekend == SUNDAY and (first or day == 0)):
        return used + 1
    return used


@numba.njit(nogil=True, cache=True)
def _ahead(
    move: Ints,
    is_first: Flags,
    steps: Ints,
    limits: Limits,
    weekend: Ints,
    seen: Flags,
    prices: Floats,
) -> Floats:
    """The least price of the days from `day` on, by weekends and minutes used and state.

    Only where a path from the start can be and can still work enough; NEVER elsewhere.
    """
    days = len(prices)
    levels, lowest, weekends = limits
    longest = steps.max()
    ahead = np.full((days + 1, weekends + 1, levels, len(move)), NEVER)
    ahead[days, :, lowest:, :] = 0.0
    for day in range(days - 1, -1, -1):
        least = max(0, lowest - (days - day) * longest)
        most = min(levels - 1, day * longest)
        states, price, then = np.flatnonzero(seen[day]), prices[day], ahead[day + 1]
        kind_of_day = weekend[day]
        for used in range(weekends + 1):
            for level in range(least, most + 1):
                for state in states:
                    at = (kind_of_day, day, used, level, state)
                    ahead[day, used, level, state] = _best(move, is_first, steps, price, at, then)
    return ahead


@numba.njit(nogil=True, cache=True)
def _best(
    move: Ints,
    is_first: Flags,
    steps: Ints,
    prices: Floats,
    at: tuple[int, int, int, int, np.int64],
    ahead: Floats,
) -> float:
    """The least price from a state on: `at` is whether it is a weekend, the day, what has been
    used of weekends and levels, and the state; `ahead` tells of the next day."""
    weekend, day, used, level, state = at
    weekends, levels = len(ahead) - 1, ahead.shape[1]
    best = NEVER
    if move[state, 0] >= 0:
        best = ahead[used, level, move[state, 0]]
    for kind in range(len(prices)):
        after, then = move[state, kind + 1], level + steps[kind]
        if after < 0 or prices[kind] >= NEVER or then >= levels:
            continue
        spent = _spent(weekend, is_first[after], day, used)
        if spent <= weekends:
            best = min(best, prices[kind] + ahead[spent, then, after])
    return best


@numba.njit(nogil=True, cache=True)
def _path(
    move: Ints,
    is_first: Flags,
    steps: Ints,
    limits: Limits,
    weekend: Ints,
    seen: Flags,
    prices: Floats,
    ahead: Floats,
    start: int,
) -> Ints:
    """The choices of a cheapest path."""
    days, kinds = prices.shape
    levels, _, weekends = limits
    choices = np.zeros(days, np.int64)
    state, used, level = start, 0, 0
    for day in range(days):
        best, choice, to, spent_then, reached_then = NEVER, 0, 0, used, level
        if move[state, 0] >= 0:
            best, to = ahead[day + 1, used, level, move[state, 0]], move[state, 0]
        for kind in range(kinds):
            after, reached = move[state, kind + 1], level + steps[kind]
            if after < 0 or prices[day, kind] >= NEVER or reached >= levels:
                continue
            spent = _spent(weekend[day], is_first[after], day, used)
            if spent <= weekends:
                value = prices[day, kind] + ahead[day + 1, spent, reached, after]
                if value < best:
                    best, choice, to = value, kind + 1, after
                    spent_then, reached_then = spent, reached
        choices[day] = choice
        state, used, level = to, spent_then, reached_then
    return choices


@numba.njit(nogil=True, cache=True)
def _through(
    move: Ints,
    is_first: Flags,
    steps: Ints,
    limits: Limits,
    weekend: Ints,
    seen: Flags,
    prices: Floats,
    ahead: Floats,
    start: int,
) -> Floats:
    """The least price of a whole path with each choice on each day."""
    days, kinds = prices.shape
    levels, _, weekends = limits
    least = np.full((days, kinds + 1), NEVER)
    behind = np.full((weekends + 1, levels, len(move)), NEVER)
    behind[0, 0, start] = 0.0
    for day in range(days):
        then = np.full_like(behind, NEVER)
        for used, level, state in np.ndindex(behind.shape):
            so_far = behind[used, level, state]
            if so_far >= NEVER:
                continue
            for choice in range(kinds + 1):
                after, value, reached, spent = move[state, choice], so_far, level, used
                if choice > 0:
                    value = so_far + prices[day, choice - 1]
                    reached = level + steps[choice - 1]
                    spent = _spent(weekend[day], is_first[after], day, used)
                if after >= 0 and value < NEVER and reached < levels and spent <= weekends:
                    then[spent, reached, after] = min(then[spent, reached, after], value)
                    total = value + ahead[day + 1, spent, reached, after]
                    least[day, choice] = min(least[day, choice], total)
        behind = then
    return least
