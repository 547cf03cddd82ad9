"""Call types: each one's share of the whole, however few its calls.

A type's rate is the whole's times a share, whose log is again a process: a constant, a slow walk
and weekdays of its own, with variances learned. Few calls leave it near the whole's pattern. Its
profile is shrunk towards the whole's in the same way. Should the types make up the whole, their
means are made to add up to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from hundra.engines.forecasting import dispersion, processes
from hundra.engines.forecasting.days import Days
from hundra.engines.forecasting.forecasts import Forecast
from hundra.engines.forecasting.grid import Floats, Whole
from hundra.engines.forecasting.history import History
from hundra.engines.forecasting.model import Model, Observed, learn_profiles, observe
from hundra.engines.forecasting.processes import Component, Fitted, Seen
from hundra.engines.forecasting.profiles import Profiles

TUNED_DAYS = 250
MOST_DAYS = 500
FIRST_NOISE = 0.03**2
ADD_UP = 1e-6


def forecast_types(model: Model, history: History, whole: Forecast) -> dict[str, Forecast]:
    """A forecast of each of the history's types, beside the `whole`'s."""
    base = _whole_rates(model, history)
    found = {
        name: _forecast(model, history, observe(counts, history.opened, model.days), base, whole)
        for name, counts in history.types.items()
    }
    return _adding_up(found, whole) if _add_up(history) else found


def _whole_rates(model: Model, history: History) -> Floats:
    """The whole's fitted rate of each day of the history (as if open all its usual hours)."""
    levels = model.levels
    rates = np.full(history.days, np.nan)
    rates[levels.rows] = np.exp(levels.fitted.log_rates)
    return rates


def _forecast(
    model: Model, history: History, seen: Observed, base: Floats, whole: Forecast
) -> Forecast:
    own = learn_profiles(seen, model.usual, history, model.profiles)
    exposure = np.nan_to_num(seen.exposure(own) * base)
    rows = np.flatnonzero(exposure > 0)[-MOST_DAYS:]
    wanted = history.days + np.arange(len(whole.mean))
    logs, covariance, noise = _shares(
        model.days, rows, Seen(seen.totals[rows], exposure[rows]), wanted
    )
    unsure = np.diag(covariance)
    kinds = model.days.kinds[wanted]
    mean = _whole_days(whole, model.profiles, kinds) * np.exp(logs + unsure / 2)
    rates = seen.totals / np.where(exposure > 0, seen.exposure(own), np.inf)
    strays = dispersion.measure(
        seen.counts, rates[:, None] * own.shares[seen.kinds], seen.there, history.grid
    )
    day_covariance = whole.day_covariance + covariance + noise * np.eye(len(wanted))
    each = strays.alone + strays.together + own.variance[kinds]
    return Forecast(
        first_day=whole.first_day,
        grid=whole.grid,
        opened=whole.opened,
        mean=np.where(whole.opened, mean[:, None] * own.shares[kinds], 0.0),
        variance=np.diag(day_covariance)[:, None] + each,
        day_covariance=day_covariance,
        dispersion=strays,
        levels=whole.levels,
        known=whole.known,
    )


def _whole_days(whole: Forecast, profiles: Profiles, kinds: Whole) -> Floats:
    """Each day's total had it been open all its usual hours."""
    shares = np.where(whole.opened, profiles.shares[kinds], 0.0).sum(axis=1)
    return whole.day_means / np.where(shares > 0, shares, np.inf)


def _shares(days: Days, rows: Whole, seen: Seen, wanted: Whole) -> tuple[Floats, Floats, float]:
    """Logs of the type's share of the whole on the days `wanted`, their covariance, its noise."""
    late = rows[-TUNED_DAYS:]
    parts = _components(days, late)
    tuned = Seen(seen.counts[-TUNED_DAYS:], seen.exposure[-TUNED_DAYS:])
    first = processes.fit(tuned, processes.total(parts, {}), FIRST_NOISE)
    found = processes.estimate([first], parts, (FIRST_NOISE, FIRST_NOISE, 1.0))
    both = np.concatenate([wanted, rows])
    covariance = processes.total(_components(days, both), found.variances)
    new = len(wanted)
    fitted: Fitted = processes.fit(seen, covariance[new:, new:], found.noise)
    across = covariance[:new, new:]
    own = fitted.covariance(across, covariance[:new, :new])
    return fitted.predict(across), own, found.noise


def _components(days: Days, rows: Whole) -> list[Component]:
    number = days.number[rows]
    weights = days.weights[rows]
    return [
        Component("start", np.ones((len(rows), len(rows))), 1.0),
        Component("walk", np.minimum(number[:, None], number[None, :]), 0.004**2, 1.0),
        Component("weekday", weights @ weights.T, 0.05**2, 1.0),
    ]


def _add_up(history: History) -> bool:
    """Whether every counted arrival has just one type."""
    there = history.observed
    parts = sum((one[there] for one in history.types.values()), np.zeros(int(there.sum())))
    return bool(np.allclose(parts, history.counts[there], rtol=ADD_UP, atol=ADD_UP))


def _adding_up(found: Mapping[str, Forecast], whole: Forecast) -> dict[str, Forecast]:
    total = sum((one.mean for one in found.values()), np.zeros_like(whole.mean))
    factor = np.divide(whole.mean, total, out=np.ones_like(total), where=total > 0)
    return {name: replace(one, mean=one.mean * factor) for name, one in found.items()}
