"""The Wilson score interval, without continuity correction.

Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference.
JASA 22, 209–212. Recommended for small n by Brown, Cai & DasGupta (2001), Statistical Science 16.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`part` of `n`, as shares between 0 and 1 with the interval's ends. NaN where n is 0."""

    part: int
    n: int
    value: float
    low: float
    high: float


def share(part: int, n: int, *, confidence: float = 0.95) -> Share:
    """The share with its two-sided interval. Raises ValueError unless 0 ≤ part ≤ n."""
    if not 0 <= part <= n or not 0 < confidence < 1:
        raise ValueError(f"not a share: {part} of {n}, at {confidence}")
    if n == 0:
        return Share(part=0, n=0, value=math.nan, low=math.nan, high=math.nan)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    value = part / n
    shrunk = 1 + z * z / n
    middle = (value + z * z / (2 * n)) / shrunk
    half = z / shrunk * math.sqrt(value * (1 - value) / n + z * z / (4 * n * n))
    # At the ends the formula gives 0 and 1 exactly; rounding errors do not.
    low = 0.0 if part == 0 else middle - half
    high = 1.0 if part == n else middle + half
    return Share(part=part, n=n, value=value, low=low, high=high)
