"""How much answers differ: within units, and between them.

Within: a unit's own variance is a poor guess from seven answers, and 0 where all answered alike.
It is moderated by what holds for the scale in all units, as much as they are alike in it: variances
of units are taken as scaled inverse χ², the prior's weight in degrees of freedom d₀ by moments
(Smyth 2004, Statistical Applications in Genetics and Molecular Biology 3, article 3, whose
empirical Bayes test this is; there by moments of logarithms, which answers all alike don't have).

Between: the variance of units' true means, by moments (Cochran 1954; DerSimonian & Laird 1986,
Controlled Clinical Trials 7, 177–188).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hundra.engines.psychometrics.instruments import Floats
from hundra.engines.psychometrics.waves import Wave

ROUNDING = 1e-6
"""Square points: variances under this are rounding errors of sums."""


@dataclass(frozen=True, kw_only=True)
class Component:
    """A variance, and the degrees of freedom that it is known with."""

    variance: Floats
    degrees: Floats


def within_units(wave: Wave) -> Component:
    """The variance of scores within each unit, moderated. Units × scales.

    0 only where all in all units answered alike; NaN where no unit has two answers.
    """
    n, degrees, squares = wave.n, np.maximum(wave.n - 1, 0.0), _squares(wave)
    whole = degrees.sum(axis=0)
    pooled = _ratio(squares.sum(axis=0), whole)
    own = _ratio(squares, degrees)
    weight = _prior_weight(own, degrees, pooled, units=(n > 1).sum(axis=0))
    variance = _ratio(weight * pooled + squares, weight + degrees)
    return Component(variance=variance, degrees=np.minimum(weight + degrees, whole))


def between_units(wave: Wave) -> Component:
    """The variance between units' means that is more than chance within them. One per scale."""
    n, whole = wave.n, wave.n.sum(axis=0)
    grand = _ratio(wave.total.sum(axis=0), whole)
    means = _ratio(wave.total, n)
    spread = np.nansum(n * (means - grand) ** 2, axis=0)
    pooled = _ratio(_squares(wave).sum(axis=0), np.maximum(n - 1, 0.0).sum(axis=0))
    return component(spread, pooled * ((n > 0).sum(axis=0) - 1), n, (n > 0).sum(axis=0))


def component(spread: Floats, expected: Floats, weights: Floats, units: Floats) -> Component:
    """Σ w (x − x̄)² less what chance makes of it, by its weights; degrees as its error says."""
    whole = weights.sum(axis=0)
    size = whole - _ratio((weights**2).sum(axis=0), whole)
    variance = np.nan_to_num(_ratio(np.maximum(spread - expected, 0.0), size))
    # Var(τ²) is about 2 (spread / size)² / (units − 1), and a variance's 2 τ⁴ / degrees.
    share = np.nan_to_num(_ratio(variance * size, spread))
    return Component(variance=variance, degrees=np.maximum(units - 1, 0) * share**2)


def _squares(wave: Wave) -> Floats:
    squares = wave.squares - _ratio(wave.total**2, wave.n, empty=0.0)
    return np.where(squares < ROUNDING * np.maximum(wave.n, 1), 0.0, squares)


def _prior_weight(own: Floats, degrees: Floats, pooled: Floats, *, units: Floats) -> Floats:
    """d₀: how many answers the other units' variances are worth. One per scale.

    A scaled inverse χ² has a squared coefficient of variation of 2 / (d₀ − 4). To it is added what
    so few units leave unknown, 2 / units, so that d₀ is never more than they can tell.
    """
    strayed = np.nansum(degrees * (own - pooled) ** 2, axis=0)
    excess = _ratio(strayed - 2 * pooled**2 * units, degrees.sum(axis=0))
    relative = np.nan_to_num(_ratio(np.maximum(excess, 0.0), pooled**2))
    return np.where(units > 1, 4 + 2 / (relative + 2 / np.maximum(units, 1)), 0.0)


def _ratio(part: Floats, whole: Floats, *, empty: float = np.nan) -> Floats:
    """part / whole, and `empty` where whole is 0."""
    shape = np.broadcast_shapes(np.shape(part), np.shape(whole))
    found = np.full(shape, empty)
    np.divide(part, whole, out=found, where=np.asarray(whole) > 0)
    return found
