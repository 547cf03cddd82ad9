"""A wave of answers as sums: for each unit and scale how many, their total and their squares.

Nothing about a single person is needed after this. Sums are of a unit's own people; those of
all under it are added when something is asked about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hundra.engines.psychometrics.instruments import (
    Floats,
    Instrument,
    Points,
    Scale,
    item_codes,
)
from hundra.engines.psychometrics.trees import Tree, sums_by_unit

AT_ONCE = 256
"""People: as many as stay in a processor's cache from their scores to their sums."""


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

    @cached_property
    def n_under(self) -> Floats:
        """How many have a score, in each unit and all under it. Units × scales."""
        return self.tree.up(self.n)

    @cached_property
    def mean_under(self) -> Floats:
        """Mean scores, 0–100, of each unit and all under it; NaN where nobody has one."""
        means = np.full(self.n.shape, np.nan)
        np.divide(self.tree.up(self.total), self.n_under, out=means, where=self.n_under > 0)
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
    ValueError, since then the two don't belong together. The reliability of each scale is then
    its alpha in this wave.
    """
    from hundra.engines.psychometrics.summing import summed  # brings numba

    codes = item_codes(instrument, answers)
    places, order = _places(tree, units, len(codes))
    sums, alphas = summed(instrument, codes, places, order, len(tree))
    reliability = None if population is None else alphas.alphas()
    return _wave(instrument, tree, sums, places, population, reliability)


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
    places, order = _places(tree, units, len(scores))
    if scores.shape[1] != len(instrument.scales):
        raise ValueError("one column for each scale")
    sums = np.zeros((3, len(tree), len(instrument.scales)))
    for start in range(0, len(order), AT_ONCE):
        those = order[start : start + AT_ONCE]
        _add(sums, places[those], scores[those])
    return _wave(instrument, tree, sums, places, population, reliability)


def _places(
    tree: Tree, units: ArrayLike, people: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Units, and the persons in their order, so that those of a unit come together."""
    places = np.asarray(units, dtype=np.int64)
    if places.shape != (people,):
        raise ValueError("one unit for each person")
    if people and (places.min() < 0 or places.max() >= len(tree)):
        raise ValueError("someone's unit is not in the tree")
    return places, np.argsort(places, kind="stable")


def _add(sums: Floats, places: NDArray[np.int64], scores: Points) -> None:
    """Counts, totals and squares of some people, who are in the order of their units."""
    if not len(places):
        return
    first, last = int(places[0]), int(places[-1]) + 1
    lacks = np.isnan(scores)
    given = scores.astype(np.float64)
    given[lacks] = 0
    parts: list[NDArray[Any]] = [(~lacks).astype(np.float32), given, given * given]
    for place, columns in enumerate(parts):
        sums[place, first:last] += sums_by_unit(places - first, columns, last - first)


def _wave(
    instrument: Instrument,
    tree: Tree,
    sums: Floats,
    places: NDArray[np.int64],
    population: ArrayLike | None,
    reliability: ArrayLike | None,
) -> Wave:
    n, total, squares = sums
    return Wave(
        tree=tree,
        scales=instrument.scales,
        n=n,
        total=total,
        squares=squares,
        population=_population(population, np.bincount(places, minlength=len(tree))),
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
