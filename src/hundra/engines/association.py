"""How two figures of the same places go together. It tells nothing of which causes which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

LEAST = 10
"""Fewer places than this give an interval that says nothing."""


@dataclass(frozen=True)
class Association:
    """Of `n` places: Pearson's r, and how much y differs for one more of x (`slope`).

    `low` and `high` are the interval of r, `slope_low` and `slope_high` that of the slope.
    """

    n: int
    r: float
    low: float
    high: float
    slope: float
    slope_low: float
    slope_high: float

    @property
    def is_told_from_chance(self) -> bool:
        return self.slope_low > 0 or self.slope_high < 0


def association_of(
    x: ArrayLike, y: ArrayLike, *, confidence: float = 0.95, least: int = LEAST
) -> Association | None:
    """Of pairs where both are known; None with fewer than `least`, or if x or y never differs.

    r's interval is by Fisher's z (Fisher 1921, Metron 1, 3–32). The slope is by least squares,
    its error HC3 (Long & Ervin 2000, The American Statistician 54, 217–224), since small units'
    means stray more than large ones'; Student's t with n − 2 degrees of freedom.
    """
    given = np.column_stack([np.asarray(x, float), np.asarray(y, float)])
    given = given[np.isfinite(given).all(axis=1)]
    n = len(given)
    if n < max(least, 4):
        return None
    centred = given - given.mean(axis=0)
    squares = (centred**2).sum(axis=0)
    if (squares < 1e-12 * np.maximum(1.0, (given**2).sum(axis=0))).any():
        return None
    cross = float(centred[:, 0] @ centred[:, 1])
    r = float(np.clip(cross / np.sqrt(squares[0] * squares[1]), -1.0, 1.0))
    slope = cross / squares[0]
    reach = special.ndtri((1 + confidence) / 2) / np.sqrt(n - 3)
    with np.errstate(divide="ignore"):
        z = np.arctanh(r)
    strayed = centred[:, 1] - slope * centred[:, 0]
    leverage = 1 / n + centred[:, 0] ** 2 / squares[0]
    # A place that alone decides the slope has leverage 1; its residual is 0.
    spread = np.divide(strayed, 1 - leverage, out=np.zeros(n), where=leverage < 1 - 1e-9)
    error = float(np.sqrt(((centred[:, 0] * spread) ** 2).sum())) / squares[0]
    half = float(special.stdtrit(n - 2, (1 + confidence) / 2)) * error
    return Association(
        n=n,
        r=r,
        low=float(np.tanh(z - reach)),
        high=float(np.tanh(z + reach)),
        slope=float(slope),
        slope_low=float(slope - half),
        slope_high=float(slope + half),
    )
