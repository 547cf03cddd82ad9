"""How many a day: level, trend, weekday, month, year and special days, in one Gaussian process.

The log of a day's mean is a sum of independent parts, each with a variance of its own that is
learned from the history (see `processes`), around values that hold for service centres in general:
a random walk (exponential smoothing's model: Hyndman et al. 2008), a slope, weekdays that may
drift slowly, what comes and goes in a few days (an AR(1)), the time of the month, the time of the
year, special days, and level shifts where the history shows them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from hundra.engines.forecasting import processes
from hundra.engines.forecasting.days import NAMED_SPREAD, SPREADS, Days
from hundra.engines.forecasting.grid import Floats, Whole
from hundra.engines.forecasting.processes import Component, Estimate, Fitted, Seen

TUNED_DAYS = 400
"""Variances are learned from the last so many days: enough, and the work grows by the cube."""
MOST_DAYS = 1_500
YEAR = 365.25
FIRST_NOISE = 0.03**2
SHIFT_VARIANCE = 0.3**2
SHIFT_MARGIN = 7
"""A level shift is only looked for so many open days from either end."""
MOST_SHIFTS = 4
SHIFT_EVIDENCE = 8.0
"""By how much (log likelihood) a shift must explain the days better: some hundred days could
each be the one, so that a factor of 3,000 leaves one to ten."""


@dataclass(frozen=True)
class Levels:
    """The fitted process over the days `rows` of `days` that were seen."""

    days: Days
    rows: Whole
    variances: dict[str, float]
    noise: float
    shifts: tuple[int, ...]
    fitted: Fitted

    def at(self, wanted: Whole) -> tuple[Floats, Floats]:
        """Log of the mean of the days `wanted`, and its covariance; without a day's own noise."""
        both = np.concatenate([wanted, self.rows])
        whole = processes.total(components(self.days, both, self.shifts), self.variances)
        new = len(wanted)
        across = whole[:new, new:]
        return self.fitted.predict(across), self.fitted.covariance(across, whole[:new, :new])


def components(days: Days, rows: Whole, shifts: tuple[int, ...] = ()) -> list[Component]:
    """The parts of the covariance between the days `rows`. Times are counted in days."""
    number = days.number[rows]
    apart = np.abs(number[:, None] - number[None, :])
    weights = days.weights[rows]
    week = weights @ weights.T
    since = np.minimum(number[:, None], number[None, :]) - float(days.number[0])
    centred = (number - days.number.mean()) / YEAR
    parts = [
        Component("start", np.ones_like(apart), 0.5**2),
        Component("walk", since, 0.006**2, 1.0),
        Component("slope", np.outer(centred, centred), 0.1**2),
        Component("weekday", week, 0.3**2),
        Component("drifting weekday", week * np.exp(-apart / 60.0), 0.02**2, 0.7),
        Component("passing", np.exp(-apart / 3.0), 0.015**2, 0.7),
        Component("month", _round(days.month[rows], 0.6), 0.02**2, 0.7),
    ]
    if days.number[-1] - days.number[0] >= YEAR:
        parts.append(Component("year", _round(days.year[rows], 0.5), 0.08**2, 1.0))
    if days.names:
        scaled = days.effects[rows] * [SPREADS.get(name, NAMED_SPREAD) for name in days.names]
        parts.append(Component("special", scaled @ scaled.T, 1.0))
    if shifts:
        after = number[:, None] >= days.number[list(shifts)][None, :]
        parts.append(Component("shifts", after.astype(float) @ after.T, SHIFT_VARIANCE))
    return parts


def _round(phase: Floats, length: float) -> Floats:
    """A periodic covariance (MacKay 1998) of a phase 0–1."""
    half_turns = np.sin(np.pi * (phase[:, None] - phase[None, :]))
    return np.asarray(np.exp(-2.0 * half_turns**2 / length**2), dtype=np.float64)


def learn(days: Days, rows: Whole, seen: Seen) -> Levels:
    """`rows`: the days seen, in order; `seen`: their counts, and what a rate of one would give."""
    rows, seen = rows[-MOST_DAYS:], _last(seen, MOST_DAYS)
    found, shifts = _tuned(days, rows[-TUNED_DAYS:], _last(seen, TUNED_DAYS))
    covariance = processes.total(components(days, rows, shifts), found.variances)
    fitted = processes.fit(seen, covariance, found.noise)
    return Levels(days, rows, found.variances, found.noise, shifts, fitted)


def _last(seen: Seen, count: int) -> Seen:
    return Seen(seen.counts[-count:], seen.exposure[-count:])


def _tuned(days: Days, rows: Whole, seen: Seen) -> tuple[Estimate, tuple[int, ...]]:
    """Variances, and the days from which the level is another one: a shift is kept when the days
    are better explained with it, variances learned anew, than by a level that walks faster."""
    shifts: tuple[int, ...] = ()
    found, fitted = _estimate(days, rows, seen, shifts)
    while len(shifts) < MOST_SHIFTS:
        likeliest = _likeliest_shift(days, rows, fitted, found, shifts)
        if likeliest is None:
            break
        with_it, refitted = _estimate(days, rows, seen, (*shifts, likeliest))
        if with_it.evidence < found.evidence + SHIFT_EVIDENCE:
            break
        found, fitted, shifts = with_it, refitted, (*shifts, likeliest)
    return found, shifts


def _estimate(
    days: Days, rows: Whole, seen: Seen, shifts: tuple[int, ...]
) -> tuple[Estimate, Fitted]:
    parts = components(days, rows, shifts)
    first = processes.fit(seen, processes.total(parts, {}), FIRST_NOISE)
    return processes.estimate([first], parts, (FIRST_NOISE, FIRST_NOISE, 1.0)), first


def _likeliest_shift(
    days: Days, rows: Whole, fitted: Fitted, found: Estimate, shifts: tuple[int, ...]
) -> int | None:
    """The first day of the new level that explains most, were the level not to walk faster than
    usual; None where even then it explains too little."""
    if len(rows) < 2 * SHIFT_MARGIN + 1:
        return None
    parts = components(days, rows, shifts)
    usual = {one.name: one.variance for one in parts}
    calm = {name: min(found.variances.get(name, usual[name]), usual[name]) for name in usual}
    covariance = processes.total(parts, calm) + np.diag(
        fitted.error - FIRST_NOISE + min(found.noise, FIRST_NOISE)
    )
    factor = cho_factor(covariance, lower=True, check_finite=False)
    inverse = cho_solve(factor, np.eye(len(rows)), check_finite=False)
    # What a step from each day on would explain: sums over all days from it on.
    pull = np.cumsum((inverse @ (fitted.working - fitted.centre))[::-1])[::-1]
    hold = np.diag(np.cumsum(np.cumsum(inverse[::-1, ::-1], axis=0), axis=1))[::-1]
    gain = pull**2 * SHIFT_VARIANCE / (1 + SHIFT_VARIANCE * hold) - np.log1p(SHIFT_VARIANCE * hold)
    best = int(np.argmax(gain[SHIFT_MARGIN:-SHIFT_MARGIN])) + SHIFT_MARGIN
    return int(rows[best]) if gain[best] / 2 > SHIFT_EVIDENCE else None
