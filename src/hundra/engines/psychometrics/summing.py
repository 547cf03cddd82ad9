"""Answers to sums in one pass over people, compiled by numba.

A person's points and scores never leave the processor's cache, and nothing as large as people ×
scales is made. Imported only when answers are summed: numba takes half a second to load.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from hundra.engines.psychometrics.instruments import (
    BYTES,
    MISSING,
    Codes,
    Floats,
    Instrument,
    Points,
    points_of,
)
from hundra.engines.psychometrics.reliability import AlphaSums

Ints = NDArray[np.int64]
Members = tuple[Ints, Ints]

UNKNOWN = MISSING % BYTES
"""The byte that stands for MISSING."""


def summed(
    instrument: Instrument, codes: Codes, places: Ints, order: Ints, units: int
) -> tuple[Floats, AlphaSums]:
    """Scores' counts, totals and squares (3 × units × scales), and what alpha needs.

    `places`: each person's unit; `order`: the persons, those of a unit together so that its sums
    stay in the cache. Raises ValueError as `points_of`.
    """
    scales = len(instrument.scales)
    sums = np.zeros((3, units, scales))
    alphas = AlphaSums.empty(instrument)
    wrong = _summed(
        np.ascontiguousarray(codes).view(np.uint8),
        places,
        order,
        instrument.table,
        instrument.members,
        instrument.least,
        sums,
        alphas.wholes,
        alphas.items,
    )
    if wrong >= 0:
        points_of(instrument, codes[wrong : wrong + 1], rows=np.array([wrong]))
    return sums, alphas


@numba.njit(nogil=True, cache=True)
def _summed(
    answers: NDArray[np.uint8],
    places: Ints,
    order: Ints,
    table: Points,
    members: Members,
    least: Points,
    sums: Floats,
    wholes: Floats,
    items: Floats,
) -> int:
    """Adds everybody to `sums`, `wholes` and `items`.

    Returns the first person with an answer that is none of its item's options, or -1.
    """
    points = np.empty(answers.shape[1])
    given, scores = np.empty(len(least)), np.empty(len(least))
    for person in order:
        if not _look_up(answers[person], table, points):
            return int(person)
        _score(points, members, least, given, scores, wholes, items)
        unit = places[person]
        n, total, squares = sums[0, unit], sums[1, unit], sums[2, unit]
        for scale in range(len(least)):
            n[scale] += given[scale]
            total[scale] += scores[scale]
            squares[scale] += scores[scale] * scores[scale]
    return -1


@numba.njit(nogil=True, cache=True)
def _look_up(answers: NDArray[np.uint8], table: Points, points: Floats) -> bool:
    """A person's points by item, NaN where missing. False if an answer is no option."""
    for item in range(len(answers)):
        found = table[item * BYTES + answers[item]]
        if np.isnan(found) and answers[item] != UNKNOWN:
            return False
        points[item] = found
    return True


@numba.njit(nogil=True, cache=True)
def _score(
    points: Floats,
    members: Members,
    least: Points,
    given: Floats,
    scores: Floats,
    wholes: Floats,
    items: Floats,
) -> None:
    """A person's scores by scale, and in `given` 1 where there is one; 0 in both where not.

    Scales of several items that all were answered are added to alpha's sums.
    """
    starts, columns = members
    for scale in range(len(least)):
        first, end = starts[scale], starts[scale + 1]
        if end - first == 1:
            point = points[columns[first]]
            lacks = np.isnan(point)
            given[scale] = 0.0 if lacks else 1.0
            scores[scale] = 0.0 if lacks else point
            continue
        count, total, squares = 0, 0.0, 0.0
        for place in range(first, end):
            point = points[columns[place]]
            if not np.isnan(point):
                count += 1
                total += point
                squares += point * point
        enough = count >= least[scale]
        given[scale] = 1.0 if enough else 0.0
        scores[scale] = total / count if enough else 0.0
        if count == end - first:
            wholes[0, scale] += 1
            wholes[1, scale] += total
            wholes[2, scale] += total * total
            wholes[3, scale] += squares
            for place in range(first, end):
                items[place] += points[columns[place]]
