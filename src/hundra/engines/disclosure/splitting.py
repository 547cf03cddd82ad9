"""One view after the other: as much as may be shown beside all that is shown already.

Each view begins with what is best for it alone (`laminar`). Then groups are hidden until nothing
of fewer than `least` people is given away together with the earlier views (`crossing`): where a
place or a region hangs together with the rest by too few people, the smallest group that hangs
there is hidden too. Nothing that was shown before is ever hidden.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hundra.engines.disclosure.connecting import components
from hundra.engines.disclosure.crossing import Crossing
from hundra.engines.disclosure.families import NOWHERE, Bools, Family, Ints
from hundra.engines.disclosure.laminar import most_shown

MOST_ROUNDS = 24
"""After so many rounds of hiding one by one, all groups of the units in question are hidden."""


@dataclass
class Splitting:
    """What is shown of one view, while it is being found."""

    family: Family
    shown: Bools
    free: Bools
    crossing: Crossing

    @property
    def view(self) -> int:
        """The view stands last among those that cross."""
        return len(self.crossing.roots) - 1

    def hide(self, groups: Ints) -> None:
        """Their people's sums are from now on part of those of the groups that they lie in."""
        self.shown[groups] = False
        nearest = self.family.nearest(self.shown)
        roots = self.crossing.roots[self.view]
        before, after = roots[groups + 1], roots[nearest[groups] + 1]
        # Regions that were joined with one hidden are joined with what it becomes part of.
        self.crossing.join(self.view, components(before, after, len(roots)))
        self.crossing.settle()

    def to_hide(self) -> Ints:
        """Groups that bind what hangs too loosely together with the rest: the smallest for each.

        Seen as a graph of the units' regions and this view's, where what is clear is joined.
        """
        crossing = self.crossing
        many = len(crossing.roots[0])
        unit, region = crossing.labels[0], crossing.labels[self.view] + many
        clear = crossing.clear
        nodes = many + len(crossing.roots[self.view])
        node = components(unit[clear], region[clear], nodes)
        unit, region = node[unit], node[region]
        lines = np.zeros(nodes, dtype=np.int64)
        for ends in (unit, region):
            np.add.at(lines, ends[~clear], crossing.count[~clear])
        thin = (lines > 0) & (lines < crossing.least)
        of_units = np.zeros(nodes, dtype=np.bool_)
        of_units[unit[~clear]] = True
        near, group = self._near(unit, region, node[many:][crossing.roots[self.view]])
        for wanted in (thin & of_units, thin, lines > 0):
            found = wanted[near]
            if found.any():
                return self._smallest(near[found], group[found])
        return self.beside()

    def _near(self, unit: Ints, region: Ints, of_region: Ints) -> tuple[Ints, Ints]:
        """Which groups, if they were hidden, would bring more people to which nodes.

        `unit` and `region` are the nodes of each class, `of_region` those of each region.
        """
        smallest = self.family.regions(self.shown)
        inside = smallest != NOWHERE
        classes, group = self.crossing.where[inside], smallest[inside]
        above = of_region[self._next_above() + 1]
        pairs = []
        for ends in (unit, region):
            node = ends[classes]
            helps = above[group] != node
            pairs.append((node * len(self.family) + group)[helps])
        groups = np.flatnonzero(self.shown)
        pairs.append(above[groups] * len(self.family) + groups)
        node, group = np.divmod(np.unique(np.concatenate(pairs)), max(len(self.family), 1))
        free = self.shown[group] & self.free[group]
        return node[free], group[free]

    def beside(self) -> Ints:
        """All free groups in the smallest unit around each who is not clear that has any."""
        tree, family = self.family.tree, self.family
        free = np.flatnonzero(self.shown & self.free)
        within = np.zeros(len(tree.above), dtype=np.int64)
        np.add.at(within, family.unit[free], 1)
        for unit in range(len(within) - 1, 0, -1):
            if tree.above[unit] != NOWHERE:
                within[tree.above[unit]] += within[unit]
        unclear = ~self.crossing.clear[self.crossing.where] & (family.own != NOWHERE)
        units = np.unique(family.unit[family.own[unclear]])
        while units.size and not within[units].all():
            units = np.unique(np.where(within[units] > 0, units, tree.above[units]))
            units = units[units != NOWHERE]
        chosen = np.zeros(len(within), dtype=np.bool_)
        chosen[units] = True
        for unit in range(1, len(within)):
            chosen[unit] |= tree.above[unit] != NOWHERE and chosen[tree.above[unit]]
        found = free[chosen[family.unit[free]]]
        return found if found.size else free

    def _next_above(self) -> Ints:
        """For each group the smallest one shown around it, else NOWHERE."""
        above = self.family.above
        return np.where(above == NOWHERE, NOWHERE, self.family.nearest(self.shown)[above])

    def _smallest(self, node: Ints, group: Ints) -> Ints:
        depth = self.family.tree.depth[self.family.unit[group]]
        order = np.lexsort((self.family.n[group], -depth, node))
        first = np.unique(node[order], return_index=True)[1]
        chosen: Ints = np.unique(group[order][first])
        return chosen


