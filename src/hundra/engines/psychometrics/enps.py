"""eNPS: would people recommend their employer? Answers 0–10; 9 and 10 promote, 0–6 detract.

The score is the share of promoters less the share of detractors, −100 to 100 (Reichheld 2003,
Harvard Business Review 81(12), 46–54). It is a difference of two shares of the same people, for
which Tango's score interval holds also in small groups and at the ends (Tango 1998, Statistics in
Medicine 17, 891–908; recommended by Fagerland, Lydersen & Laake 2014, same journal 33, 2850–2875).

As a scale of an instrument (`ITEM`: 0, 50 and 100 points) it has changes and verdicts like any
other: eNPS = 2 · mean − 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from hundra.engines.psychometrics.instruments import Floats, Item, codes_of
from hundra.engines.psychometrics.trees import Tree, sums_by_unit

HIGHEST = 10
PROMOTES = 9
DETRACTS = 6
ITEM = Item(
    "enps",
    values=tuple(range(HIGHEST + 1)),
    points=tuple(
        100.0 if value >= PROMOTES else 0.0 if value <= DETRACTS else 50.0
        for value in range(HIGHEST + 1)
    ),
)
HALVINGS = 60


@dataclass(frozen=True, kw_only=True)
class Enps:
    """Each unit with all under it; score and interval from −100 to 100, NaN where nobody answered.

    `promoters` and `detractors` are counts.
    """

    n: Floats
    promoters: Floats
    detractors: Floats
    score: Floats
    low: Floats
    high: Floats


def enps_of(tree: Tree, units: ArrayLike, answers: ArrayLike, *, confidence: float = 0.95) -> Enps:
    """Of answers 0–10, one a person (NaN or MISSING where there is none)."""
    codes = codes_of(answers)
    if codes.ndim != 1 or (codes > HIGHEST).any():
        raise ValueError(f"one answer from 0 to {HIGHEST} for each person")
    kinds = np.stack([codes >= PROMOTES, (codes >= 0) & (codes <= DETRACTS), codes >= 0], axis=1)
    sums = tree.up(sums_by_unit(units, kinds.astype(np.float64), len(tree)))
    promoters, detractors, n = sums.T
    low, high = net_interval(promoters, detractors, n, confidence=confidence)
    score = np.divide(promoters - detractors, n, out=np.full(n.shape, np.nan), where=n > 0)
    return Enps(
        n=n,
        promoters=promoters,
        detractors=detractors,
        score=100 * score,
        low=100 * low,
        high=100 * high,
    )


def net_interval(
    promoters: ArrayLike, detractors: ArrayLike, n: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Tango's interval of (promoters − detractors) / n, from −1 to 1. NaN where n is 0."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    b, c, whole = (np.asarray(one, dtype=np.float64) for one in (promoters, detractors, n))
    return _end(b, c, whole, z), _end(b, c, whole, -z)


def _end(b: Floats, c: Floats, n: Floats, z: float) -> Floats:
    """Where the score statistic, which falls as the difference grows, is z. By halving."""
    low, high = np.full(n.shape, -1.0), np.full(n.shape, 1.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = _statistic(b, c, n, middle) > z
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where(n > 0, (low + high) / 2, np.nan)


def _statistic(b: Floats, c: Floats, n: Floats, difference: Floats) -> Floats:
    """(b − c − nδ) / √(n (2q + δ(1 − δ))), q the likeliest share of detractors given δ."""
    linear = -b - c + (2 * n - b + c) * difference
    constant = -c * difference * (1 - difference)
    root = np.sqrt(np.maximum(linear**2 - 8 * n * constant, 0.0))
    share = (root - linear) / np.maximum(4 * n, 1.0)
    variance = np.maximum(n * (2 * share + difference * (1 - difference)), 1e-12)
    return (b - c - n * difference) / np.sqrt(variance)
