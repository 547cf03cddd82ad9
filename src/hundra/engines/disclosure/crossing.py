"""Sums over sets that cross: what adding and subtracting them gives away, and how many it is of.

Nurses of the whole and unit A are sets that cross; with several ways to split, whatever is shown
is, for each view, the sums over its regions (see `laminar`), and regions of different views
cross. What an attacker can work out are the sums `Σ v(p)·answer(p)` with
`v(p) = α(p's region in one view) + β(p's region in the next) + …`. The plan is safe if no such
`v` other than zero is zero for all but fewer than `least` people. So assume that v is zero but
for fewer than `least` people, and see whether it must then be zero for everybody:

* For one view, draw a node for each of its regions and for each *place*, as we call the people
  who are in the same regions of all other views; and between them one line for each person.
  Where v(p) = 0, the value of the place follows from the value of the region, and the other way
  round. If two nodes are joined by at least `least` ways that share no line, one of the ways is
  whole, since fewer lines than that are missing. Nodes so joined become one (Menger 1927), which
  may join others in turn. Regions that became one have the same α in every such v.
* Lines within a joined node are people for whom v is zero.

With two views this is all there is to know: `v` that are zero almost everywhere are the small
cuts of the graph (Gusfield 1988, SIAM J. Comput. 17, 552–571, for tables with two ways). With
more views, to find the smallest is as hard as decoding, and what is done here errs to the
safe side: it may hide what could be shown, never the other way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hundra.engines.disclosure.connecting import joined, joined_over_one
from hundra.engines.disclosure.families import Ints


@dataclass
class Crossing:
    """Regions of several views, as far as they are known to be joined.

    `labels` (views × classes) are joined regions, `count` how many people are in all of them,
    `clear` where v is zero. `where` is each person's class, and `roots` each region's label.
    """

    least: int
    labels: Ints
    count: Ints
    clear: NDArray[np.bool_]
    where: Ints
    roots: list[Ints]

    @classmethod
    def of(cls, regions: list[Ints], *, least: int) -> Crossing:
        """`regions` have for each view each person's region, from 0."""
        labels = np.vstack(regions)
        made = cls(
            least,
            labels,
            np.ones(labels.shape[1], dtype=np.int64),
            np.zeros(labels.shape[1], dtype=np.bool_),
            np.arange(labels.shape[1]),
            [np.arange(int(one.max(initial=-1)) + 1) for one in regions],
        )
        made._gather()
        return made

    @property
    def is_safe(self) -> bool:
        return bool(self.clear.all())

    def settle(self) -> None:
        """Joins what can be joined, the last view first."""
        changed = True
        while changed and not self.is_safe:
            changed = False
            for view in reversed(range(len(self.labels))):
                changed |= self._settle_view(view)

    def join(self, view: int, fates: Ints) -> None:
        """Regions of a view become others: `fates` has for each label the new one."""
        self.roots[view] = fates[self.roots[view]]
        self.labels[view] = fates[self.labels[view]]
        self._gather()

    def graph(self, view: int) -> tuple[Ints, Ints]:
        """For each class, the joined node that its region is in and the one its place is in."""
        return joined_nodes(
            self.labels[view], self._places(view), self.count, self.clear, self.least
        )

    def _settle_view(self, view: int) -> bool:
        region, place = self.graph(view)
        clear = self.clear | (region == place)
        fates = np.arange(len(self.roots[view]))
        # The smallest label in a node stands for all.
        first = np.full(int(max(region.max(initial=-1), place.max(initial=-1))) + 1, len(fates))
        np.minimum.at(first, region, self.labels[view])
        fates[self.labels[view]] = first[region]
        joined = bool((fates[self.labels[view]] != self.labels[view]).any())
        changed = joined or bool((clear != self.clear).any())
        self.clear = clear
        if joined:
            self.join(view, fates)
        return changed

    def _places(self, view: int) -> Ints:
        others = [labels for at, labels in enumerate(self.labels) if at != view]
        return combined(others, self.labels.shape[1])

    def _gather(self) -> None:
        key = combined(list(self.labels), self.labels.shape[1])
        many = int(key.max(initial=-1)) + 1
        count = np.zeros(many, dtype=np.int64)
        np.add.at(count, key, self.count)
        clear = np.zeros(many, dtype=np.bool_)
        clear[key[self.clear]] = True
        labels = np.empty((len(self.labels), many), dtype=np.int64)
        labels[:, key] = self.labels
        self.labels, self.count, self.clear, self.where = labels, count, clear, key[self.where]


def combined(columns: list[Ints], length: int) -> Ints:
    """One number from 0 for each combination of the columns' values."""
    key: Ints = np.zeros(length, dtype=np.int64)
    for column in columns:
        whole = key * (int(column.max(initial=0)) + 1) + column
        key = np.unique(whole, return_inverse=True)[1].astype(np.int64)
    return key


def joined_nodes(
    regions: Ints, places: Ints, count: Ints, clear: NDArray[np.bool_], least: int
) -> tuple[Ints, Ints]:
    """Joins regions and places where `least` ways between them share no line."""
    regions = np.unique(regions, return_inverse=True)[1].astype(np.int64)
    first_place = int(regions.max(initial=-1)) + 1
    places = np.unique(places, return_inverse=True)[1].astype(np.int64) + first_place
    width = np.where(clear, least, count)
    nodes = int(places.max(initial=-1)) + 1
    node = np.arange(nodes)
    while True:
        found = joined(node[regions], node[places], width, nodes, least)
        if (found[node] == node).all():
            found = joined_over_one(node[regions], node[places], width, nodes, least)
        if (found[node] == node).all():
            return node[regions], node[places]
        node = found[node]
