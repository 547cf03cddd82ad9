"""Changes between two waves whose people cannot be linked, with a verdict for each unit and scale.

The difference of two means with Welch's test (1947, Biometrika 34, 28–35): variances of each wave
by themselves, Satterthwaite's degrees of freedom, the variances within units moderated by what
holds for the scale (`variances`), so that seven answers are enough to test with; and what the same
people and the same units bring (`differences`).

The question is whether *the workplace* changed, not whether this staff happened to answer
differently: there is no finite population correction, or full answering would make every whim of
the day a change. `finite=True` asks the other question.

*Many tests.* Rates of false calls are controlled over all units × scales, both directions
(`discovery`). A difference under the important one is never called; its p-value counts as 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from hundra.engines.psychometrics.differences import Overlap, difference_variance
from hundra.engines.psychometrics.discovery import (
    benjamini_hochberg,
    depth_weights,
    learned_weights,
)
from hundra.engines.psychometrics.instruments import Floats, Good
from hundra.engines.psychometrics.levels import t_quantiles
from hundra.engines.psychometrics.verdicts import VERDICTS, Verdict
from hundra.engines.psychometrics.waves import Wave

FALSE_CALLS = 0.05
LEAST = 7
COARSEST = 25.0
"""Points: one step on a question with five options. Where a change so large would be missed more
than one time in five, there are too few to say anything."""

POWER = 0.8


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Changes of each unit, all under it included, by scale. Units × scales; NaN where too few.

    `difference` is second less first, in points, with its interval; `p` two-sided for this one
    alone, `q` the least rate of false calls among all that would call it. `detectable`: points that
    would be seen four times in five. `verdicts` are places in VERDICTS.
    """

    difference: Floats
    low: Floats
    high: Floats
    error: Floats
    degrees: Floats
    p: Floats
    q: Floats
    detectable: Floats
    verdicts: NDArray[np.int8]

    def verdict(self, unit: int, scale: int) -> Verdict:
        """One of them, by places in the tree and among the scales."""
        return VERDICTS[int(self.verdicts[unit, scale])]


def changes_of(
    first: Wave,
    second: Wave,
    *,
    overlap: Overlap | None = None,
    finite: bool = False,
    least: int = LEAST,
    coarsest: float = COARSEST,
    false_calls: float = FALSE_CALLS,
    confidence: float = 0.95,
    tested: ArrayLike | None = None,
) -> Changes:
    """Every change from the first wave to the second, which have the same tree and scales.

    `least` answers are needed in both. `tested` (units × scales, bool): what else is not to be
    shown at all; it is not tested either, and spares the others. Intervals are of `confidence`
    each by itself, so one may leave 0 out though its change is not called.
    """
    _check(first, second, overlap)
    before, after = first.n_under, second.n_under
    shown = np.minimum(before, after) >= max(least, 2)
    if tested is not None:
        shown &= np.asarray(tested, dtype=bool)
    difference = np.where(shown, second.mean_under - first.mean_under, np.nan)
    variance, degrees = difference_variance(first, second, overlap, finite=finite)
    error = np.sqrt(np.where(shown, variance, np.nan))
    p, q = _tested(first, second, difference, error, degrees, shown)
    half = t_quantiles(degrees, (1 + confidence) / 2) * error
    seen = t_quantiles(degrees, 1 - (1 - confidence) / 2) + t_quantiles(degrees, POWER)
    detectable = seen * error
    return Changes(
        difference=difference,
        low=difference - half,
        high=difference + half,
        error=error,
        degrees=degrees,
        p=p,
        q=q,
        detectable=detectable,
        verdicts=_verdicts(first, difference, q <= false_calls, detectable <= coarsest),
    )


def _check(first: Wave, second: Wave, overlap: Overlap | None) -> None:
    if not np.array_equal(first.tree.parents, second.tree.parents):
        raise ValueError("the two waves must be of the same tree: lay both over today's units")
    if [one.code for one in first.scales] != [one.code for one in second.scales]:
        raise ValueError("the two waves must have the same scales, in the same order")
    if overlap is not None and (first.population is None or second.population is None):
        raise ValueError("how many stayed says nothing unless both populations are known")


def _verdicts(
    wave: Wave,
    difference: Floats,
    called: NDArray[np.bool_],
    could_be_seen: NDArray[np.bool_],
) -> NDArray[np.int8]:
    direction = np.array([1.0 if one.good is Good.HIGH else -1.0 for one in wave.scales])
    good = difference * direction > 0
    return np.select(
        [called & good, called, could_be_seen],
        [
            VERDICTS.index(Verdict.BETTER),
            VERDICTS.index(Verdict.WORSE),
            VERDICTS.index(Verdict.NO_DETECTABLE_CHANGE),
        ],
        VERDICTS.index(Verdict.TOO_FEW_TO_SAY),
    ).astype(np.int8)


def _tested(
    first: Wave,
    second: Wave,
    difference: Floats,
    error: Floats,
    degrees: Floats,
    shown: NDArray[np.bool_],
) -> tuple[Floats, Floats]:
    """p of each alone, and q over all. Up and down are tests of their own, weighted apart."""
    t = np.divide(difference, error, out=np.where(difference == 0, 0.0, np.nan), where=error > 0)
    p = 2 * special.stdtr(degrees, -np.abs(t))
    important = np.array([one.important for one in first.scales])
    large = np.abs(difference) >= important
    sides = np.stack([np.where(large & (t > 0), p / 2, 1.0), np.where(large & (t < 0), p / 2, 1.0)])
    sides[:, ~shown] = np.nan
    tree = first.tree
    alone = (first.n == first.n_under) & (second.n == second.n_under)
    z = np.sign(t) * special.ndtri(np.clip(1 - p / 2, 0.5, 1 - 1e-12))
    weights = learned_weights(tree, z, alone.astype(np.float64))
    weights = weights * depth_weights(tree, shown.astype(np.float64))[:, np.newaxis]
    return p, np.minimum(*_levelled(sides, weights))


def _levelled(sides: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """q of both directions; weights with mean 1 over what is tested."""
    there = ~np.isnan(sides)
    mean = float(weights[there].mean()) if there.any() else 1.0
    up, down = benjamini_hochberg(sides, weights / mean)
    return up, down
