"""Two waves of a large municipality's staff survey, from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hundra.engines.psychometrics import MISSING, Good, Instrument, Item, Scale, Tree

ITEMS = 146
SCALES = 45
LEVELS = (1, 12, 75, 300, 1112)
STAYED = 0.8


@dataclass(frozen=True, kw_only=True)
class Survey:
    """Both waves; `population` and `stayers` are people per unit, those under it not counted."""

    instrument: Instrument
    tree: Tree
    units: tuple[NDArray[np.int64], NDArray[np.int64]]
    answers: tuple[NDArray[np.int8], NDArray[np.int8]]
    population: NDArray[np.int64]
    stayers: NDArray[np.int64]


def made_survey(*, people: int, seed: int = 6) -> Survey:
    """As COPSOQ III is in size: 146 items of five options, every fifth reversed."""
    rng = np.random.default_rng(seed)
    tree = _tree(rng)
    population = np.zeros(len(tree), np.int64)
    bottom = np.flatnonzero(tree.depths == len(LEVELS) - 1)
    np.add.at(population, rng.choice(bottom, int(people / 0.78)), 1)
    staff = np.repeat(np.arange(len(tree)), population)
    like = rng.normal(2.4, 0.2, (len(tree), ITEMS))
    change = np.where(rng.random((len(tree), ITEMS)) < 0.1, rng.normal(0, 0.4, like.shape), 0.0)
    first = _answered(rng, staff, people, like)
    second = _answered(rng, staff, people, like + change)
    return Survey(
        instrument=_instrument(),
        tree=tree,
        units=(first[0], second[0]),
        answers=(first[1], second[1]),
        population=population,
        stayers=np.floor(STAYED * population).astype(np.int64),
    )


def _tree(rng: np.random.Generator) -> Tree:
    parents, start = [np.array([-1])], 0
    for above, count in pairwise(LEVELS):
        parents.append(start + np.sort(rng.integers(0, above, count)))
        start += above
    return Tree(np.concatenate(parents))


def _instrument() -> Instrument:
    items = tuple(Item(f"i{place}", is_reversed=place % 5 == 0) for place in range(ITEMS))
    parts = np.array_split(np.arange(ITEMS), SCALES)
    scales = tuple(
        Scale(f"s{place}", tuple(f"i{one}" for one in part), good=list(Good)[place % 2])
        for place, part in enumerate(parts)
    )
    return Instrument(items, scales).with_items()


def _answered(
    rng: np.random.Generator,
    staff: NDArray[np.int64],
    people: int,
    like: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    units = rng.permutation(staff)[:people]
    felt = like[units] + rng.normal(0, 0.6, (people, 1)) + rng.normal(0, 0.8, (people, ITEMS))
    answers = np.clip(np.rint(felt), 0, 4).astype(np.int8) + 1
    answers[:, ::5] = 6 - answers[:, ::5]
    answers[rng.random(answers.shape) < 0.04] = MISSING
    return units, answers
