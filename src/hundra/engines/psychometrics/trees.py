"""Units in a tree: what belongs to a unit's answers, its own and those of all under it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Tree:
    """`parents`: for each unit its parent's place, -1 for a root. In any order.

    Raises ValueError where a parent is not there, or a unit is above itself.
    """

    parents: Integers
    depths: Integers = field(init=False)
    _reach: Any = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parents = np.asarray(self.parents, dtype=np.int64)
        if ((parents < -1) | (parents >= len(parents))).any():
            raise ValueError("a unit's parent is not there")
        units = np.arange(len(parents))
        above, below = [units], [units]
        depths = np.zeros(len(parents), np.int64)
        current = parents.copy()
        for _ in range(len(parents) + 1):
            under = np.flatnonzero(current >= 0)
            if not len(under):
                break
            above.append(current[under])
            below.append(under)
            depths[under] += 1
            current[under] = parents[current[under]]
        else:
            raise ValueError("a unit is above itself")
        rows, columns = np.concatenate(above), np.concatenate(below)
        reach = sparse.csr_matrix(
            (np.ones(len(rows)), (rows, columns)), shape=(len(parents), len(parents))
        )
        object.__setattr__(self, "parents", parents)
        object.__setattr__(self, "depths", depths)
        object.__setattr__(self, "_reach", reach)

    def __len__(self) -> int:
        return len(self.parents)

    def up(self, own: ArrayLike) -> NDArray[np.float64]:
        """Sums over each unit and all under it, of what each has itself (units first)."""
        return np.asarray(self._reach @ np.asarray(own, dtype=np.float64))

    def ancestor_at(self, depth: int) -> Integers:
        """For each unit the one at this depth that it is or lies under; -1 if it lies above it."""
        rows, columns = self._reach.nonzero()
        found = np.full(len(self), -1, np.int64)
        those = self.depths[rows] == depth
        found[columns[those]] = rows[those]
        return found

    def branches(self) -> Integers:
        """For each unit the branch that it belongs to, at the first depth with several units.

        -1 for those above all branches.
        """
        counts = np.bincount(self.depths) if len(self) else np.zeros(1, np.int64)
        several = np.flatnonzero(counts > 1)
        return self.ancestor_at(int(several[0])) if len(several) else np.full(len(self), -1)


def sums_by_unit(units: ArrayLike, columns: NDArray[Any], count: int) -> NDArray[np.float64]:
    """Sums of each column over each unit's own people. Units × columns."""
    places = np.asarray(units, dtype=np.int64)
    people = len(places)
    belongs = sparse.csc_matrix(
        (np.ones(people, columns.dtype), places, np.arange(people + 1)), shape=(count, people)
    )
    return np.asarray(belongs @ columns, dtype=np.float64)
