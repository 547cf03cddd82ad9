"""The plan of what is shown of a wave, over all views, and beside all that was shown before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from hundra.engines.disclosure.families import (
    Bools,
    Family,
    Ints,
    People,
    Tree,
    View,
    family_of,
)
from hundra.engines.disclosure.release import Part, Release

LEAST = 7
FEWEST = 5
"""No municipality may set the limit lower."""


def plan(
    parents: Mapping[int, int | None],
    people: People,
    views: Sequence[View] = ((),),
    *,
    least: int = LEAST,
    earlier: Iterable[Mapping[str, Any]] = (),
) -> Release:
    """Which groups of a wave's answers may be shown, and stay so whatever is asked for later.

    `parents` has each unit's key with its parent's. `views` are what units may be split by, the
    most important first: what can't be had of two is shown of the first. `earlier` is what has
    been shown of the same answers before (`Release.to_data`), also by other trees of units: all
    of that counts as known, and what is still there stays shown. A person's unit has a place in
    each of the trees.

    Nothing that can be worked out from all that is shown, by adding and subtracting, is of fewer
    than `least` people, even if it is known how many are in each group.
    """
    if least < FEWEST:
        raise ValueError(f"no group of fewer than {FEWEST} is ever shown")
    from hundra.engines.disclosure.splitting import split

    tree = Tree.of(parents)
    known = [regions for release in earlier for regions in _shown_before(release, people)]
    parts: dict[View, Part] = {}
    for view in views:
        family = family_of(tree, people, tuple(view))
        shown, new = split(family, known, least=least)
        parts[tuple(view)] = Part(family, shown, new)
        known.append(family.regions(new))
    return Release(least, tree, MappingProxyType(parts))


def _shown_before(release: Mapping[str, Any], people: People) -> Iterable[Ints]:
    tree = Tree.of({int(key): up for key, up in release["parents"]})
    for one in release["views"]:
        family = family_of(tree, people, tuple(one["view"]))
        yield family.regions(_found(family, one["new"]))


def _found(family: Family, listed: list[list[int]]) -> Bools:
    wanted = {tuple(row) for row in listed}
    rows = np.column_stack([family.tree.keys[family.unit], family.values]).tolist()
    return np.array([tuple(row) in wanted for row in rows], dtype=np.bool_)