def split(family: Family, earlier: list[Ints], *, least: int) -> tuple[Bools, Bools]:
    """Which groups of a view to show beside `earlier`: each person's region in earlier views.

    And which of those are not known from an earlier view already.
    From the top downwards: what can't be had of both is shown of the larger units.
    """
    known = _known(family, earlier)
    shown = np.zeros(len(family), dtype=np.bool_)
    everything = [slice(0, len(family))]
    for level in family.levels if earlier else everything:
        may = shown.copy()
        may[level] = True
        may &= ~known
        before = shown
        shown = best_alone(family, shown, may, least)
        if earlier:
            _make_safe(family, earlier, shown, shown & ~before, least)
    # What was joined on the way may have to be found anew.
    while earlier and _make_safe(family, earlier, shown, shown.copy(), least):
        pass
    return shown | known, shown


def best_alone(family: Family, must: Bools, may: Bools, least: int) -> Bools:
    """What is shown of the view if there is no other."""
    n = family.n[None, None]
    found = most_shown(family.above, n, (least,), may=may[None], must=must[None])
    shown: Bools = found[0]
    return shown


def _known(family: Family, earlier: list[Ints]) -> Bools:
    """Groups that are made of whole regions of an earlier view: their sums are known already."""
    known = np.zeros(len(family), dtype=np.bool_)
    for regions in earlier:
        whole = np.bincount(regions + 1, minlength=1)
        whole[0] = NOWHERE  # The sum of those in no group is not known.
        inside = family.own != NOWHERE
        key = family.own[inside] * len(whole) + regions[inside] + 1
        pairs, many = np.unique(key, return_counts=True)
        known |= _made_of_wholes(family, *np.divmod(pairs, len(whole)), many, whole)
    return known


def _made_of_wholes(family: Family, group: Ints, region: Ints, many: Ints, whole: Ints) -> Bools:
    """Level by level upwards: which groups have all people of each region that they have any of."""
    made = np.zeros(len(family), dtype=np.bool_)
    depth = family.tree.depth[family.unit]
    regions = len(whole)
    for level in reversed(range(len(family.levels))):
        here = depth[group] == level
        groups, broken = group[here], many[here] != whole[region[here]]
        made[groups] = True
        made[groups[broken]] = False
        above = family.above[groups]
        moved = np.where(here, NOWHERE, group)
        moved[here] = above
        keep = moved != NOWHERE
        pairs, place = np.unique(moved[keep] * regions + region[keep], return_inverse=True)
        many = np.bincount(place, weights=many[keep], minlength=len(pairs)).astype(np.int64)
        group, region = np.divmod(pairs, regions)
    return made


def _make_safe(family: Family, earlier: list[Ints], shown: Bools, free: Bools, least: int) -> bool:
    """Hides groups among those that are free until nothing is given away; whether it had to."""
    regions = [one + 1 for one in (*earlier, family.regions(shown))]
    crossing = Crossing.of(regions, least=least)
    crossing.roots[-1] = np.arange(len(family) + 1)
    splitting = Splitting(family, shown, free, crossing)
    crossing.settle()
    rounds = 0
    while not crossing.is_safe:
        groups = splitting.to_hide() if rounds < MOST_ROUNDS else splitting.beside()
        if not groups.size:
            break
        splitting.hide(groups)
        rounds += 1
    return rounds > 0
