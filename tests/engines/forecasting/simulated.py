"""Made-up centres whose truth is known: Poisson–gamma arrivals with a profile and weekdays."""

from __future__ import annotations

from datetime import date

import numpy as np

from hundra.engines.forecasting import Grid, History

MONDAY = date(2024, 1, 1)
WEEKDAYS = (1.25, 1.05, 0.95, 0.9, 0.85, 0.0, 0.0)


def rates(days, *, interval=30, a_day=900.0, weekdays=WEEKDAYS, level=lambda day: 1.0):
    """Days × intervals of expected arrivals, 8–17, most at ten."""
    hour = Grid(interval).minutes / 60
    shape = np.where((hour >= 8) & (hour < 17), 0.5 + np.exp(-(((hour - 10) / 2.5) ** 2)), 0.0)
    totals = np.array([a_day * weekdays[day % 7] * level(day) for day in range(days)])
    return totals[:, None] * shape / shape.sum()


def history(means, rng, *, day_spread=0.05, first_day=MONDAY):
    """A history of such means, each day's multiplied by a gamma of that relative spread."""
    size = 1 / day_spread**2
    busy = rng.gamma(size, 1 / size, size=(len(means), 1))
    opened = means > 0
    counts = np.where(opened, rng.poisson(means * busy), np.nan)
    return History(first_day, Grid(24 * 60 // means.shape[1]), counts, opened)
