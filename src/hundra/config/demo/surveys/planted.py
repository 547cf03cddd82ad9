"""What a made-up staff answers in two waves, with changes that were planted.

A person has a lasting view of each scale, which drifts between the waves; their answers stray
around it, to the nearest option. People of a unit are a little alike. Some have left and others
come, and not everybody answers. Nothing happens to a scale but what was planted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hundra.engines.psychometrics import MISSING, Good, Instrument, Item

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Values = NDArray[np.int16]
Mask = NDArray[np.bool_]

BETTER = ("QL", "TM", "SS")
"""COPSOQ's quality of leadership, trust in and support from managers: better in every unit …"""
WORSE = ("QD", "WP")
"""… quantitative demands and work pace: worse in a quarter of the units."""
BETTER_POINTS, WORSE_POINTS = 11.0, 32.0
WORSE_SHARE = 0.25
STABILITY, ANSWERING = 0.6, 0.8
SPREAD, STRAY, LIKENESS = 17.0, 17.0, 4.0
SKIPPED = 0.02
OWN_MIDDLE = (42.0, 62.0)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Who answered a wave, by their place in the staff, and what: people × items, -1 missing."""

    people: Places
    values: Values


@dataclass(frozen=True, kw_only=True)
class Planted:
    """Both waves. `truth`: points planted on each scale in each unit, in the scale's own direction,
    units × scales."""

    waves: tuple[Answered, Answered]
    truth: Floats


def planted(
    instrument: Instrument,
    unit_of: Sequence[int] | Places,
    *,
    asked: tuple[Mask, Mask],
    units: int,
    seed: int,
) -> Planted:
    """`unit_of`: the place of each person's unit, 0 ≤ place < units; `asked`: are they among the
    staff in the first wave, and in the second?"""
    rng = np.random.default_rng(seed)
    home = np.asarray(unit_of)
    count = len(instrument.scales)
    truth = _truth(instrument, units, rng)
    middle = rng.uniform(*OWN_MIDDLE, count) + rng.normal(0, LIKENESS, (units, count))
    view = rng.normal(0, 1, (len(home), count))
    drifted = np.sqrt(STABILITY) * view + np.sqrt(1 - STABILITY) * rng.normal(0, 1, view.shape)
    felt = middle[home] + SPREAD * view, (middle + truth)[home] + SPREAD * drifted
    first, second = (
        _answered(instrument, those, one, rng) for those, one in zip(asked, felt, strict=True)
    )
    return Planted(waves=(first, second), truth=truth)


def _truth(instrument: Instrument, units: int, rng: np.random.Generator) -> Floats:
    truth = np.zeros((units, len(instrument.scales)))
    for place, scale in enumerate(instrument.scales):
        good = 1 if scale.good is Good.HIGH else -1
        if scale.code in BETTER:
            truth[:, place] = BETTER_POINTS * good
        elif scale.code in WORSE:
            struck = rng.choice(units, round(WORSE_SHARE * units), replace=False)
            truth[struck, place] = -WORSE_POINTS * good
    return truth


def _answered(
    instrument: Instrument, asked: Mask, felt: Floats, rng: np.random.Generator
) -> Answered:
    those = np.flatnonzero(asked & (rng.random(len(felt)) < ANSWERING))
    values = np.full((len(those), len(instrument.items)), MISSING, np.int16)
    for place, scale in enumerate(instrument.scales):
        for column in instrument.columns(scale):
            strayed = felt[those, place] + rng.normal(0, STRAY, len(those))
            values[:, column] = _nearest(instrument.items[column], strayed)
    values[rng.random(values.shape) < SKIPPED] = MISSING
    return Answered(people=those, values=values)


def _nearest(item: Item, felt: Floats) -> Values:
    """The value whose points are nearest to what is felt."""
    points = np.asarray(item.option_points())
    chosen = np.abs(felt[:, np.newaxis] - points).argmin(axis=1)
    values: Values = np.asarray(item.values, np.int16)[chosen]
    return values
