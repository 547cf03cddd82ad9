"""How long people waited, kept to the second: seconds and how many waited so long.

In the database a pair of unsigned 32-bit little-endian numbers for each; several such texts after
one another are their sum.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

PAIRS = np.dtype("<u4")


def packed(seconds: Iterable[int]) -> bytes:
    """The waits as they are kept."""
    values, counts = np.unique(np.fromiter(seconds, dtype=PAIRS), return_counts=True)
    return np.column_stack([values, counts.astype(PAIRS)]).tobytes()


@dataclass(frozen=True)
class Waits:
    """Waits in whole seconds, from what is kept of them."""

    kept: bytes = b""

    @cached_property
    def _sorted(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Seconds in order, and how many waited at most so long."""
        pairs = np.frombuffer(self.kept, dtype=PAIRS).reshape(-1, 2).astype(np.int64)
        order = np.argsort(pairs[:, 0], kind="stable")
        return pairs[order, 0], np.cumsum(pairs[order, 1])

    @property
    def n(self) -> int:
        _seconds, at_most = self._sorted
        return int(at_most[-1]) if at_most.size else 0

    @property
    def longest(self) -> int | None:
        seconds, _at_most = self._sorted
        return int(seconds[-1]) if seconds.size else None

    def within(self, limit: int) -> int:
        """How many waited at most `limit` seconds."""
        seconds, at_most = self._sorted
        place = int(np.searchsorted(seconds, limit, side="right"))
        return int(at_most[place - 1]) if place else 0

    def quantile(self, share: float) -> int | None:
        """The shortest wait that at least `share` of them did not exceed (nearest rank).

        Hyndman & Fan (1996), Sample quantiles in statistical packages, definition 1.
        """
        seconds, at_most = self._sorted
        if not seconds.size:
            return None
        rank = max(1, math.ceil(share * self.n - 1e-9))
        return int(seconds[int(np.searchsorted(at_most, rank))])

    def __add__(self, other: Waits) -> Waits:
        return Waits(self.kept + other.kept)


def packed_together(waits: Waits) -> bytes:
    """The same waits in as few pairs as they can be kept in."""
    pairs = np.frombuffer(waits.kept, dtype=PAIRS).reshape(-1, 2)
    values, place = np.unique(pairs[:, 0], return_inverse=True)
    counts = np.bincount(place, weights=pairs[:, 1], minlength=values.size)
    return np.column_stack([values, counts.astype(PAIRS)]).astype(PAIRS).tobytes()
