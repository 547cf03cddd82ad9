"""A staff survey as one would do it in pandas: recode, row means, and a groupby for each level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hundra.engines.psychometrics import MISSING, Instrument, Tree
from hundra.engines.psychometrics.waves import Wave


class _PandasTree(Tree):
    """Sums of units by a groupby for each level, as everything else here."""

    def __init__(self, parents: NDArray[np.int64], levels: list[NDArray[np.int64]]) -> None:
        super().__init__(parents)
        object.__setattr__(self, "levels", levels)

    def up(self, own: NDArray[np.float64]) -> NDArray[np.float64]:
        found = np.zeros(np.shape(own))
        frame = pd.DataFrame(own)
        for level in self.levels:
            sums = frame[level >= 0].groupby(level[level >= 0]).sum()
            found[sums.index] = sums.to_numpy().reshape(len(sums), *np.shape(own)[1:])
        return found


@dataclass(frozen=True)
class PandasWave:
    """Counts and means of every unit with all under it, and the sums that formulas need."""

    wave: Wave
    count: NDArray[np.float64]
    mean: NDArray[np.float64]


def pandas_wave(
    instrument: Instrument,
    tree: Tree,
    units: NDArray[np.int64],
    answers: NDArray[np.int8],
    population: NDArray[np.int64],
) -> PandasWave:
    codes = [item.code for item in instrument.items]
    points = pd.DataFrame(answers, columns=codes).astype("float64")
    points = points.mask(points == MISSING)
    for item in instrument.items:
        points[item.code] = points[item.code].map(
            dict(zip(item.values, item.option_points(), strict=True))
        )
    scores = pd.DataFrame(
        {
            scale.code: points[list(scale.items)]
            .mean(axis=1)
            .where(
                points[list(scale.items)].notna().sum(axis=1)
                >= scale.least_share * len(scale.items)
            )
            for scale in instrument.scales
        }
    )
    count = np.zeros((len(tree), len(scores.columns)))
    mean = np.full(count.shape, np.nan)
    variance = np.full(count.shape, np.nan)
    for depth in range(int(tree.depths.max()) + 1):
        found = scores.groupby(tree.ancestor_at(depth)[units]).agg(["count", "mean", "var"])
        places = found.index.to_numpy()
        count[places] = found.xs("count", axis=1, level=1)
        mean[places] = found.xs("mean", axis=1, level=1)
        variance[places] = found.xs("var", axis=1, level=1)
    own = _own(scores, units, len(tree))
    levels = [tree.ancestor_at(depth) for depth in range(int(tree.depths.max()) + 1)]
    return PandasWave(
        wave=Wave(
            tree=_PandasTree(tree.parents, levels),
            scales=instrument.scales,
            n=own[0],
            total=own[1],
            squares=own[2],
            population=population.astype(np.float64),
            reliability=np.array(
                [_alpha(points[list(scale.items)].dropna()) for scale in instrument.scales]
            ),
        ),
        count=count,
        mean=mean,
    )


def _own(scores: pd.DataFrame, units: NDArray[np.int64], count: int) -> list[NDArray[np.float64]]:
    """Counts, totals and squares of each unit's own people, from a groupby by unit."""
    found = scores.groupby(units).agg(["count", "mean", "var"])
    n = found.xs("count", axis=1, level=1).reindex(range(count), fill_value=0)
    mean = found.xs("mean", axis=1, level=1).reindex(range(count)).fillna(0)
    variance = found.xs("var", axis=1, level=1).reindex(range(count)).fillna(0)
    squares = variance * (n - 1).clip(lower=0) + n * mean**2
    return [one.to_numpy(dtype=np.float64) for one in (n, n * mean, squares)]


def _alpha(complete: pd.DataFrame) -> float:
    items = complete.shape[1]
    whole = complete.sum(axis=1).var()
    if items == 1 or not whole > 0:
        return 0.0
    return float(items / (items - 1) * (1 - complete.var().sum() / whole))
