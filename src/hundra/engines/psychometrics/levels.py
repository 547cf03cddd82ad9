"""Means of every unit with intervals: finite staffs, clustered in units.

Two things are taken as chance.

*Who answered.* Of a staff of N, n answered. What they would always answer is known of n, so that
only N − n are unknown; but an answer also strays from day to day, which no answering rate helps
against. The variance of a mean is then s²/n · (1 − ρ n/N), ρ being the reliability of the score:
the finite population correction with response errors (Cochran 1977, Sampling Techniques, 13.9 and
13.10: (1 − f) s²/n plus σ_d²/N). Without a known reliability or population: s²/n.

*Which units answered.* People in a unit answer alike. A mean of many units in which some answered
more than others is off by Σ (n_u/n − N_u/N) μ_u, with variance τ² Σ (n_u/n − N_u/N)²; τ² is the
variance between units (the prediction approach: Valliant, Dorfman & Royall 2000, Finite Population
Sampling and Inference, chapter 8). Where all units answer equally it is 0: then units are strata,
not a sample. Without populations the units count as a sample of such units: τ² Σ (n_u/n)².

Student's t on Satterthwaite's degrees of freedom (1946, Biometrics Bulletin 2, 110–114).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from scipy import special

from hundra.engines.psychometrics.instruments import Floats
from hundra.engines.psychometrics.means import t_expansion
from hundra.engines.psychometrics.trees import Tree
from hundra.engines.psychometrics.variances import Component, between_units, within_units
from hundra.engines.psychometrics.waves import Wave

HIGHEST = 100.0
MANY_DEGREES = 20.0


@dataclass(frozen=True, kw_only=True)
class Levels:
    """Means, 0–100, of each unit and all under it, by scale. Units × scales.

    `low` and `high` are NaN where fewer than two answered. `error` is the standard error.
    """

    n: Floats
    mean: Floats
    low: Floats
    high: Floats
    error: Floats
    degrees: Floats


def levels_of(wave: Wave, *, confidence: float = 0.95) -> Levels:
    """Every unit's means with two-sided intervals."""
    n, mean = wave.n_under, wave.mean_under
    within, between = within_units(wave), between_units(wave)
    variance, degrees = mean_variance(wave, within, between)
    error = np.sqrt(np.where(n > 1, variance, np.nan))
    half = t_quantiles(degrees, (1 + confidence) / 2) * error
    low, high = np.maximum(mean - half, 0.0), np.minimum(mean + half, HIGHEST)
    differ = wave.tree.up(wave.n * np.nan_to_num(within.variance)) > 0
    alike = (error == 0) & ~differ & (n > 1)
    if alike.any():
        low, high = _all_alike(alike, n, mean, low, high, confidence)
    return Levels(n=n, mean=mean, low=low, high=high, error=error, degrees=degrees)


def mean_variance(wave: Wave, within: Component, between: Component) -> tuple[Floats, Floats]:
    """The variance of each unit's mean, and its degrees of freedom. Units × scales."""
    tree, n = wave.tree, wave.n_under
    own = wave.n * np.nan_to_num(within.variance) * unknown(wave)
    pairs = np.maximum(n, 1.0) ** 2
    inside = tree.up(own) / pairs
    doubt = tree.up(own**2 / np.maximum(within.degrees, 1.0)) / pairs**2
    across = between.variance * uneven(tree, wave.n, wave.population)
    doubt += across**2 / np.maximum(between.degrees, 1.0)
    return inside + across, satterthwaite(inside + across, doubt)


def t_quantiles(degrees: Floats, probability: float) -> Floats:
    """Student's t for many: by `means.t_expansion`'s expansion where that is right to 1e-5."""
    inverse = 1 / np.maximum(degrees, MANY_DEGREES)
    found = np.zeros_like(inverse)
    for term in reversed(t_expansion(probability)):
        found = found * inverse + term
    few = degrees < MANY_DEGREES
    found[few] = special.stdtrit(degrees[few], probability)
    return found


def satterthwaite(variance: Floats, doubt: Floats) -> Floats:
    """Degrees of freedom of a sum of variances; `doubt` is Σ variance² / degrees. At least 1."""
    degrees = np.divide(variance**2, doubt, out=np.full(variance.shape, np.inf), where=doubt > 0)
    return np.asarray(np.maximum(degrees, 1.0))


def uneven(tree: Tree, n: Floats, population: Floats | None) -> Floats:
    """Σ (n_u/n − N_u/N)² over the units in each unit, or Σ (n_u/n)² where N is not known.

    0 where one unit has all the answers, and nobody else should have given any: what that unit is
    like is not chance, but the answer.
    """
    people = np.maximum(tree.up(n), 1.0)
    squares = tree.up(n**2) / people**2
    if population is None:
        return np.where(tree.up((n > 0).astype(np.float64)) > 1, squares, 0.0)
    staff = population[:, np.newaxis]
    whole = np.maximum(tree.up(staff), 1.0)
    found = squares - 2 * tree.up(n * staff) / (people * whole) + tree.up(staff**2) / whole**2
    return np.asarray(np.maximum(found, 0.0))


def unknown(wave: Wave) -> Floats:
    """The share 1 − ρ n/N of the variance that is unknown, of each unit's own people."""
    if wave.population is None:
        return np.ones_like(wave.n)
    staff = np.maximum(wave.population, 1.0)[:, np.newaxis]
    return 1.0 - wave.reliability * np.minimum(wave.n / staff, 1.0)


def _all_alike(
    alike: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    n: Floats,
    mean: Floats,
    low: Floats,
    high: Floats,
    confidence: float,
) -> tuple[Floats, Floats]:
    """Where everybody answered the same: as in `means`, by Wilson's interval of n of n."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = n / (n + z * z)
    least = np.where(alike, share * mean, low)
    return least, np.where(alike, least + (1 - share) * HIGHEST, high)
