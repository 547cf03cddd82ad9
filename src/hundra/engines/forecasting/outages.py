"""Outages that nobody marked: no arrivals at all for so long that it cannot be chance."""

from __future__ import annotations

import numpy as np

from hundra.engines.forecasting.grid import WEEK, Flags, Floats, Whole

IMPOSSIBLE = 25.0
"""Arrivals that would have been expected meanwhile: e⁻²⁵, with room for quiet days."""


def find(counts: Floats, there: Flags, exposure: Floats, shares: Floats, kinds: Whole) -> Flags:
    """Days × intervals: runs of zeros where many were expected, by the day's usual rate.

    What is mostly zero on that kind of day is no outage.
    """
    rates = counts.sum(axis=1) / np.where(exposure > 0, exposure, np.inf)
    busy = rates[rates > 0]
    if not len(busy):
        return np.zeros_like(there)
    # A day that is out for most of its hours has no rate of its own to go by.
    floor = 0.3 * float(np.median(busy))
    expected = np.maximum(rates, floor)[:, None] * shares * there
    expected = expected * _usually_some(counts, there, kinds)[kinds]
    found = np.zeros_like(there)
    for row in np.flatnonzero((there & (counts == 0)).any(axis=1)):
        _mark(found[row], there[row] & (counts[row] == 0), expected[row])
    return found


def _usually_some(counts: Floats, there: Flags, kinds: Whole) -> Flags:
    """Kinds × intervals: whether at least half of those counted had any."""
    some = np.zeros((WEEK, counts.shape[1]), dtype=np.bool_)
    for kind in range(WEEK):
        those = kinds == kind
        counted = there[those].sum(axis=0)
        some[kind] = ((counts[those] > 0) & there[those]).sum(axis=0) * 2 > counted
    return some


def _mark(found: Flags, zero: Flags, expected: Floats) -> None:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], zero, [False]]).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if expected[start:end].sum() > IMPOSSIBLE:
            found[start:end] = True
