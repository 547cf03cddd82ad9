"""Many tests at once: how many of those that are called may be false.

The false discovery rate is the expected share of false calls among all calls (Benjamini & Hochberg
1995, Journal of the Royal Statistical Society B 57, 289–300). Tests may be weighted before they are
looked at, as long as the weights' mean is 1 (Genovese, Roeder & Wasserman 2006, Biometrika 93,
509–524); and weights may be learned from data that are independent of the test (Ignatiadis & Huber
2021, JRSS B 83, 720–751).
"""

from __future__ import annotations

import numpy as np

from hundra.engines.psychometrics.instruments import Floats
from hundra.engines.psychometrics.trees import Tree, sums_by_unit

EVEN = 0.5
"""Of the weights, what everybody gets: a lone change among many units is never ruled out."""

STRONGEST = 4.0
"""Standard errors: what a single change can tell about others, however large it is."""


def benjamini_hochberg(p: Floats, weights: Floats | None = None) -> Floats:
    """Adjusted p-values of the same shape: the least rate of false calls that calls them.

    NaN is not tested and stays. `weights` have mean 1 over those tested.
    """
    found = np.where(np.isnan(p), np.nan, 1.0)
    tests = p.size - int(np.isnan(found).sum())
    below = p < 1  # the others are never called, whatever their weight
    given = p[below]
    if weights is not None:
        share = weights[below]
        given = np.divide(given, share, out=np.full(given.shape, np.inf), where=share > 0)
    order = np.argsort(given)
    ranks = np.arange(1, len(given) + 1)
    steps = np.minimum.accumulate((given[order] * tests / ranks)[::-1])[::-1]
    adjusted = np.empty(len(given))
    adjusted[order] = np.minimum(steps, 1.0)
    found[below] = adjusted
    return found


def benjamini_yekutieli(p: Floats) -> Floats:
    """The same whatever the dependence between tests (2001, Annals of Statistics 29, 1165–1188)."""
    tests = int((~np.isnan(p)).sum())
    harmonic = float((1 / np.arange(1, tests + 1)).sum()) if tests else 1.0
    return np.minimum(benjamini_hochberg(p) * harmonic, 1.0)


def depth_weights(tree: Tree, tested: Floats) -> Floats:
    """Weights of units, mean 1 over what is `tested` (units × tests, 0 or 1).

    Half is shared by all tests alike, half by the depths of the tree alike: the few at the top,
    where most can be seen, are not drowned by the many at the bottom.
    """
    depths = int(tree.depths.max()) + 1 if len(tree) else 1
    counts = np.bincount(tree.depths, weights=tested.sum(axis=1), minlength=depths)
    there = counts > 0
    fair = np.divide(
        counts.sum() / max(int(there.sum()), 1), counts, out=np.zeros(depths), where=there
    )
    return np.asarray(EVEN + (1 - EVEN) * fair[tree.depths])


def learned_weights(tree: Tree, z: Floats, counts: Floats) -> Floats:
    """Weights of scales and directions in each unit, from what happened in other branches.

    `z`: standardised changes (units × scales) of units, NaN where there is none; `counts` 1 where
    it is of a unit's own people, so that no two share anybody. Returned: directions × units ×
    scales, up first; mean 1 over directions and scales in every unit.

    Where units elsewhere went up on a scale, more than chance would have it (the mean square of
    the positive z is then over ½), a rise here gets more of the weight. What is learned for a
    branch is learned outside it; units above all branches get 1.
    """
    branches = tree.branches()
    folds = int(branches.max()) + 1 if len(tree) else 0
    weights = np.ones((2, *z.shape))
    usable = ~np.isnan(z) & (counts > 0)
    cut = np.clip(np.where(usable, z, 0.0), -STRONGEST, STRONGEST)
    energy = np.concatenate([np.maximum(cut, 0.0) ** 2, np.minimum(cut, 0.0) ** 2], axis=1)
    places = np.where(branches < 0, folds, branches)
    sums = sums_by_unit(places, energy, folds + 1).reshape(folds + 1, 2, -1)
    numbers = sums_by_unit(places, usable.astype(np.float64), folds + 1)
    outside, there = sums.sum(axis=0) - sums, numbers.sum(axis=0) - numbers
    many = np.maximum(there, 1.0)[:, np.newaxis, :]
    # For chance alone: mean ½, variance 5/4.
    evidence = np.maximum(outside / many - 0.5 - np.sqrt(1.25 / many), 0.0)
    mean = evidence.mean(axis=(1, 2), keepdims=True)
    learned = EVEN + (1 - EVEN) * np.divide(
        evidence, mean, out=np.ones_like(evidence), where=mean > 0
    )
    found = learned[places].transpose(1, 0, 2)
    below = branches >= 0
    weights[:, below] = found[:, below]
    return weights
