"""How well a scale measures: alpha, omega, what each item adds, and whether it has room.

Persons with an answer to every item of the scale count. Alpha: Cronbach 1951, Psychometrika 16,
297–334, with the interval of Feldt, Woodruff & Salih 1987, Applied Psychological Measurement 11,
93–103. Omega: McDonald 1999, Test Theory, chapter 6, of one common factor by maximum likelihood
(Lawley & Maxwell 1971, chapter 4), which alpha equals only where all items load alike.
Item–total: the item with the sum of the others (Nunnally & Bernstein 1994, chapter 8).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from hundra.engines.psychometrics.instruments import Floats, Instrument, Points

LEAST_ERROR = 0.005
"""Of an item's variance, as in R's factanal: nothing is measured without any error."""

TOO_MANY_AT_AN_END = 0.15
"""Terwee et al. 2007, Journal of Clinical Epidemiology 60, 34–42: more than 15 % with the lowest
or highest score there is, and the scale cannot tell them apart."""


@dataclass(frozen=True, kw_only=True)
class ItemFit:
    """An item in its scale: mean, with the rest of the scale, and alpha without it."""

    code: str
    n: int
    mean: float
    deviation: float
    with_rest: float
    alpha_without: float


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """A scale's measures; NaN where they cannot be had (one item; omega: fewer than three).

    `n` answered every item; `scored` have a score by the missing rule, of whom the shares `floor`
    and `ceiling` have 0 and 100 points.
    """

    code: str
    n: int
    scored: int
    mean: float
    deviation: float
    alpha: float
    alpha_low: float
    alpha_high: float
    omega: float
    floor: float
    ceiling: float
    items: tuple[ItemFit, ...]

    @property
    def has_no_room(self) -> bool:
        """Whether too many stand at one end for the scale to tell them apart."""
        return max(self.floor, self.ceiling) > TOO_MANY_AT_AN_END


def reliabilities(
    instrument: Instrument, points: Points, scores: Points, *, confidence: float = 0.95
) -> tuple[Reliability, ...]:
    """Every scale's measures, from points (persons × items) and scores (persons × scales)."""
    found = []
    for place, scale in enumerate(instrument.scales):
        complete = _complete(points[:, instrument.columns(scale)])
        covariance = _covariance(complete)
        alpha = alpha_of(covariance)
        low, high = alpha_interval(alpha, len(complete), len(scale.items), confidence=confidence)
        given = scores[:, place][~np.isnan(scores[:, place])].astype(np.float64)
        found.append(
            Reliability(
                code=scale.code,
                n=len(complete),
                scored=len(given),
                mean=float(given.mean()) if len(given) else np.nan,
                deviation=float(given.std(ddof=1)) if len(given) > 1 else np.nan,
                alpha=alpha,
                alpha_low=low,
                alpha_high=high,
                omega=omega_of(covariance),
                floor=float((given <= 0).mean()) if len(given) else np.nan,
                ceiling=float((given >= 100).mean()) if len(given) else np.nan,  # noqa: PLR2004
                items=_items(scale.items, complete, covariance),
            )
        )
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class AlphaSums:
    """What alpha needs of every scale with several items, added up over people (`summing`).

    `wholes` (4 × scales), of those with an answer to every item: how many, their sums over the
    items, the sums' squares, and the items' squares. `items`: their points by item, in the order
    of the instrument's `members`.
    """

    starts: NDArray[np.int64]
    wholes: Floats
    items: Floats

    @classmethod
    def empty(cls, instrument: Instrument) -> AlphaSums:
        """Of nobody yet."""
        starts, columns = instrument.members
        wholes = np.zeros((4, len(instrument.scales)))
        return cls(starts=starts, wholes=wholes, items=np.zeros(len(columns)))

    def alphas(self) -> Floats:
        """Cronbach's alpha of every scale; 0 where there is none."""
        n, total, squares, inside = self.wholes
        people = np.maximum(n, 1)
        spread = squares - total**2 / people
        items = inside - np.add.reduceat(self.items**2, self.starts[:-1]) / people
        share = np.divide(items, spread, out=np.ones_like(spread), where=spread > 1e-6 * people)
        counts = np.diff(self.starts)
        return np.asarray(counts / np.maximum(counts - 1, 1) * (1 - share))


