"""What a history teaches: the days' levels, the profiles, and how far it strays from both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hundra.engines.forecasting import dispersion, levels, outages, profiles
from hundra.engines.forecasting.calendar import Calendar
from hundra.engines.forecasting.days import Days, describe
from hundra.engines.forecasting.dispersion import Dispersion
from hundra.engines.forecasting.grid import Flags, Floats, ForecastError, Whole, open_days
from hundra.engines.forecasting.history import History
from hundra.engines.forecasting.levels import Levels
from hundra.engines.forecasting.processes import Seen
from hundra.engines.forecasting.profiles import Profiles

LEAST_DAYS = 3
LOOKAHEAD_DAYS = 7
PASSES = 2


@dataclass(frozen=True)
class Model:
    """`days` go on beyond the history. `usual`: 7 × intervals usually open."""

    days: Days
    usual: Flags
    levels: Levels
    profiles: Profiles
    dispersion: Dispersion


@dataclass(frozen=True)
class Observed:
    """Days × intervals of one series; `counts` are 0 where not `there`."""

    counts: Floats
    there: Flags
    kinds: Whole

    @property
    def totals(self) -> Floats:
        return np.asarray(self.counts.sum(axis=1), dtype=np.float64)

    def exposure(self, of: Profiles) -> Floats:
        """The share of each day that was observed."""
        return np.asarray((of.shares[self.kinds] * self.there).sum(axis=1), dtype=np.float64)


def learn(history: History, calendar: Calendar, ahead: Flags) -> Model:
    """`ahead`: the opened intervals of the days after the history, as far as they are known.

    Raises ForecastError with fewer than three days of counts.
    """
    usual = history.usual_hours()
    opened = open_days(np.concatenate([history.opened, ahead]))
    days = describe(history.first_day, opened, calendar, open_days(usual))
    seen = observe(history.counts, history.opened, days)
    if open_days(seen.there).sum() < LEAST_DAYS:
        raise ForecastError(f"fewer than {LEAST_DAYS} days with counts")
    own = learn_profiles(seen, usual, history)
    shares = own.shares[seen.kinds]
    suspect = outages.find(seen.counts, seen.there, seen.exposure(own), shares, seen.kinds)
    if suspect.any():
        seen = observe(history.counts, history.opened & ~suspect, days)
        own = learn_profiles(seen, usual, history)
    exposure = seen.exposure(own)
    rows = np.flatnonzero(exposure > 0)
    rates = seen.totals / np.where(exposure > 0, exposure, np.inf)
    means = rates[:, None] * own.shares[seen.kinds]
    return Model(
        days=days,
        usual=usual,
        levels=levels.learn(days, rows, Seen(seen.totals[rows], exposure[rows])),
        profiles=own,
        dispersion=dispersion.measure(seen.counts, means, seen.there, history.grid),
    )


def observe(counts: Floats, opened: Flags, days: Days) -> Observed:
    there = opened & np.isfinite(counts)
    return Observed(np.where(there, counts, 0.0), there, days.kinds[: len(counts)])


def learn_profiles(
    seen: Observed, usual: Flags, history: History, parent: Profiles | None = None
) -> Profiles:
    """One series' profiles, shrunk towards `parent`'s.

    Profiles need each day's rate, and rates of days seen in part need profiles: in turn.
    """
    found = parent or profiles.flat(usual)
    for _ in range(PASSES):
        exposure = seen.exposure(found)
        rates = seen.totals / np.where(exposure > 0, exposure, np.inf)
        found = profiles.learn(
            counts=seen.counts,
            observed=seen.there,
            kinds=seen.kinds,
            rates=rates,
            usual=usual,
            grid=history.grid,
            parent=parent,
        )
    return found
