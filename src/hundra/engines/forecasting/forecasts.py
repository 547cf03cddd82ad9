"""What is expected: means and quantiles per interval and day, of the whole and of each type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from hundra.engines.forecasting import counting
from hundra.engines.forecasting.dispersion import Dispersion
from hundra.engines.forecasting.grid import Flags, Floats, ForecastError, Grid


@dataclass(frozen=True)
class Forecast:
    """Arrivals from `first_day`, every calendar day a row, every interval a column.

    `mean` is 0 where closed. `variance` is relative and beyond Poisson: Var N = μ + variance·μ²,
    of each interval; `day_covariance` the same between days (what moves whole days together).
    `known`: what has come already (see `update`), NaN elsewhere; it stands in `mean` as it is.
    """

    first_day: date
    grid: Grid
    opened: Flags
    mean: Floats
    variance: Floats
    day_covariance: Floats
    dispersion: Dispersion
    levels: tuple[float, ...]
    known: Floats
    types: Mapping[str, Forecast] = field(default_factory=dict)

    @property
    def quantiles(self) -> dict[float, Floats]:
        """Per interval, for each of `levels`."""
        return {level: self.quantile(level) for level in self.levels}

    def quantile(self, level: float) -> Floats:
        """Days × intervals: the count not exceeded with probability `level`."""
        known = np.isfinite(self.known)
        return np.where(known, self.known, counting.quantile(self.mean, self.variance, level))

    @property
    def day_means(self) -> Floats:
        return np.asarray(self.mean.sum(axis=1), dtype=np.float64)

    def day_quantile(self, level: float) -> Floats:
        """Of each day's total."""
        known = np.where(np.isfinite(self.known), self.known, 0.0).sum(axis=1)
        rest = np.maximum(self.day_means - known, 0.0)
        return np.asarray(
            known + counting.quantile(rest, np.diag(self.day_covariance).copy(), level)
        )

    def row(self, day: date) -> int:
        index = (day - self.first_day).days
        if not 0 <= index < len(self.mean):
            raise ForecastError(f"{day} is outside the forecast")
        return index
