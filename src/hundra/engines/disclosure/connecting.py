"""Which nodes of a graph hang together by at least so many lines.

One scan takes next, over and over, a node that most lines bind to those taken already
(Nagamochi, Ono & Ibaraki 1994, Mathematical Programming 67, 325–341): whenever the lines from
the taken nodes to one that is not yet taken reach `least`, the two ends of the last one are
joined by that many ways that share no line. It is enough to count up to `least` when choosing
(Henzinger, Noe, Schulz & Strash 2018, ACM J. Exp. Algorithmics 23, 1.8).
"""

from __future__ import annotations

import numba
import numpy as np

from hundra.engines.disclosure.families import Bools, Ints

Node = int | np.int64
Graph = tuple[Ints, Ints, Ints]
"""Where each node's neighbours begin, the neighbours, and the lines to each."""

MOST_NEIGHBOURS = 64
"""Nodes with more are not looked over for pairs of their neighbours."""


def components(one: Ints, other: Ints, nodes: int) -> Ints:
    """Each node's smallest fellow, where the given pairs belong together."""
    return _components(one, other, nodes)


def joined(one: Ints, other: Ints, width: Ints, nodes: int, least: int) -> Ints:
    """For each node the smallest that it was found to be joined with by `least` ways, or itself.

    Lines lead from `one` to `other`, `width` of them. Not all that are joined need be found;
    scanning again, with those that were joined as one node, may find more.
    """
    apart = one != other
    return _scan(one[apart], other[apart], width[apart], nodes, least)


def joined_over_one(one: Ints, other: Ints, width: Ints, nodes: int, least: int) -> Ints:
    """As `joined`, by ways that lead over one other node each.

    A scan sees only pairs with a line between them, and between two regions is always a place.
    """
    apart = one != other
    return _over_one(one[apart], other[apart], width[apart], nodes, least)


@numba.njit(nogil=True, cache=True)
def _root(fellow: Ints, node: Node) -> Node:
    while fellow[node] != node:
        fellow[node] = fellow[fellow[node]]
        node = fellow[node]
    return node


@numba.njit(nogil=True, cache=True)
def _unite(fellow: Ints, one: Node, other: Node) -> None:
    one, other = _root(fellow, one), _root(fellow, other)
    if one < other:
        fellow[other] = one
    else:
        fellow[one] = other


@numba.njit(nogil=True, cache=True)
def _components(one: Ints, other: Ints, nodes: int) -> Ints:
    fellow = np.arange(nodes)
    for at in range(len(one)):
        _unite(fellow, one[at], other[at])
    return _roots(fellow)


@numba.njit(nogil=True, cache=True)
def _by_node(one: Ints, other: Ints, nodes: int) -> tuple[Ints, Ints]:
    """Lines sorted by their ends: where each node's begin, and each one's number."""
    starts = np.zeros(nodes + 1, np.int64)
    for at in range(len(one)):
        starts[one[at] + 1] += 1
        starts[other[at] + 1] += 1
    starts = np.cumsum(starts)
    place = starts[:-1].copy()
    lines = np.empty(2 * len(one), np.int64)
    for at in range(len(one)):
        for node in (one[at], other[at]):
            lines[place[node]] = at
            place[node] += 1
    return starts, lines


@numba.njit(nogil=True, cache=True)
def _neighbours(one: Ints, other: Ints, width: Ints, nodes: int) -> Graph:
    """Each node's neighbours, once each, with all lines to them."""
    starts, lines = _by_node(one, other, nodes)
    first = np.zeros(nodes + 1, np.int64)
    ends = np.empty(len(lines), np.int64)
    widths = np.empty(len(lines), np.int64)
    place = np.full(nodes, -1, np.int64)
    used = 0
    for node in range(nodes):
        first[node] = used
        for at in range(starts[node], starts[node + 1]):
            line = lines[at]
            end = other[line] if one[line] == node else one[line]
            if place[end] < first[node]:
                place[end] = used
                ends[used], widths[used] = end, 0
                used += 1
            widths[place[end]] += width[line]
    first[nodes] = used
    return first, ends, widths


@numba.njit(nogil=True, cache=True)
def _over_one(one: Ints, other: Ints, width: Ints, nodes: int, least: int) -> Ints:
    graph = _neighbours(one, other, width, nodes)
    fellow = np.arange(nodes)
    ways = np.zeros(nodes, np.int64)
    reached = np.empty(nodes, np.int64)
    for node in range(nodes):
        many = _reach(node, graph, ways, reached)
        for end in reached[:many]:
            if ways[end] >= least:
                _unite(fellow, node, end)
            ways[end] = 0
    return _roots(fellow)


@numba.njit(nogil=True, cache=True)
def _reach(node: Node, graph: Graph, ways: Ints, reached: Ints) -> int:
    """Fills `ways` to all that stand later and can be reached over one other; how many."""
    first, ends, widths = graph
    many = 0
    for at in range(first[node], first[node + 1]):
        middle = ends[at]
        if first[middle + 1] - first[middle] > MOST_NEIGHBOURS:
            continue
        for beyond in range(first[middle], first[middle + 1]):
            end = ends[beyond]
            if end <= node:
                continue
            if ways[end] == 0:
                reached[many] = end
                many += 1
            ways[end] += min(widths[at], widths[beyond])
    return many


@numba.njit(nogil=True, cache=True)
def _scan(one: Ints, other: Ints, width: Ints, nodes: int, least: int) -> Ints:
    starts, lines = _by_node(one, other, nodes)
    fellow = np.arange(nodes)
    bound = np.zeros(nodes, np.int64)
    taken = np.zeros(nodes, np.bool_)
    # Piles of nodes by how many lines bind them; a node may lie in several, the highest counts.
    top = np.full(least + 1, -1, np.int64)
    below = np.empty(2 * len(one) + nodes, np.int64)
    item = np.empty(2 * len(one) + nodes, np.int64)
    used = 0
    for first in range(nodes):
        item[used], below[used], top[0] = first, top[0], used
        used += 1
        node = _next(top, below, item, taken)
        while node >= 0:
            taken[node] = True
            for at in range(starts[node], starts[node + 1]):
                line = lines[at]
                end = other[line] if one[line] == node else one[line]
                if taken[end]:
                    continue
                bound[end] += width[line]
                if bound[end] >= least:
                    _unite(fellow, node, end)
                pile = min(bound[end], least)
                item[used], below[used], top[pile] = end, top[pile], used
                used += 1
            node = _next(top, below, item, taken)
    return _roots(fellow)


@numba.njit(nogil=True, cache=True)
def _next(top: Ints, below: Ints, item: Ints, taken: Bools) -> Node:
    """The node of the highest pile that is not yet taken; -1 if there is none."""
    for pile in range(len(top) - 1, -1, -1):
        while top[pile] >= 0:
            node: np.int64 = item[top[pile]]
            top[pile] = below[top[pile]]
            if not taken[node]:
                return node
    return -1


@numba.njit(nogil=True, cache=True)
def _roots(fellow: Ints) -> Ints:
    for node in range(len(fellow)):
        fellow[node] = _root(fellow, node)
    return fellow
