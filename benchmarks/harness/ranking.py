"""How good rankings are, with bootstrap intervals over the questions.

nDCG with one right answer is 1 / log2(1 + rank) (Järvelin & Kekäläinen 2002). Intervals are
percentiles of resampled questions (Efron & Tibshirani 1993, chapter 13); with the same resamples
for every system, so differences are paired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CUT = 10
RESAMPLES = 10_000
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A mean over questions and its 95 % interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} ({self.low:.3f}–{self.high:.3f})"


@dataclass(frozen=True)
class Quality:
    """One number a question, 0 to 1, for each measure."""

    choice: Floats
    first: Floats
    reciprocal: Floats
    gain: Floats


def quality(
    rankings: Sequence[Sequence[int]],
    right: Sequence[int],
    choices: Sequence[frozenset[int]],
) -> Quality:
    """`rankings`: for each question the answers found, best first; an answer left out is lost.

    `choices`: the answers of the question's category, of which the first one found is chosen.
    """
    ranks = [
        list(found).index(key) + 1 if key in found else 0
        for found, key in zip(rankings, right, strict=True)
    ]
    chosen = [
        next((key for key in found if key in of_category), None)
        for found, of_category in zip(rankings, choices, strict=True)
    ]
    near = [rank if rank <= CUT else 0 for rank in ranks]
    return Quality(
        choice=np.array([a == b for a, b in zip(chosen, right, strict=True)], float),
        first=np.array([rank == 1 for rank in ranks], float),
        reciprocal=np.array([1 / rank if rank else 0 for rank in near]),
        gain=np.array([1 / np.log2(1 + rank) if rank else 0 for rank in near]),
    )


def estimate(values: Floats, *, rng: np.random.Generator) -> Estimate:
    picks = rng.integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), [2.5, 97.5])
    return Estimate(float(values.mean()), float(low), float(high))
