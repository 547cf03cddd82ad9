"""Two waves of a made-up staff, with changes that were planted: what was planted is known.

A person has a lasting view of each scale, which drifts between the waves; their answers stray
around it; the items have five options. People in a unit are a little alike. Some leave, others
come, and not everybody answers. Who is who between the waves is thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hundra.engines.psychometrics import MISSING, Good, Instrument, Item, Scale, Tree

ITEMS_EACH = 3
OPTIONS = 5


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Sizes, and what was planted, in points of what people feel (before they choose options).

    `better` scales move the good way in every unit by `better_points`; `worse` scales the other
    way, by `worse_points`, in a share of the units. `unit_drift`: the standard deviation of what
    happens to a unit between waves for no reason at all.
    """

    people: int = 1000
    units: int = 60
    districts: int = 14
    scales: int = 30
    better: int = 3
    worse: int = 2
    better_points: float = 8.0
    worse_points: float = 20.0
    worse_share: float = 0.25
    unit_drift: float = 0.0
    answering: float = 0.78
    staying: float = 0.85
    stability: float = 0.6
    at_floor: int = 0


@dataclass(frozen=True, kw_only=True)
class Planted:
    """Both waves, and the truth: the mean change planted in each unit, all under it included."""

    instrument: Instrument
    tree: Tree
    units: tuple[NDArray[np.int64], NDArray[np.int64]]
    answers: tuple[NDArray[np.int8], NDArray[np.int8]]
    population: tuple[NDArray[np.int64], NDArray[np.int64]]
    stayers: NDArray[np.int64]
    truth: NDArray[np.float64]


def planted(seed: int, plan: Plan) -> Planted:
    rng = np.random.default_rng(seed)
    tree, places = _tree(plan)
    instrument = _instrument(plan)
    home = rng.choice(places, plan.people, p=rng.dirichlet(np.full(len(places), 8.0)))
    direction = np.array([1 if one.good is Good.HIGH else -1 for one in instrument.scales])
    change = _change(plan, rng, len(tree), places) * direction
    drift = change + rng.normal(0, plan.unit_drift, change.shape)
    middle = rng.uniform(40, 65, plan.scales)
    middle[: plan.at_floor] = 2.0
    like = rng.normal(0, 5, change.shape)
    view = rng.normal(0, 1, (plan.people, plan.scales))
    stays = rng.random(plan.people) < plan.staying
    fresh = rng.normal(0, 1, view.shape)
    lasting = np.sqrt(plan.stability) * view + np.sqrt(1 - plan.stability) * fresh
    later = np.where(stays[:, np.newaxis], lasting, rng.normal(0, 1, view.shape))
    first = _answered(rng, plan, home, middle + like[home] + 17 * view)
    second = _answered(rng, plan, home, middle + like[home] + drift[home] + 17 * later)
    staff = np.bincount(home, minlength=len(tree))
    whole = np.maximum(tree.up(staff), 1)[:, np.newaxis]
    return Planted(
        instrument=instrument,
        tree=tree,
        units=(first[0], second[0]),
        answers=(first[1], second[1]),
        population=(staff, staff),
        stayers=np.bincount(home[stays], minlength=len(tree)),
        truth=tree.up(staff[:, np.newaxis] * change) / whole,
    )


def _tree(plan: Plan) -> tuple[Tree, NDArray[np.int64]]:
    """The whole, its districts, and their units."""
    districts = np.arange(1, plan.districts + 1)
    units = np.arange(plan.districts + 1, plan.districts + 1 + plan.units)
    parents = np.concatenate(
        [[-1], np.zeros(plan.districts, int), districts[units % len(districts)]]
    )
    return Tree(parents), units


def _instrument(plan: Plan) -> Instrument:
    items, scales = [], []
    for scale in range(plan.scales):
        codes = tuple(f"s{scale}i{item}" for item in range(ITEMS_EACH))
        items += [
            Item(code, is_reversed=place == ITEMS_EACH - 1) for place, code in enumerate(codes)
        ]
        scales.append(Scale(f"s{scale}", codes, good=Good.HIGH if scale % 2 else Good.LOW))
    return Instrument(tuple(items), tuple(scales))


def _change(
    plan: Plan, rng: np.random.Generator, count: int, places: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Towards the good, in points. The planted scales come after those at the floor."""
    change = np.zeros((count, plan.scales))
    start = plan.at_floor
    change[places, start : start + plan.better] = plan.better_points
    for scale in range(start + plan.better, start + plan.better + plan.worse):
        struck = rng.choice(places, round(plan.worse_share * len(places)), replace=False)
        change[struck, scale] = -plan.worse_points
    return change


def _answered(
    rng: np.random.Generator, plan: Plan, home: NDArray[np.int64], felt: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Units and answers of those who answered, in random order."""
    those = rng.permutation(np.flatnonzero(rng.random(len(home)) < plan.answering))
    strayed = np.repeat(felt[those], ITEMS_EACH, axis=1)
    strayed += rng.normal(0, 17, strayed.shape)
    chosen = np.clip(np.rint(strayed / 25), 0, OPTIONS - 1).astype(np.int8) + 1
    last = np.arange(chosen.shape[1]) % ITEMS_EACH == ITEMS_EACH - 1
    chosen[:, last] = OPTIONS + 1 - chosen[:, last]
    chosen[rng.random(chosen.shape) < 0.03] = MISSING
    return home[those], chosen
