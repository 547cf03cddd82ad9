"""Sums over units and all under them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.engines.psychometrics import Tree
from hundra.engines.psychometrics.trees import sums_by_unit


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    count = draw(st.integers(1, 30))
    above = [draw(st.integers(-1, place - 1)) for place in range(count)]
    order = draw(st.permutations(range(count)))
    parents = np.full(count, -1)
    for place, parent in enumerate(above):
        parents[order[place]] = -1 if parent < 0 else order[parent]
    return Tree(parents)


@given(trees())
def test_sums_are_those_of_walking_up(tree: Tree) -> None:
    own = np.arange(1.0, len(tree) + 1)
    expected = np.zeros(len(tree))
    for unit in range(len(tree)):
        at = unit
        while at >= 0:
            expected[at] += own[unit]
            at = int(tree.parents[at])
    np.testing.assert_array_equal(tree.up(own), expected)


@given(trees())
def test_depths_and_ancestors_agree(tree: Tree) -> None:
    for unit, depth in enumerate(tree.depths):
        assert tree.ancestor_at(int(depth))[unit] == unit
        if depth:
            assert tree.ancestor_at(int(depth) - 1)[unit] == tree.parents[unit]
        assert tree.ancestor_at(int(depth) + 1)[unit] == -1


def test_branches_begin_where_there_are_several() -> None:
    #        0 → 1 → (2, 3); 2 → 4
    tree = Tree(np.array([-1, 0, 1, 1, 2]))
    np.testing.assert_array_equal(tree.branches(), [-1, -1, 2, 3, 2])
    np.testing.assert_array_equal(Tree(np.array([-1, 0])).branches(), [-1, -1])


@pytest.mark.parametrize("parents", [[0], [1, 0], [-1, 2, 1]])
def test_circles_are_refused(parents: list[int]) -> None:
    with pytest.raises(ValueError, match="above itself"):
        Tree(np.array(parents))


@pytest.mark.parametrize("parents", [[-2], [-1, 5]])
def test_parents_that_are_not_there_are_refused(parents: list[int]) -> None:
    with pytest.raises(ValueError, match="not there"):
        Tree(np.array(parents))


def test_sums_by_unit() -> None:
    sums = sums_by_unit([2, 0, 2], np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), 3)
    np.testing.assert_array_equal(sums, [[3, 4], [0, 0], [6, 8]])
