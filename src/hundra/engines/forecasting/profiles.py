"""How a day's arrivals spread over its intervals: one profile for all, and how weekdays differ.

Counts of many days are added, older ones counting less, and smoothed as log rates (`processes`):
the common profile first, then each weekday's difference from it, shrunk towards none by as much
as the weekdays do not differ. A sparse call type's profile is shrunk in the same way towards the
whole's (`parent`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hundra.engines.forecasting import processes
from hundra.engines.forecasting.grid import WEEK, Flags, Floats, Grid, Whole
from hundra.engines.forecasting.processes import Component, Seen

HALF_LIFE_DAYS = 182.0
LENGTHS_MINUTES = (30.0, 120.0, 360.0)
NOISE = 1e-4


@dataclass(frozen=True)
class Profiles:
    """`log_shares`: 7 × intervals, each weekday's usual open intervals sum to one (as shares).

    `variance`: how unsure each is.
    """

    log_shares: Floats
    variance: Floats

    @property
    def shares(self) -> Floats:
        return np.asarray(np.exp(self.log_shares), dtype=np.float64)


@dataclass(frozen=True)
class Sums:
    """Discounted sums over days: counts, and the rates that a flat profile would have given."""

    counts: Floats
    exposure: Floats


def flat(usual: Flags) -> Profiles:
    """The same in every interval, to start from."""
    shares = np.ones(usual.shape) / np.maximum(usual.sum(axis=1, keepdims=True), 1)
    return Profiles(np.log(shares), np.zeros(usual.shape))


def learn(
    *,
    counts: Floats,
    observed: Flags,
    kinds: Whole,
    rates: Floats,
    usual: Flags,
    grid: Grid,
    parent: Profiles | None = None,
) -> Profiles:
    """Profiles of days × intervals; `rates`: each day's own total, were all of it observed."""
    start = parent or flat(usual)
    sums = _sums(counts, observed, kinds, rates, start)
    common, spread = _smooth([Sums(sums.counts.sum(0), sums.exposure.sum(0))], grid, scale=1.0)
    own = [Sums(c, e * np.exp(common[0])) for c, e in zip(sums.counts, sums.exposure, strict=True)]
    differing, unsure = _smooth(own, grid, scale=0.1)
    return _normalised(start.log_shares + common + differing, spread + unsure, usual)


def _sums(counts: Floats, observed: Flags, kinds: Whole, rates: Floats, start: Profiles) -> Sums:
    """By kind of day. Discounts are scaled so that sums still vary as Poisson counts do."""
    age = np.arange(len(counts))[::-1]
    discount = 0.5 ** (age / HALF_LIFE_DAYS)
    added, exposed = np.zeros((2, WEEK, counts.shape[1]))
    shares = start.shares
    for kind in range(WEEK):
        those = kinds == kind
        weight = discount[those]
        if not len(weight):
            continue
        weight = weight * weight.sum() / (weight @ weight)
        there = observed[those]
        added[kind] = weight @ np.where(there, counts[those], 0.0)
        exposed[kind] = (weight * rates[those]) @ there * shares[kind]
    return Sums(added, exposed)


def _smooth(nodes: list[Sums], grid: Grid, *, scale: float) -> tuple[Floats, Floats]:
    """Each node's log of counts over exposure, and its variance; smoothness shared by all."""
    parts = _components(grid, scale)
    there = [index for index, one in enumerate(nodes) if one.exposure.sum() > 0]
    means, variances = np.zeros((2, len(nodes), grid.slots))
    if not there:
        return means, variances
    seen = [Seen(nodes[index].counts, nodes[index].exposure) for index in there]
    first = [processes.fit(one, processes.total(parts, {}), NOISE, centre=0.0) for one in seen]
    found = processes.estimate(first, parts, (NOISE, NOISE, 0.0))
    whole = processes.total(parts, found.variances)
    for index, one in zip(there, seen, strict=True):
        fitted = processes.fit(one, whole, found.noise, centre=0.0)
        means[index] = fitted.log_rates
        variances[index] = np.diag(fitted.covariance(whole, whole))
    return means, variances


def _components(grid: Grid, scale: float) -> list[Component]:
    apart = np.abs(grid.minutes[:, None] - grid.minutes[None, :]).astype(np.float64)
    smooth = [
        Component(
            f"{length:.0f} minutes", np.exp(-0.5 * (apart / length) ** 2), (0.3 * scale) ** 2, 2.0
        )
        for length in LENGTHS_MINUTES
        if length > grid.interval_minutes
    ]
    return [
        Component("whole", np.ones_like(apart), 0.1**2),
        Component("each", np.eye(grid.slots), (0.05 * scale) ** 2, 2.0),
        *smooth,
    ]


def _normalised(logs: Floats, variance: Floats, usual: Flags) -> Profiles:
    sums = np.where(usual, np.exp(logs), 0.0).sum(axis=1, keepdims=True)
    unused = sums <= 0
    sums = np.where(unused, np.exp(logs).sum(axis=1, keepdims=True), sums)
    return Profiles(logs - np.log(sums), variance)
