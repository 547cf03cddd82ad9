"""Quantiles of Poisson–gamma (negative binomial) counts by mean and relative variance."""

from __future__ import annotations

import numpy as np
from scipy import special, stats

from hundra.engines.forecasting.grid import Floats

SPARSE = 5.0
"""Below this mean quantiles are whole numbers; above, the steps are smoothed out."""
LEAST_MEAN = 1e-9
LEAST_VARIANCE = 1e-9


def quantile(mean: Floats, variance: Floats, level: float) -> Floats:
    """The count that is not exceeded with probability `level`, for Var N = μ + variance·μ².

    Large means: a gamma variable with N's first three moments, spread evenly over each step, so
    that half the counts lie within the 25–75 % band and not some per cent more.
    """
    dense = mean >= SPARSE
    result = np.zeros(mean.shape)
    result[dense] = _smooth(mean[dense], np.broadcast_to(variance, mean.shape)[dense], level)
    few = (mean > LEAST_MEAN) & ~dense
    size = 1.0 / np.maximum(np.broadcast_to(variance, mean.shape)[few], LEAST_VARIANCE)
    result[few] = stats.nbinom.ppf(level, size, size / (size + mean[few]))
    return result


def _smooth(mean: Floats, variance: Floats, level: float) -> Floats:
    spread = mean + variance * mean**2
    deviation = np.sqrt(spread + 1 / 12)
    skewness = (2.0 * spread / mean - 1.0) / np.sqrt(spread)
    shape = 4.0 / skewness**2
    standard = (special.gammaincinv(shape, level) - shape) / np.sqrt(shape)
    return np.asarray(np.maximum(0.0, mean + deviation * standard), dtype=np.float64)
