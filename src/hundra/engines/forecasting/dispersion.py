"""How much more arrivals vary within a day than Poisson, and how long it lasts.

Given its total, a day's intervals stray from the profile: each by itself, and neighbours together
(a web page down from ten to eleven). Both are moments of the residuals' autocovariance, which
Poisson noise does not touch beyond lag 0 (Jongbloed & Koole 2001; Ibrahim et al. 2016, section 4).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hundra.engines.forecasting.grid import Flags, Floats, Grid

LONGEST_MINUTES = 240
LENGTHS_MINUTES = (15.0, 30.0, 60.0, 120.0, 240.0)


@dataclass(frozen=True)
class Dispersion:
    """Relative variances: `alone` of each interval, `together` fading over `length_minutes`."""

    alone: float
    together: float
    length_minutes: float

    def covariance(self, minutes: Floats) -> Floats:
        """Of the log rates of intervals at `minutes`, without `alone`."""
        apart = np.abs(minutes[:, None] - minutes[None, :])
        return np.asarray(self.together * np.exp(-apart / self.length_minutes))


def measure(counts: Floats, means: Floats, observed: Flags, grid: Grid) -> Dispersion:
    """From days × intervals. `means` are scaled to each day's own total."""
    there = observed & (means > 0)
    residual = np.where(there, counts - means, 0.0)
    expected = np.where(there, means, 0.0)
    lags = np.arange(1, max(2, min(LONGEST_MINUTES // grid.interval_minutes, grid.slots - 1) + 1))
    lags = lags[lags < grid.slots]
    products = np.array([(residual[:, :-lag] * residual[:, lag:]).sum() for lag in lags])
    sizes = np.array([(expected[:, :-lag] * expected[:, lag:]).sum() for lag in lags])
    minutes = (lags * grid.interval_minutes).astype(np.float64)
    together, length = _fading(products, sizes, minutes)
    own = ((residual**2).sum() - expected.sum()) / max((expected**2).sum(), 1e-9)
    return Dispersion(max(0.0, float(own) - together), together, length)


def _fading(products: Floats, sizes: Floats, minutes: Floats) -> tuple[float, float]:
    """The exponential that fits the autocovariances best (weighted least squares)."""
    best = (np.inf, 0.0, LENGTHS_MINUTES[0])
    seen = sizes > 0
    if not seen.any():
        return 0.0, LENGTHS_MINUTES[0]
    values, weights, minutes = products[seen] / sizes[seen], sizes[seen], minutes[seen]
    for length in LENGTHS_MINUTES:
        shape = np.exp(-minutes / length)
        height = max(0.0, float(weights * values @ shape / (weights * shape @ shape)))
        loss = float(weights @ (values - height * shape) ** 2)
        if loss < best[0]:
            best = (loss, height, length)
    return best[1], best[2]
