"""Who took part, and the groups that could be shown of them: one forest of cells for each view.

A view is the attributes that units are split by: `()` the units themselves, `("occupation",)`
the units' nurses, teachers … In one view, two groups are either one within the other or apart
(the sets are laminar), since units are: "nurses of A" lie within "nurses of A's parent".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
View = tuple[str, ...]

NOWHERE = -1
"""In place of a group's place: no such group."""
UNKNOWN = -1
"""An attribute's code where it is not known; such people are in no group split by it."""


@dataclass(frozen=True, eq=False)
class Tree:
    """Units by their keys, each after its parent. `above` is the parent's place, or NOWHERE."""

    keys: Ints
    above: Ints
    depth: Ints

    @classmethod
    def of(cls, parents: Mapping[int, int | None]) -> Tree:
        """From each unit's key to its parent's (None at the top).

        Raises ValueError where a parent is missing, or units are above themselves.
        """
        depths: dict[int, int] = {}
        for key in parents:
            _depth(key, parents, depths)
        keys = sorted(parents, key=lambda key: (depths[key], key))
        places = {key: place for place, key in enumerate(keys)}
        above = [NOWHERE if (up := parents[key]) is None else places[up] for key in keys]
        return cls(
            np.array(keys, dtype=np.int64),
            np.array(above, dtype=np.int64),
            np.array([depths[key] for key in keys], dtype=np.int64),
        )

    def places(self, keys: Sequence[int] | Ints) -> Ints:
        """Each key's place. Raises KeyError at one that is no unit's."""
        given = np.asarray(keys, dtype=np.int64)
        order = np.argsort(self.keys)
        at = np.searchsorted(self.keys, given, sorter=order).clip(max=len(order) - 1)
        found: Ints = order[at] if len(order) else np.full(given.shape, NOWHERE)
        missing = given[self.keys[found] != given] if len(order) else given
        if missing.size:
            raise KeyError(int(missing.flat[0]))
        return found


def _depth(key: int, parents: Mapping[int, int | None], depths: dict[int, int]) -> None:
    path: list[int] = []
    at: int | None = key
    while at is not None and at not in depths:
        if at not in parents or len(path) > len(parents):
            raise ValueError(f"unit {at} has no place in the tree")
        path.append(at)
        at = parents[at]
    level = -1 if at is None else depths[at]
    for one in reversed(path):
        level += 1
        depths[one] = level


@dataclass(frozen=True, eq=False)
class People:
    """Everyone who answered, in the order of the answers: unit's key, and codes of attributes."""

    units: Ints
    attributes: Mapping[str, Ints] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        units: Sequence[int] | Ints,
        attributes: Mapping[str, Sequence[int] | Ints] | None = None,
    ) -> People:
        """Codes are whole numbers from 0, UNKNOWN (-1) where it isn't known."""
        given = {
            name: np.asarray(codes, dtype=np.int64) for name, codes in (attributes or {}).items()
        }
        people = cls(np.asarray(units, dtype=np.int64), given)
        if any(len(codes) != len(people.units) for codes in given.values()):
            raise ValueError("every attribute needs a code for each person")
        if any(codes.size and codes.min() < UNKNOWN for codes in given.values()):
            raise ValueError(f"codes are {UNKNOWN} (not known) or more")
        return people

    def __len__(self) -> int:
        return len(self.units)


@dataclass(frozen=True, eq=False)
class Family:
    """All groups of one view that have people in them, each after the one that it lies in.

    `unit` is the place in the tree, `values` the attributes' codes (groups × attributes), `above`
    the place of the group that it lies in, `n` how many people; `own` is each person's smallest
    group, NOWHERE where an attribute is not known.
    """

    view: View
    tree: Tree
    unit: Ints
    values: Ints
    above: Ints
    n: Ints
    own: Ints
    levels: tuple[slice, ...]

    def __len__(self) -> int:
        return len(self.unit)

    def nearest(self, shown: Bools) -> Ints:
        """For each group the smallest one shown that it lies in, or itself; else NOWHERE."""
        found = np.where(shown, np.arange(len(self)), NOWHERE)
        for level in self.levels[1:]:
            above = self.above[level]
            # The groups of a level may lie in none, where a tree has several roots.
            inherited = np.where(above == NOWHERE, NOWHERE, found[above])
            found[level] = np.where(shown[level], found[level], inherited)
        return found

    def regions(self, shown: Bools) -> Ints:
        """For each person the smallest group shown that they are in, else NOWHERE."""
        if not len(self):
            return np.full(len(self.own), NOWHERE)
        return np.where(self.own == NOWHERE, NOWHERE, self.nearest(shown)[self.own])

    def summed(self, own: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sums (… × groups) of what lies straight in each group, with all that lie in it."""
        sums = own.copy()
        for level in reversed(self.levels[1:]):
            above = self.above[level]
            inside = above != NOWHERE
            np.add.at(sums.T, above[inside], sums[..., level].T[inside])
        return sums


def family_of(tree: Tree, people: People, view: View) -> Family:
    """The groups of a view, from those who answered."""
    places = tree.places(people.units)
    columns = [people.attributes[name] for name in view]
    known: Bools = np.ones(len(people), dtype=np.bool_)
    for codes in columns:
        known &= codes != UNKNOWN
    sizes = [int(codes.max(initial=0)) + 1 for codes in columns]
    combination = np.zeros(len(people), dtype=np.int64)
    for codes, size in zip(columns, sizes, strict=True):
        combination = combination * size + codes
    many = int(np.prod(sizes, dtype=np.int64)) if sizes else 1
    cells, cell_of, counts = np.unique(
        (places * many + combination)[known], return_inverse=True, return_counts=True
    )
    unit, rest = np.divmod(cells, many)
    keys = [cells]
    while unit.size:
        unit, rest = tree.above[unit], rest[tree.above[unit] != NOWHERE]
        unit = unit[unit != NOWHERE]
        keys.append(unit * many + rest)
    # Units stand after their parents, so by key groups stand after what they lie in.
    groups = np.unique(np.concatenate(keys))
    unit, rest = np.divmod(groups, many)
    above = np.full(len(groups), NOWHERE)
    inside = tree.above[unit] != NOWHERE
    above[inside] = np.searchsorted(groups, tree.above[unit[inside]] * many + rest[inside])
    own = np.full(len(people), NOWHERE)
    cell_at = np.atleast_1d(np.searchsorted(groups, cells))
    own[known] = cell_at[cell_of]
    levels = _levels(tree.depth[unit])
    straight = np.zeros(len(groups))
    straight[cell_at] = counts
    values = np.empty((len(groups), len(view)), dtype=np.int64)
    for column, size in reversed(list(enumerate(sizes))):
        rest, values[:, column] = np.divmod(rest, size)
    family = Family(view, tree, unit, values, above, np.zeros(0, dtype=np.int64), own, levels)
    n = family.summed(straight).astype(np.int64)
    return Family(view, tree, unit, values, above, n, own, levels)


def _levels(depth: Ints) -> tuple[slice, ...]:
    """The places of each depth; depths grow with the place."""
    if not depth.size:
        return ()
    starts = np.searchsorted(depth, np.arange(depth.max() + 2))
    return tuple(slice(start, end) for start, end in pairwise(starts.tolist()))
