"""The variance of a difference between two waves whose people cannot be linked.

Of each wave by itself, s₁²/n₁ + s₂²/n₂ summed over units, moderated (`variances`); and

*The same people.* Most answered both times, which makes chance smaller: their lasting views are in
both means. Nobody knows who, but how many were employed both times (`stayers`) is known, and so how
many of the answers are expected to be of the same people, m = n₁ n₂ stayers / (N₁ N₂). With a
`stability`, the correlation of a person's scores over that time, the variance falls by
2 m r s₁ s₂ / (n₁ n₂) (Kish 1965, Survey Sampling, 12.4). If it isn't given, it is learned: the more
people stay and the stabler they are, the less the means of units wander between the waves.

*The same units.* What befalls a whole unit between waves (a new manager) is that unit's change; for
those above it is chance that their units have part in. Its variance is learned from how units'
changes differ (DerSimonian & Laird 1986), and so is what comes of units that are reorganised, or
answer in other proportions than before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hundra.engines.psychometrics.instruments import Floats
from hundra.engines.psychometrics.levels import satterthwaite, unknown
from hundra.engines.psychometrics.variances import (
    Component,
    between_units,
    component,
    within_units,
)
from hundra.engines.psychometrics.waves import Wave

MOST_SAVED = 0.9
"""Of the variance: however stable people are, it never vanishes."""

FEW_SCALES = 10
"""As many scales as tell of stability by themselves; further ones say much the same."""


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """People in both populations, by unit (those under it not counted).

    `stability`: correlation of a person's scores between the waves, one or one per scale; None
    has it learned from all scales together, on the low side.
    """

    stayers: ArrayLike
    stability: ArrayLike | None = None


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """Of each unit's own people: n s² in both waves, m s₁ s₂, and where both have answers."""

    own: tuple[Floats, Floats]
    doubts: tuple[Floats, Floats]
    same: Floats
    change: Floats
    chance: Floats
    both: Floats


def difference_variance(
    first: Wave, second: Wave, overlap: Overlap | None, *, finite: bool
) -> tuple[Floats, Floats]:
    """The variance of each unit's difference, and its degrees of freedom. Units × scales."""
    tree, parts = first.tree, _parts(first, second, overlap, finite=finite)
    people = [np.maximum(wave.n_under, 1.0) for wave in (first, second)]
    sums = zip(parts.own, parts.doubts, people, strict=True)
    variance, doubt = np.zeros_like(first.n), np.zeros_like(first.n)
    for own, doubts, n in sums:
        pairs = n**2
        variance += tree.up(own) / pairs
        doubt += tree.up(doubts) / pairs**2
    shared = parts.same * _stability(parts, overlap)
    saved = 2 * tree.up(shared) / (people[0] * people[1])
    variance -= np.minimum(saved, MOST_SAVED * variance)
    befell, shifted = _of_units(first, second, parts, shared, people)
    for across in (befell, shifted):
        variance += across.variance
        doubt += across.variance**2 / np.maximum(across.degrees, 1.0)
    return variance, satterthwaite(variance, doubt)


def _parts(first: Wave, second: Wave, overlap: Overlap | None, *, finite: bool) -> _Parts:
    inside = within_units(first), within_units(second)
    spread = [np.nan_to_num(one.variance) for one in inside]
    left = [unknown(wave) if finite else np.ones_like(wave.n) for wave in (first, second)]
    own = first.n * spread[0] * left[0], second.n * spread[1] * left[1]
    n1, n2 = np.maximum(first.n, 1.0), np.maximum(second.n, 1.0)
    return _Parts(
        own=own,
        doubts=(
            own[0] ** 2 / np.maximum(inside[0].degrees, 1.0),
            own[1] ** 2 / np.maximum(inside[1].degrees, 1.0),
        ),
        same=_expected_same(first, second, overlap) * np.sqrt(spread[0] * spread[1]),
        change=second.total / n2 - first.total / n1,
        chance=own[0] / n1**2 + own[1] / n2**2,
        both=np.where((first.n > 1) & (second.n > 1), n1 * n2, 0.0),
    )


