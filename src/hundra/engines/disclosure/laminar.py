"""The fewest groups hidden of one view: exact, by dynamic programming over the forest.

What is shown of sets that lie one within the other gives away, by any adding and subtracting,
just the *regions*: a shown group less the largest shown ones in it (the regions are disjoint and
span the same sums as the groups do). So nothing is given away of fewer than `least` people if,
and only if, each region is empty or has at least so many. This is complementary suppression
(Cox 1980, JASA 75, 377–385) for a hierarchy, where the optimum can be had: from the leaves
upwards, the cheapest way for each amount of people that is left over to the group above.

More than one amount can be asked for, as "at least 7 people, of whom at least 2 did not answer
the highest". Amounts are counted no further than what is asked for.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from hundra.engines.disclosure.families import Bools, Ints

NEVER = np.int64(1) << 61
HELD = np.int64(1) << 51
EACH = np.int64(1) << 32
"""What a hidden group costs; how many people it has decides between equals. HELD: one that must
be shown."""


def most_shown(
    above: Ints,
    amounts: Ints,
    asked: tuple[int, ...],
    *,
    may: Bools | None = None,
    must: Bools | None = None,
) -> Bools:
    """Which groups to show so that every region has nobody, or all amounts that are asked for.

    `amounts` are (sets × kinds × groups), the first kind being people; `may` (be shown) and
    `must` are (sets × groups), and so is what comes out. Groups stand after those they lie in.
    As few as possible are hidden, and of ways with as few, the one that hides fewest people.
    Groups in `must` are shown if that is possible at all.
    """
    sets, _, groups = amounts.shape
    shown = np.zeros((sets, groups), dtype=np.bool_)
    limits = np.array(asked, dtype=np.int64)
    _solve(
        above,
        np.ascontiguousarray(amounts),
        limits,
        _joined(limits),
        np.ones_like(shown) if may is None else may,
        np.zeros_like(shown) if must is None else must,
        shown,
    )
    return shown


def _joined(limits: Ints) -> NDArray[np.int64]:
    """The state that two states make together. A state is the amounts, each up to its limit."""
    shape = tuple(int(limit) + 1 for limit in limits)
    digits = np.indices(shape).reshape(len(shape), -1)
    both = np.minimum(digits[:, :, None] + digits[:, None, :], limits[:, None, None])
    joined: NDArray[np.int64] = np.ravel_multi_index(tuple(both), shape).astype(np.int64)
    return joined


@numba.njit(nogil=True, cache=True)
def _solve(
    above: Ints, amounts: Ints, limits: Ints, joined: Ints, may: Bools, must: Bools, shown: Bools
) -> None:
    """Fills `shown`, one set of amounts after the other."""
    groups, states = len(above), len(joined)
    best = np.empty((groups, states), np.int64)
    final = np.empty((groups, states), np.int64)
    inner = np.empty((groups, states), np.int64)
    taken = np.empty((groups, states), np.int64)
    reached = np.empty(states, np.int64)
    can_show = np.empty(groups, np.bool_)
    for at in range(amounts.shape[0]):
        _begin(above, amounts[at], limits, may[at], best, can_show)
        for group in range(groups - 1, -1, -1):
            _close(group, amounts[at, 0, group], can_show[group], must[at, group], best, final)
            if above[group] >= 0:
                _add(group, above[group], joined, best, final, inner, taken, reached)
        _follow(above, can_show, final, inner, taken, best, shown[at])


@numba.njit(nogil=True, cache=True)
def _begin(
    above: Ints, amounts: Ints, limits: Ints, may: Bools, best: Ints, can_show: Bools
) -> None:
    """Every group with what lies straight in it; and which could be shown at all."""
    kinds, groups = amounts.shape
    straight = amounts.copy()
    for group in range(groups):
        if above[group] >= 0:
            straight[:, above[group]] -= amounts[:, group]
    best[:] = NEVER
    for group in range(groups):
        state, full = 0, True
        for kind in range(kinds):
            state = state * (limits[kind] + 1) + min(straight[kind, group], limits[kind])
            full = full and amounts[kind, group] >= limits[kind]
        best[group, state] = 0
        can_show[group] = full and may[group]


@numba.njit(nogil=True, cache=True)
def _close(
    group: int, people: np.int64, can_show: np.bool_, must: np.bool_, best: Ints, final: Ints
) -> None:
    """What is left over if the group is hidden, at its price, or nothing if it is shown."""
    price = np.int64(0)
    if can_show:
        price = HELD if must else EACH + people
    for state in range(best.shape[1]):
        final[group, state] = min(NEVER, best[group, state] + price)
    if can_show:
        final[group, 0] = min(final[group, 0], best[group, 0], best[group, -1])


@numba.njit(nogil=True, cache=True)
def _add(
    group: int,
    up: np.int64,
    joined: Ints,
    best: Ints,
    final: Ints,
    inner: Ints,
    taken: Ints,
    reached: Ints,
) -> None:
    """Adds a group to the one above; `inner` and `taken` remember from where what was reached."""
    states = len(joined)
    reached[:] = NEVER
    for more in range(states):
        if final[group, more] >= NEVER:
            continue
        for left in range(states):
            cost = best[up, left] + final[group, more]
            both = joined[left, more]
            if cost < reached[both]:
                reached[both] = cost
                inner[group, both] = left
                taken[group, both] = more
    best[up] = reached


@numba.njit(nogil=True, cache=True)
def _follow(
    above: Ints, can_show: Bools, final: Ints, inner: Ints, taken: Ints, best: Ints, shown: Bools
) -> None:
    """The cheapest way back, in the other order than the groups were added."""
    groups = len(above)
    state = np.empty(groups, np.int64)
    for group in range(groups):
        up = above[group]
        if up < 0:
            left = np.argmin(final[group])
        else:
            left = taken[group, state[up]]
            state[up] = inner[group, state[up]]
        empty, full = best[group, 0], best[group, -1]
        shown[group] = can_show[group] and left == 0 and final[group, 0] == min(empty, full) < NEVER
        state[group] = left
        if shown[group] and full < empty:
            state[group] = best.shape[1] - 1
