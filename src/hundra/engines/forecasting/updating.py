"""The day's forecast once some of it is known.

What came so far says how busy the day is (its level's error, shared by all its intervals) and how
the last hour strayed (which fades): both are conditioned on at once, as a Gaussian process seen
through the counts (Weinberg, Brown & Stroud 2007 do the same by simulation). Later days follow by
how much their levels move together with today's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from hundra.engines.forecasting import processes
from hundra.engines.forecasting.forecasts import Forecast
from hundra.engines.forecasting.grid import Floats, ForecastError
from hundra.engines.forecasting.processes import Seen

LEAST_VARIANCE = 1e-12


@dataclass(frozen=True)
class _Learned:
    """By interval of the day: the `factor` of its mean and how much `less` it varies. By day:
    the `factors` of means; and how much less the log of what is left of the day varies."""

    factor: Floats
    less: Floats
    factors: Floats
    less_of_rest: float


def update(
    forecast: Forecast,
    so_far: Floats,
    *,
    day: int = 0,
    types: Mapping[str, Floats] | None = None,
) -> Forecast:
    """The forecast after `so_far`: the row `day`'s counts by interval, NaN where not yet known.

    Always update the forecast made before the day, with all that is known by now. `types`: the
    same for each call type that is counted; those without counts follow the whole. Raises
    ForecastError when the number of intervals differs.
    """
    given = {name: one for name, one in (types or {}).items() if name in forecast.types}
    for counts in (so_far, *given.values()):
        if np.shape(counts) != (forecast.grid.slots,):
            raise ForecastError(f"{np.shape(counts)} is not {forecast.grid.slots} intervals")
    learned = _learn(forecast, so_far, day)
    nothing = np.full(forecast.grid.slots, np.nan)
    parts = {name: _apply(part, nothing, day, learned) for name, part in forecast.types.items()}
    parts |= {
        name: _apply(parts[name], counts, day, _learn(parts[name], counts, day))
        for name, counts in given.items()
    }
    return replace(_apply(forecast, so_far, day, learned), types=parts)


def _learn(forecast: Forecast, counts: Floats, day: int) -> _Learned:
    mean, opened = forecast.mean[day], forecast.opened[day]
    there = np.isfinite(counts) & opened & (mean > 0)
    shared = forecast.day_covariance[day]
    fading = forecast.dispersion.covariance(forecast.grid.minutes.astype(np.float64))
    prior = fading + shared[day]
    before = np.diag(prior)
    across = prior[:, there]
    # `mean` is a mean of rates; their logs have theirs half a variance lower.
    fitted = processes.fit(
        Seen(counts[there], (mean * np.exp(-before / 2))[there]),
        across[there],
        forecast.dispersion.alone,
        centre=0.0,
    )
    after = fitted.covariance(across, prior)
    less = before - np.diag(after)
    level = np.full((1, int(there.sum())), shared[day])
    own = np.full((1, 1), shared[day])
    less_of_day = float((own - fitted.covariance(level, own))[0, 0])
    together = shared / max(float(shared[day]), LEAST_VARIANCE)
    together[:day] = 0.0
    shift = float(fitted.predict(level)[0])
    left = mean * (opened & ~there)
    return _Learned(
        factor=np.exp(fitted.predict(across) - less / 2),
        less=less,
        factors=np.exp(together * shift - together**2 * less_of_day / 2),
        less_of_rest=_spread(prior, left) - _spread(after, left),
    )


def _spread(covariance: Floats, weights: Floats) -> float:
    """The relative variance of a sum with such means."""
    total = float(weights.sum())
    return float(weights @ covariance @ weights) / total**2 if total > 0 else 0.0


def _apply(forecast: Forecast, counts: Floats, day: int, learned: _Learned) -> Forecast:
    there = np.isfinite(counts) & forecast.opened[day]
    mean, variance = forecast.mean * learned.factors[:, None], forecast.variance.copy()
    known, covariance = forecast.known.copy(), forecast.day_covariance.copy()
    mean[day] = np.where(there, counts, forecast.mean[day] * learned.factor)
    variance[day] = np.maximum(variance[day] - learned.less, 0.0)
    known[day] = np.where(there, counts, np.nan)
    covariance[day, day] = max(covariance[day, day] - learned.less_of_rest, 0.0)
    return replace(forecast, mean=mean, variance=variance, known=known, day_covariance=covariance)