def _expected_same(first: Wave, second: Wave, overlap: Overlap | None) -> Floats:
    """m: how many answered both times, if answering this time says nothing about the other."""
    if overlap is None or first.population is None or second.population is None:
        return np.zeros_like(first.n)
    stayers = np.asarray(overlap.stayers, dtype=np.float64)
    if (stayers > np.minimum(first.population, second.population)).any():
        raise ValueError("more stayed than there were")
    chance = stayers / np.maximum(first.population * second.population, 1.0)
    return np.minimum(first.n * second.n * chance[:, np.newaxis], np.minimum(first.n, second.n))


def _stability(parts: _Parts, overlap: Overlap | None) -> Floats:
    """Given, or learned: the median over scales, less its standard error.

    A scale's own guess is by moments: how much less the units' changes differ than they would if
    everybody were new. Scales on which units really changed in different ways guess too low.
    """
    if overlap is None:
        return np.zeros(parts.change.shape[1])
    if overlap.stability is not None:
        return np.asarray(overlap.stability, dtype=np.float64)
    weights, mean, units = _weighted(parts, parts.chance)
    differ = (weights * (parts.change - mean) ** 2).sum(axis=0)
    differ *= units / np.maximum(units - 1, 1)
    alone = (weights * parts.chance).sum(axis=0)
    same = np.divide(parts.same, parts.both, out=np.zeros_like(weights), where=parts.both > 0)
    saved = 2 * (weights * same).sum(axis=0)
    usable = (units > 2) & (saved > 0)  # noqa: PLR2004
    if not usable.any():
        return np.zeros(parts.change.shape[1])
    guesses = (alone - differ)[usable] / saved[usable]
    middle = float(np.median(guesses))
    spread = 1.4826 * float(np.median(np.abs(guesses - middle)))
    chance = float(np.median(np.sqrt(2 / (units[usable] - 1)) * alone[usable] / saved[usable]))
    error = 1.2533 * max(spread, chance) / np.sqrt(min(len(guesses), FEW_SCALES))
    return np.full(parts.change.shape[1], min(max(middle - error, 0.0), 1.0))


def _of_units(
    first: Wave, second: Wave, parts: _Parts, shared: Floats, people: list[Floats]
) -> tuple[Component, Component]:
    """What befell units, and what their new proportions do, in each unit's difference."""
    tree = first.tree
    same = np.divide(shared, parts.both, out=np.zeros_like(shared), where=parts.both > 0)
    chance = np.maximum(parts.chance - 2 * same, (1 - MOST_SAVED) * parts.chance)
    weights, mean, units = _weighted(parts, chance)
    spread = (weights * (parts.change - mean) ** 2).sum(axis=0)
    shocks = component(spread, np.maximum(units - 1.0, 0.0), weights, units)
    differ = [between_units(wave) for wave in (first, second)]
    shares = [tree.up(wave.n**2) / n**2 for wave, n in zip((first, second), people, strict=True)]
    crossed = tree.up(first.n * second.n) / (people[0] * people[1])
    several = tree.up(((first.n + second.n) > 0).astype(np.float64)) > 1
    befell = np.where(several, shocks.variance / 2 * (shares[0] + shares[1]), 0.0)
    moved = np.maximum(shares[0] - 2 * crossed + shares[1], 0.0)
    return (
        Component(variance=befell, degrees=shocks.degrees),
        Component(
            variance=(differ[0].variance + differ[1].variance) / 2 * moved,
            degrees=np.maximum(differ[0].degrees, differ[1].degrees),
        ),
    )


def _weighted(parts: _Parts, chance: Floats) -> tuple[Floats, Floats, Floats]:
    """Weights of units' own changes, their weighted mean, and how many there are. Per scale."""
    there = (parts.both > 0) & (chance > 0)
    weights = np.divide(1.0, chance, out=np.zeros_like(chance), where=there)
    whole = weights.sum(axis=0)
    mean = (weights * parts.change).sum(axis=0) / np.where(whole > 0, whole, 1.0)
    return weights, mean, there.sum(axis=0).astype(np.float64)
