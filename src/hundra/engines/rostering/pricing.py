"""The cheapest lawful days of one person at given prices, by dynamic programming.

A person's days are a path through states: days off in a row so far, or the kind of the last shift
and the days worked in a row; beside it the minutes and weekends used. What a state does not know
(sums, choices, `most`) is left out, so that the cheapest path is never dearer than the person's
cheapest lawful days: a relaxation, from which bounds come.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.grid import OFF, Grid
from hundra.engines.rostering.networks import SATURDAY, SUNDAY, Network, network_of

NEVER = 1e15

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def sort_prices(network: Network, prices: Floats) -> tuple[Floats, Ints]:
    """From prices [days, duties]: the cheapest allowed duty of each sort, and its price."""
    days, sorts = len(prices), len(network.steps)
    allowed = np.where(network.dear, NEVER, prices)
    best, duty = np.full((days, sorts), NEVER), np.full((days, sorts), OFF, np.int64)
    for sort in range(sorts):
        mine = np.flatnonzero(network.sort_of == sort)
        if len(mine):
            least = allowed[:, mine].argmin(axis=1)
            best[:, sort] = allowed[np.arange(days), mine[least]]
            duty[:, sort] = mine[least]
    return best, duty


def cheapest(network: Network, prices: Floats) -> tuple[float, NDArray[np.int16]]:
    """The least price of the person's days and those days (duties or OFF).

    `prices` are [days, duties]. NEVER or more: there are none.
    """
    best, duty = sort_prices(network, prices)
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
    best, _ = sort_prices(network, prices)
    ahead = _ahead(*_arrays(network), best)
    by_choice = _through(*_arrays(network), best, ahead, network.start)
    least = by_choice[:, 1:][:, network.sort_of]
    extra = np.where(network.dear, NEVER, prices) - best[:, network.sort_of]
    return float(ahead[0, 0, 0, network.start]), least + extra, by_choice[:, 0]


Limits = tuple[int, int, int]
"""How many levels there are, the lowest that is enough, and how many weekends."""


def _arrays(
    network: Network,
) -> tuple[Ints, Flags, Ints, Limits, Ints, Flags, Flags]:
    return (
        network.move,
        network.is_first,
        network.steps,
        (network.levels, network.lowest, network.weekends),
        network.weekend,
        network.seen,
        network.must,
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
    must: Flags,
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
                    at = (kind_of_day, day, used, level, state, must[day])
                    ahead[day, used, level, state] = _best(move, is_first, steps, price, at, then)
    return ahead


@numba.njit(nogil=True, cache=True)
def _best(
    move: Ints,
    is_first: Flags,
    steps: Ints,
    prices: Floats,
    at: tuple[int, int, int, int, np.int64, bool],
    ahead: Floats,
) -> float:
    """The least price from a state on: `at` is whether it is a weekend, the day, what has been
    used of weekends and levels, the state, and whether it must be worked; `ahead` tells of the
    next day."""
    weekend, day, used, level, state, must = at
    weekends, levels = len(ahead) - 1, ahead.shape[1]
    best = NEVER
    if move[state, 0] >= 0 and not must:
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
    must: Flags,
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
        if move[state, 0] >= 0 and not must[day]:
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
    must: Flags,
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
            for choice in range(int(must[day]), kinds + 1):
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
