"""Quantiles of Poisson–gamma (negative binomial) counts by mean and relative variance."""

from __future__ import annotations

import numpy as np
from scipy import special, stats

from hundra.engines.forecasting.grid import Floats

SPARSE = 8.0
"""Below this mean the distribution itself is asked; above, its first three moments."""
LEAST_MEAN = 1e-9
LEAST_VARIANCE = 1e-9


def quantile(mean: Floats, variance: Floats, level: float) -> Floats:
    """The count that is not exceeded with probability `level`, for Var N = μ + variance·μ².

    Each count is spread evenly over its step (n ± ½), so that half of the counts lie within the
    25–75 % band and not some per cent more. Never below 0; 0 where the mean is.
    """
    variance = np.maximum(np.broadcast_to(variance, mean.shape), LEAST_VARIANCE)
    result = np.zeros(mean.shape)
    many = mean >= SPARSE
    few = (mean > LEAST_MEAN) & ~many
    result[many] = _of_moments(mean[many], variance[many], level)
    result[few] = _exact(mean[few], variance[few], level)
    return np.maximum(result, 0.0)


def _exact(mean: Floats, variance: Floats, level: float) -> Floats:
    size = 1.0 / variance
    counts = stats.nbinom(size, size / (size + mean))
    whole = counts.ppf(level)
    into = (level - counts.cdf(whole - 1)) / np.maximum(counts.pmf(whole), LEAST_MEAN)
    return np.asarray(whole - 0.5 + np.clip(into, 0.0, 1.0), dtype=np.float64)


def _of_moments(mean: Floats, variance: Floats, level: float) -> Floats:
    """A shifted gamma variable's quantile."""
    spread = mean + variance * mean**2
    deviation = np.sqrt(spread + 1 / 12)
    skewness = (2.0 * spread / mean - 1.0) / np.sqrt(spread)
    shape = 4.0 / skewness**2
    standard = (special.gammaincinv(shape, level) - shape) / np.sqrt(shape)
    return np.asarray(mean + deviation * standard, dtype=np.float64)
