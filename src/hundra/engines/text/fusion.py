"""Joins several ways to score the same texts into one score.

Each way's scores are standardised over the texts compared, for the question at hand, and added
with fixed weights: a convex combination, which does better than the fusion of ranks (Bruch, Gai &
Ingber 2023, An analysis of fusion functions for hybrid retrieval, arXiv:2210.11934).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

_EQUAL = 1e-9


def standardised(scores: npt.ArrayLike) -> Scores:
    """Scores less their mean, over their standard deviation.

    A missing score (nan) becomes the mean, 0. Equal scores tell nothing: all 0.
    """
    values = np.asarray(scores, np.float64)
    missing = np.isnan(values)
    there = values[~missing]
    if not len(there) or np.ptp(there) < _EQUAL:
        return np.zeros(len(values))
    mean = there.sum() / len(there)
    deviation = np.sqrt(np.square(there - mean).sum() / len(there))
    return np.asarray(np.where(missing, 0.0, (values - mean) / deviation), np.float64)


def fuse(signals: Mapping[str, npt.ArrayLike], weights: Mapping[str, float]) -> Scores:
    """The weighted mean of the standardised signals; the weights are those of the same names."""
    total = sum(weights[name] for name in signals)
    parts = [weights[name] * standardised(scores) for name, scores in signals.items()]
    return np.asarray(sum(parts) / total, np.float64)