def alpha_of(covariance: Floats) -> float:
    """k/(k−1) · (1 − Σ variances / variance of the sum); NaN for one item, or no variance."""
    count = len(covariance)
    whole = float(covariance.sum())
    if count < 2 or not whole > 0:  # noqa: PLR2004
        return float("nan")
    return count / (count - 1) * (1 - float(np.trace(covariance)) / whole)


def alpha_interval(
    alpha: float, people: int, items: int, *, confidence: float = 0.95
) -> tuple[float, float]:
    """(1 − α) is F-distributed on n − 1 and (n − 1)(k − 1) degrees of freedom (Feldt et al.)."""
    if not np.isfinite(alpha) or people < 2:  # noqa: PLR2004
        return float("nan"), float("nan")
    degrees = people - 1, (people - 1) * (items - 1)
    upper, lower = (
        float(special.fdtri(*degrees, share))
        for share in ((1 + confidence) / 2, (1 - confidence) / 2)
    )
    return 1 - (1 - alpha) * upper, 1 - (1 - alpha) * lower


def omega_of(covariance: Floats) -> float:
    """(Σ λ)² / ((Σ λ)² + Σ ψ), loadings λ and errors ψ of the items as they are.

    NaN with fewer than three items (loadings are then not determined) or an item without variance.
    """
    spread = np.sqrt(np.diag(covariance))
    if len(covariance) < 3 or not (spread > 0).all():  # noqa: PLR2004
        return float("nan")
    loadings, errors = one_factor(covariance / np.outer(spread, spread))
    common = float((loadings * spread).sum()) ** 2
    return common / (common + float((errors * spread**2).sum()))


def one_factor(correlation: Floats) -> tuple[Floats, Floats]:
    """Loadings and error variances of one common factor, by maximum likelihood.

    The likelihood as a function of the errors alone (Lawley & Maxwell 1971, 4.3), minimised with
    every error at least 0.005. The sign makes the loadings' sum positive.
    """
    inverse = np.linalg.pinv(correlation)
    start = np.clip(0.5 / np.maximum(np.diag(inverse), 1e-9), LEAST_ERROR, 1.0)

    def minus(errors: Floats) -> float:
        roots = np.linalg.eigvalsh(correlation / np.sqrt(np.outer(errors, errors)))[:-1]
        positive = np.maximum(roots, 1e-12)
        return float((positive - np.log(positive)).sum() - len(roots))

    found = optimize.minimize(
        minus, start, method="L-BFGS-B", bounds=[(LEAST_ERROR, 1.0)] * len(correlation)
    )
    errors = np.asarray(found.x, dtype=np.float64)
    roots, vectors = np.linalg.eigh(correlation / np.sqrt(np.outer(errors, errors)))
    loadings = np.sqrt(errors) * vectors[:, -1] * np.sqrt(max(float(roots[-1]) - 1, 0.0))
    return loadings * (1.0 if loadings.sum() >= 0 else -1.0), errors


def _complete(points: Points) -> Floats:
    return points[~np.isnan(points).any(axis=1)].astype(np.float64)


def _covariance(complete: Floats) -> Floats:
    """NaN with fewer than two persons."""
    count = complete.shape[1]
    if len(complete) < 2:  # noqa: PLR2004
        return np.full((count, count), np.nan)
    centred = complete - complete.mean(axis=0)
    return np.asarray(centred.T @ centred / (len(complete) - 1))


def _items(codes: tuple[str, ...], complete: Floats, covariance: Floats) -> tuple[ItemFit, ...]:
    found = []
    for place, code in enumerate(codes):
        others = np.delete(np.arange(len(codes)), place)
        rest = float(covariance[np.ix_(others, others)].sum())
        spread = float(covariance[place, place])
        together = float(covariance[place, others].sum())
        scale = np.sqrt(spread * rest) if spread > 0 and rest > 0 else np.nan
        found.append(
            ItemFit(
                code=code,
                n=len(complete),
                mean=float(complete[:, place].mean()) if len(complete) else np.nan,
                deviation=float(np.sqrt(spread)),
                with_rest=float(together / scale),
                alpha_without=alpha_of(covariance[np.ix_(others, others)]),
            )
        )
    return tuple(found)
