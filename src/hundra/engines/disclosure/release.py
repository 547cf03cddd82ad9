"""What may be shown of a wave: made once, and read by every page, export and API alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from hundra.engines.disclosure.families import NOWHERE, Bools, Family, Ints, Tree, View

FEW, TOGETHER, ALONE = "few", "together", "alone"
MESSAGES = {
    FEW: "Fewer than {limit} people answered here.",
    TOGETHER: "Hidden so that {unit} cannot be worked out.",
    ALONE: "Hidden so that nobody's answers can be worked out.",
}
"""Why something is hidden, as message ids. `unit` is the name of the group in `Reason.of`."""


@dataclass(frozen=True, slots=True)
class Group:
    """People who answered: in a unit (by its key), and by some attributes' codes."""

    unit: int
    values: Mapping[str, int]
    n: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a group is hidden. `of` is the small one that it is hidden for, where there is one."""

    code: str
    message: str
    limit: int
    of: Group | None = None


@dataclass(frozen=True, eq=False)
class Part:
    """One view's groups and which are shown; `new` are those not known from earlier views."""

    family: Family
    shown: Bools
    new: Bools

    @property
    def hidden(self) -> int:
        return int((~self.shown).sum())

    def place(self, unit: int, values: tuple[int, ...]) -> int:
        """The group's place, NOWHERE if nobody is in it."""
        family = self.family
        found = (family.tree.keys[family.unit] == unit) & (family.values == values).all(axis=1)
        return int(np.argmax(found)) if found.any() else NOWHERE

    def group(self, place: int) -> Group:
        family = self.family
        values = dict(zip(family.view, family.values[place].tolist(), strict=True))
        unit = int(family.tree.keys[family.unit[place]])
        return Group(unit, MappingProxyType(values), int(family.n[place]))


@dataclass(frozen=True, eq=False)
class Release:
    """Which groups are shown, by view. `parents` is the tree of units that it was made for."""

    least: int
    tree: Tree
    parts: Mapping[View, Part]

    def shows(self, unit: int, **values: int) -> bool:
        """Whether a group may be shown. Nobody's group is not shown, and a view not asked for."""
        part, place = self._find(unit, values)
        return part is not None and place != NOWHERE and bool(part.shown[place])

    def why_hidden(self, unit: int, **values: int) -> Reason | None:
        """Why a group is not shown; None if it is."""
        part, place = self._find(unit, values)
        if part is None:
            return Reason(ALONE, MESSAGES[ALONE], self.least)
        if place == NOWHERE or part.family.n[place] < self.least:
            return Reason(FEW, MESSAGES[FEW], self.least)
        if part.shown[place]:
            return None
        small = self._small_one_beside(part, place)
        if small is None:
            return Reason(ALONE, MESSAGES[ALONE], self.least)
        return Reason(TOGETHER, MESSAGES[TOGETHER], self.least, part.group(small))

    def groups(self, *view: str) -> Iterator[tuple[Group, bool]]:
        """All groups of a view that have people in them, and whether each is shown."""
        part = self.parts[view]
        for place, shown in enumerate(part.shown.tolist()):
            yield part.group(place), shown

    @property
    def hidden_share(self) -> float:
        """Of the groups that are large enough, the share that is hidden nevertheless."""
        large = sum(int((part.family.n >= self.least).sum()) for part in self.parts.values())
        shown = sum(int(part.shown.sum()) for part in self.parts.values())
        return 1 - shown / large if large else 0.0

    def texts(self, *, least: int) -> dict[int, int | None]:
        """For each unit, in which unit's list own words from it are read; None: in nobody's.

        Of each list less any lists within it, the words are of at least `least` people, who may
        have written or not. Never by other attributes, and without who.
        """
        from hundra.engines.disclosure.laminar import most_shown

        part = self.parts[()]
        family = part.family
        limit = max(least, self.least)
        read = most_shown(family.above, family.n[None, None], (limit,), may=part.shown[None])[0]
        nearest = family.nearest(read)
        keys = self.tree.keys
        return {int(key): None for key in keys} | {
            int(keys[unit]): int(keys[family.unit[at]]) if at != NOWHERE else None
            for unit, at in zip(family.unit, nearest, strict=True)
        }

    def to_data(self) -> dict[str, Any]:
        """What has been shown, to be kept and given as `earlier` to all plans that follow."""
        keys, above = self.tree.keys.tolist(), self.tree.above.tolist()
        return {
            "least": self.least,
            "parents": [
                [key, None if up == NOWHERE else keys[up]]
                for key, up in zip(keys, above, strict=True)
            ],
            "views": [
                {"view": list(view), "new": _listed(part, part.new)}
                for view, part in self.parts.items()
            ],
        }

    def _find(self, unit: int, values: Mapping[str, int]) -> tuple[Part | None, int]:
        for view, part in self.parts.items():
            if set(view) == set(values):
                return part, part.place(unit, tuple(values[name] for name in view))
        return None, NOWHERE

    def _small_one_beside(self, part: Part, place: int) -> int | None:
        """The smallest small group beside a hidden one: in a unit beside, or of the same unit."""
        family = part.family
        beside = (family.above == family.above[place]) & (family.above != NOWHERE)
        same_unit = family.unit == family.unit[place]
        for near in (beside, same_unit):
            small = np.flatnonzero(near & (family.n < self.least))
            if small.size:
                return int(small[np.argmin(family.n[small])])
        return None


def _listed(part: Part, chosen: Bools) -> list[list[int]]:
    family = part.family
    units: Ints = family.tree.keys[family.unit[chosen]]
    rows: list[list[int]] = np.column_stack([units, family.values[chosen]]).tolist()
    return rows
