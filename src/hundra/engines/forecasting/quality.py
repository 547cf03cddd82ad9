"""How good forecasts have been: errors, pinball loss and how often bands held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hundra.engines.forecasting.grid import Floats


@dataclass(frozen=True)
class Quality:
    """Of `n` intervals. `mape` in per cent, over those with arrivals. `pinball` by level and their
    mean; `coverage`: the share within the central band, by its nominal share. None where nothing
    was there to judge."""

    n: int
    rmse: float
    mape: float | None
    pinball: float | None
    pinball_by_level: Mapping[float, float]
    coverage: Mapping[float, float]


def judge(actual: Floats, mean: Floats, quantiles: Mapping[float, Floats]) -> Quality:
    """All arrays of the same shape; NaN in `actual` is left out."""
    there = np.isfinite(actual)
    count = int(there.sum())
    error = (actual - mean)[there]
    some = there & (actual > 0)
    losses = {level: pinball(actual[there], q[there], level) for level, q in quantiles.items()}
    return Quality(
        n=count,
        rmse=float(np.sqrt((error**2).mean())) if count else float("nan"),
        mape=_mean(100.0 * np.abs(actual - mean)[some] / actual[some]),
        pinball=_mean(np.array([*losses.values()])) if count else None,
        pinball_by_level=losses,
        coverage=coverage(actual, quantiles) if count else {},
    )


def pinball(actual: Floats, quantile: Floats, level: float) -> float:
    """Mean pinball (quantile) loss (Koenker & Bassett 1978)."""
    above = actual - quantile
    return float(np.maximum(level * above, (level - 1.0) * above).mean()) if above.size else 0.0


def coverage(actual: Floats, quantiles: Mapping[float, Floats]) -> dict[float, float]:
    """For each pair of levels around the median: the band's nominal share → the share within."""
    there = np.isfinite(actual)
    found = {}
    by_level = {round(level, 6): one for level, one in quantiles.items()}
    for low, lower in by_level.items():
        high = round(1.0 - low, 6)
        if low < high and high in by_level:
            inside = (actual >= lower) & (actual <= by_level[high])
            found[round(high - low, 6)] = float(inside[there].mean())
    return found


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if values.size else None
