"""Means of points between 0 and 100, with the interval that chance leaves them.

Student's t (Student 1908, Biometrika 6, 1–25) on n − 1 degrees of freedom. Its quantile is by
the expansion in Abramowitz & Stegun 1964, 26.7.5, which from 6 degrees of freedom on, where
groups begin that may be shown, is right to two decimals.

Where all answered the same, t's interval has no width, though nobody knows that the next would
answer the same. Then the share who answer just so is, by Wilson's interval, at least `p`; the
others could be anywhere, so the mean lies between `p · value` and `p · value + (1 − p) · 100`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from hundra.engines.proportions import share

HIGHEST = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What a group's points add up to: enough for mean and interval, and groups can be added."""

    n: int = 0
    total: float = 0.0
    squares: float = 0.0

    def __add__(self, other: Moments) -> Moments:
        return Moments(
            n=self.n + other.n,
            total=self.total + other.total,
            squares=self.squares + other.squares,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean of points (0–100) of `n` answers, and its interval's ends."""

    n: int
    value: float
    low: float
    high: float


def moments_of(points: Iterable[float]) -> Moments:
    """The sums of the points and of their squares."""
    given = list(points)
    return Moments(n=len(given), total=sum(given), squares=sum(one * one for one in given))


def mean_of(moments: Moments, *, confidence: float = 0.95) -> Mean | None:
    """The mean with its two-sided interval, within 0–100; None with fewer than two answers."""
    n = moments.n
    if n < 2:  # noqa: PLR2004 - one answer tells nothing of how answers differ
        return None
    value = moments.total / n
    spread = max(0.0, moments.squares - n * value * value) / (n - 1)
    if spread < 1e-9:  # noqa: PLR2004 - rounding errors of sums
        return _all_alike(n, value, confidence)
    half = t_quantile((1 + confidence) / 2, n - 1) * math.sqrt(spread / n)
    return Mean(n=n, value=value, low=max(0.0, value - half), high=min(HIGHEST, value + half))


def _all_alike(n: int, value: float, confidence: float) -> Mean:
    alike = share(n, n, confidence=confidence).low
    low = alike * value
    return Mean(n=n, value=value, low=low, high=low + (1 - alike) * HIGHEST)


def t_quantile(probability: float, degrees: int) -> float:
    """Student's t: the value that a share `probability` stays under (A&S 26.7.5)."""
    first, *terms = t_expansion(probability)
    corrections = (term / float(degrees) ** power for power, term in enumerate(terms, start=1))
    return first + math.fsum(corrections)


def t_expansion(probability: float) -> tuple[float, ...]:
    """The quantile's expansion in 1 / degrees of freedom, the normal distribution's first."""
    z: float = NormalDist().inv_cdf(probability)
    return (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
