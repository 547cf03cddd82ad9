"""How scales go together with the outcome, and how well each of them measures."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hundra.engines.psychometrics import Good, reliabilities
from hundra.engines.psychometrics.trees import sums_by_unit
from hundra.hear.surveys.instruments import outcome_of
from hundra.hear.surveys.services.publishing.ground import Ground

LEAST_TIED = 30
"""People: with fewer, a correlation's interval spans most of what there is."""

Z = 1.959964
"""Of the standard normal distribution, for 95 per cent."""


def outcome(ground: Ground) -> str:
    return outcome_of(ground.wave.question_set.scales)


def ties(ground: Ground, shown: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
    """Each unit's correlations of scales with the outcome, turned so that more is better on both.

    Pearson's, with Fisher's interval (1921, Metron 1, 3–32), rounded to two decimals; of those who
    have both scores, where both means are shown and there are LEAST_TIED people at least.
    """
    scales = ground.instrument.scales
    correlation = np.full((len(ground.tree), len(scales)), np.nan)
    n = np.zeros(correlation.shape)
    codes = [one.code for one in scales]
    if outcome(ground) in codes:
        target = codes.index(outcome(ground))
        correlation, n = _correlations(ground, target)
        apart = np.array([not set(one.items) & set(scales[target].items) for one in scales])
        may = shown[:, : len(scales)] & shown[:, [target]] & apart & (n >= LEAST_TIED)
        correlation[~may] = np.nan
    there = ~np.isnan(correlation)
    half = Z / np.sqrt(np.maximum(n - 3, 1))
    z = np.arctanh(np.clip(correlation, -0.9999, 0.9999))
    rounded = {"tie": correlation, "tie_low": np.tanh(z - half), "tie_high": np.tanh(z + half)}
    found: dict[str, NDArray[Any]] = {
        name: np.round(values, 2).astype(np.float32) for name, values in rounded.items()
    }
    return found | {"tie_n": np.where(there, n, 0).astype(np.int32)}


def _correlations(ground: Ground, target: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    scales = ground.instrument.scales
    given = ground.scores[:, : len(scales)].astype(np.float64) - 50.0
    other = given[:, [target]]
    both = ~np.isnan(given) & ~np.isnan(other)
    x, y = np.where(both, given, 0.0), np.where(both, other, 0.0)
    parts = np.concatenate([both.astype(np.float64), x, y, x * x, y * y, x * y], axis=1)
    sums = ground.tree.up(sums_by_unit(ground.places, parts, len(ground.tree)))
    n, sx, sy, sxx, syy, sxy = np.split(sums, 6, axis=1)
    many = np.maximum(n, 1.0)
    variance = (sxx - sx**2 / many) * (syy - sy**2 / many)
    found = np.full(n.shape, np.nan)
    np.divide(sxy - sx * sy / many, np.sqrt(np.maximum(variance, 0)), out=found, where=variance > 1)
    turned = np.array([1.0 if one.good is Good.HIGH else -1.0 for one in scales])
    return found * turned * turned[target], n


def fit(ground: Ground) -> NDArray[np.float32]:
    """n, alpha with its interval, omega, floor and ceiling of each scale at the whole."""
    found = reliabilities(ground.instrument, ground.points, ground.scores[:, : ground.scale_count])
    rows = [
        [one.scored, one.alpha, one.alpha_low, one.alpha_high, one.omega, one.floor, one.ceiling]
        if one.scored >= LEAST_TIED
        else [0, *[np.nan] * 4, 0, 0]
        for one in found
    ]
    return np.round(np.array(rows, dtype=np.float64).reshape(-1, 7), 2).astype(np.float32)
