"""Many tests at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from hundra.engines.psychometrics import Tree, benjamini_hochberg, benjamini_yekutieli
from hundra.engines.psychometrics.discovery import depth_weights, learned_weights

# Benjamini & Hochberg 1995, section 4: thrombolysis after myocardial infarction.
PUBLISHED = np.array(
    [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
    ]
)

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=40).map(np.array)


def test_the_published_example_calls_four() -> None:
    assert (benjamini_hochberg(PUBLISHED) <= 0.05).sum() == 4


@given(p_values)
def test_as_statsmodels(p: np.ndarray) -> None:
    for ours, method in ((benjamini_hochberg, "fdr_bh"), (benjamini_yekutieli, "fdr_by")):
        np.testing.assert_allclose(ours(p), multipletests(p, method=method)[1], atol=1e-12)


@given(p_values)
def test_what_is_not_tested_changes_nothing(p: np.ndarray) -> None:
    mixed = np.concatenate([[np.nan], p, [np.nan]]).reshape(1, -1)
    found = benjamini_hochberg(mixed)
    assert np.isnan(found[0, [0, -1]]).all()
    np.testing.assert_array_equal(found[0, 1:-1], benjamini_hochberg(p))


def test_a_test_with_all_the_weight_is_alone() -> None:
    p = np.array([0.04, 0.5, 0.9])
    assert benjamini_hochberg(p, np.array([3.0, 0.0, 0.0]))[0] == pytest.approx(0.04)
    assert np.isnan(benjamini_hochberg(np.array([np.nan]))).all()


def test_depths_share_half_of_the_weight() -> None:
    tree = Tree(np.array([-1, 0, 0, 0]))
    weights = depth_weights(tree, np.ones((4, 2)))
    np.testing.assert_allclose(weights, [0.5 + 0.5 * 2, *[0.5 + 0.5 * 2 / 3] * 3])
    assert weights.mean() == pytest.approx(1)


def test_weights_are_learned_elsewhere_only() -> None:
    rng = np.random.default_rng(1)
    tree = Tree(np.array([-1, *[0] * 10, *[1 + place % 10 for place in range(100)]]))
    z = rng.normal(size=(111, 6))
    z[11:, 2] += 2.5
    own = np.zeros_like(z)
    own[11:] = 1
    weights = learned_weights(tree, z, own)
    np.testing.assert_allclose(weights.mean(axis=(0, 2)), 1)
    assert (weights[0, 11:, 2] > 3).all()
    assert (weights[1, 11:, 2] < 1.5).all()
    np.testing.assert_array_equal(weights[:, 0], 1)
    changed = z.copy()
    mine = tree.branches() == 4
    changed[mine] = rng.normal(size=(int(mine.sum()), 6)) * 5
    np.testing.assert_allclose(learned_weights(tree, changed, own)[:, mine], weights[:, mine])


def test_with_nothing_to_learn_from_all_weigh_the_same() -> None:
    tree = Tree(np.array([-1, 0]))
    z = np.array([[3.0], [3.0]])
    np.testing.assert_array_equal(learned_weights(tree, z, np.array([[0.0], [1.0]])), 1)
