"""A wave of answers as sums: for each unit and scale how many, their total and their squares.

Nothing about a single person is needed after this. Sums are of a unit's own people; those of
all under it are added when something is asked about it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hundra.engines.psychometrics.instruments import (
    Floats,
    Instrument,
    Points,
    Scale,
    points_of,
    scores_of,
)
from hundra.engines.psychometrics.reliability import alphas
from hundra.engines.psychometrics.trees import Tree, sums_by_unit


@dataclass(frozen=True, kw_only=True)
class Wave:
    """Sums of scores by unit (its own people alone) and scale; units × scales.

    `population`: how many people each unit has itself, whoever answered; None where not known.
    `reliability`: for each scale the share of the scores' variance that is not chance, between 0
    and 1; 0 is the careful guess where it is not known.
    """

    tree: Tree
    scales: tuple[Scale, ...]
    n: Floats
    total: Floats
    squares: Floats
    population: Floats | None
    reliability: Floats

    def counts(self) -> NDArray[np.int64]:
        """How many have a score, in each unit and all under it."""
        return np.rint(self.tree.up(self.n)).astype(np.int64)

    def means(self) -> Floats:
        """Mean scores, 0–100, of each unit and all under it; NaN where nobody has one."""
        n = self.tree.up(self.n)
        means = np.full(n.shape, np.nan)
        np.divide(self.tree.up(self.total), n, out=means, where=n > 0)
        return means


def wave_of(
    instrument: Instrument,
    tree: Tree,
    units: ArrayLike,
    answers: ArrayLike,
    *,
    population: ArrayLike | None = None,
) -> Wave:
    """Answers (persons × items) of people in `units` (places in the tree), as sums.

    `population`: people per unit, those under it not counted; fewer than answered raises
    ValueError, since then the two don't belong together.
    """
    points = points_of(instrument, answers)
    reliability = alphas(instrument, points) if population is not None else None
    return wave_of_scores(
        instrument,
        tree,
        units,
        scores_of(instrument, points),
        population=population,
        reliability=reliability,
    )


def wave_of_scores(
    instrument: Instrument,
    tree: Tree,
    units: ArrayLike,
    scores: Points,
    *,
    population: ArrayLike | None = None,
    reliability: ArrayLike | None = None,
) -> Wave:
    """The same from scores (persons × scales, NaN where there is none)."""
    places = np.asarray(units, dtype=np.int64)
    if len(places) != len(scores) or scores.shape[1] != len(instrument.scales):
        raise ValueError("one unit for each person, and one column for each scale")
    if len(places) and (places.min() < 0 or places.max() >= len(tree)):
        raise ValueError("someone's unit is not in the tree")
    has = ~np.isnan(scores)
    given = np.where(has, scores, np.float32(0)).astype(np.float64)
    everyone = np.bincount(places, minlength=len(tree))
    return Wave(
        tree=tree,
        scales=instrument.scales,
        n=sums_by_unit(places, has.astype(np.float64), len(tree)),
        total=sums_by_unit(places, given, len(tree)),
        squares=sums_by_unit(places, given * given, len(tree)),
        population=_population(population, everyone),
        reliability=_reliability(reliability, len(instrument.scales)),
    )


def _population(given: ArrayLike | None, answered: NDArray[np.int64]) -> Floats | None:
    if given is None:
        return None
    population = np.asarray(given, dtype=np.float64)
    if population.shape != answered.shape or (population < answered).any():
        raise ValueError("the population of each unit, at least as many as answered in it")
    return population


def _reliability(given: ArrayLike | None, count: int) -> Floats:
    if given is None:
        return np.zeros(count)
    return np.clip(np.nan_to_num(np.asarray(given, dtype=np.float64)), 0.0, 1.0)
