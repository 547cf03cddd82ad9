"""How many answers each group has, and how many of them lie at the ends of the scale."""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from hundra.engines.disclosure.families import Family, Ints

Floats = NDArray[np.float64]


def answers_in(family: Family, points: Floats, lowest: Floats, highest: Floats) -> Ints:
    """Answers, those that aren't the lowest and those that aren't the highest, by group.

    `points` are people × measures, NaN where not answered; what comes out is measures × 3 × groups.
    """
    counts = _count(
        np.ascontiguousarray(points), family.own, lowest, highest, family.above, len(family)
    )
    return np.ascontiguousarray(counts.transpose(1, 2, 0))


@numba.njit(nogil=True, cache=True)
def _count(
    points: Floats, own: Ints, lowest: Floats, highest: Floats, above: Ints, groups: int
) -> Ints:
    """Groups × measures × 3, so that each person's answers lie together in memory."""
    people, measures = points.shape
    counts = np.zeros((groups, measures, 3), np.int64)
    for person in range(people):
        group = own[person]
        if group < 0:
            continue
        for measure in range(measures):
            point = points[person, measure]
            if np.isnan(point):
                continue
            counts[group, measure, 0] += 1
            counts[group, measure, 1] += point != lowest[measure]
            counts[group, measure, 2] += point != highest[measure]
    for group in range(groups - 1, -1, -1):
        if above[group] >= 0:
            counts[above[group]] += counts[group]
    return counts
