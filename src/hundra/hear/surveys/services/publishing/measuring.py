"""Levels of units and of groups within them, and how items' options were chosen."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hundra.engines.disclosure import Measured, Release, View, measured
from hundra.engines.disclosure.families import NOWHERE
from hundra.engines.disclosure.release import ALONE, FEW, Part
from hundra.engines.psychometrics import Levels, Tree, Wave, levels_of, wave_of
from hundra.hear.surveys.instruments import classes_of_options
from hundra.hear.surveys.published import REASONS, SHOWN, Split
from hundra.hear.surveys.services.publishing.ground import Ground, members_by_group

Bools = NDArray[np.bool_]
APART = 2
"""So many at least did not choose an option, or it is as if all had."""


def unit_wave(ground: Ground) -> Wave:
    """The sums of every measure by unit."""
    return wave_of(
        ground.instrument.with_items(),
        ground.tree,
        ground.places,
        ground.answers.values.astype(np.int8),
        population=ground.population,
    )


def unit_measured(ground: Ground) -> tuple[Bools, Bools]:
    """Which figures may be shown, and which would be of too few; units × measures."""
    found = _measured(ground, (), slice(None))
    part = ground.release.parts[()]
    return _by_unit(ground, part, found.shown[()]), _by_unit(ground, part, _few(found, ()))


def _few(found: Measured, view: View) -> Bools:
    return np.asarray(found.n[view] < found.release.least)


def _by_unit(ground: Ground, part: Part, of_groups: Bools) -> Bools:
    """From measures × groups to units × measures; where nobody answered, no."""
    units = np.zeros((len(ground.tree), len(of_groups)), dtype=np.bool_)
    units[part.family.unit] = of_groups.T
    return units


def _measured(ground: Ground, view: View, columns: slice) -> Measured:
    release = ground.release
    alone = Release(release.least, release.tree, {view: release.parts[view]})
    lowest, highest = _ends(ground)
    return measured(
        alone,
        ground.scores[:, columns].astype(np.float64),
        lowest=lowest[columns],
        highest=highest[columns],
    )


def _ends(ground: Ground) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lowest and the highest score there can be, of each measure."""
    points = {one.code: one.option_points() for one in ground.instrument.items}
    measures = ground.instrument.with_items().scales
    lowest = [min(min(points[code]) for code in one.items) for one in measures]
    highest = [max(max(points[code]) for code in one.items) for one in measures]
    return np.array(lowest), np.array(highest)


def level_arrays(levels: Levels, shown: Bools) -> dict[str, NDArray[Any]]:
    """Rounded: exact intervals would give variances away, and with few people more than that."""
    there = shown & (levels.n > 0)
    spread = there & (levels.error > 0) & (levels.high > levels.low)
    mean = np.round(levels.mean, 1)
    return {
        "n": np.where(there, levels.n, 0).astype(np.int32),
        "mean": np.where(there, mean, np.nan).astype(np.float32),
        "low": np.where(spread, np.floor(levels.low), np.nan).astype(np.float32),
        "high": np.where(spread, np.ceil(levels.high), np.nan).astype(np.float32),
    }


def reasons(shown: Bools, few: Bools) -> NDArray[np.int8]:
    """Why figures are hidden, as places in REASONS."""
    alone = np.where(few, REASONS.index(FEW), REASONS.index(ALONE))
    return np.where(shown, SHOWN, alone).astype(np.int8)


def unit_reasons(release: Release) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    """Why units are hidden, and the place of the small one that it is for."""
    keys = release.tree.keys.tolist()
    places = {key: place for place, key in enumerate(keys)}
    why = np.full(len(keys), SHOWN, dtype=np.int8)
    beside = np.full(len(keys), -1, dtype=np.int32)
    for place, key in enumerate(keys):
        reason = release.why_hidden(key)
        if reason is None:
            continue
        why[place] = REASONS.index(reason.code)
        if reason.of is not None:
            beside[place] = places[reason.of.unit]
    return why, beside


def split_of(ground: Ground, split: str) -> Split:
    """Levels of scales in the groups of one attribute."""
    view = (split,)
    family = ground.release.parts[view].family
    columns = slice(0, ground.scale_count)
    found = _measured(ground, view, columns)
    shown = found.shown[view].T
    inside = family.own != NOWHERE
    population = np.bincount(family.own[inside], minlength=len(family)).astype(np.float64)
    population = np.maximum(population, _asked(ground, split))
    wave = wave_of(
        ground.instrument,
        Tree(family.above),
        family.own[inside],
        ground.answers.values[inside].astype(np.int8),
        population=population,
    )
    return Split(
        unit=family.unit.astype(np.int32),
        value=family.values[:, 0].astype(np.int32),
        people=family.n.astype(np.int32),
        why=_group_reasons(ground.release, view),
        **level_arrays(levels_of(wave), shown),
    )


def _asked(ground: Ground, split: str) -> NDArray[np.float64]:
    """Members by group; those of a group where nobody answered count with the one above."""
    family = ground.release.parts[(split,)].family
    places = {
        (unit, value): place
        for place, (unit, value) in enumerate(
            zip(family.unit.tolist(), family.values[:, 0].tolist(), strict=True)
        )
    }
    above = ground.release.tree.above.tolist()
    asked = np.zeros(len(family))
    for start, value, n in members_by_group(ground, split):
        unit = start
        while unit != NOWHERE and (unit, value) not in places:
            unit = above[unit]
        if unit != NOWHERE:
            asked[places[unit, value]] += n
    return asked


def _group_reasons(release: Release, view: View) -> NDArray[np.int8]:
    part = release.parts[view]
    few = np.where(part.family.n < release.least, REASONS.index(FEW), REASONS.index(ALONE))
    return np.where(part.shown, SHOWN, few).astype(np.int8)


def option_counts(ground: Ground, shown: Bools) -> tuple[NDArray[np.int32], dict[str, int]]:
    """How many chose each option (units × all options in turn), and where each item's begin.

    Shown where the item's mean is, and where in whatever can be worked out by subtraction no
    option has been chosen by all, or all but one. -1 elsewhere. The mean's rule looks at the
    ends of the scale only; here every option is told.
    """
    own, widths = _own_counts(ground)
    starts = np.concatenate([[0], np.cumsum(widths)])[:-1]
    items = [one.code for one in ground.instrument.items]
    columns = _item_columns(ground)
    told = shown[:, [columns.get(code, 0) for code in items]]
    told[:, [code not in columns for code in items]] = False
    _hide_alike(ground, own, starts, told)
    under = ground.tree.up(own)
    counts = np.where(np.repeat(told, widths, axis=1), under, -1).astype(np.int32)
    begins = {code: int(start) for code, start in zip(items, starts, strict=True)}
    return counts, {code: begins[code] for code in items if code in columns}


def _item_columns(ground: Ground) -> dict[str, int]:
    """Among the measures, those that are an item by itself."""
    return {
        one.code: place
        for place, one in enumerate(ground.instrument.with_items().scales)
        if one.items == (one.code,)
    }


def _own_counts(ground: Ground) -> tuple[NDArray[np.float64], list[int]]:
    """Of each unit's own people; units × options in turn, and how many options each item has."""
    units, parts, widths = len(ground.tree), [], []
    for place, classes in enumerate(classes_of_options(ground.instrument)):
        wide = len(classes)
        classed = np.full(ground.instrument.table.size // len(ground.instrument.items), -1)
        for number, values in enumerate(classes):
            classed[values] = number
        chosen = np.where(
            ground.answers.values[:, place] < 0, -1, classed[ground.answers.values[:, place]]
        )
        given = chosen >= 0
        at = ground.places[given] * wide + chosen[given]
        parts.append(np.bincount(at, minlength=units * wide).reshape(units, wide))
        widths.append(wide)
    return np.concatenate(parts, axis=1).astype(np.float64), widths


def _hide_alike(
    ground: Ground, own: NDArray[np.float64], starts: NDArray[np.int64], told: Bools
) -> None:
    """From below upwards: where what is left over is too alike, it is told with the unit above.

    Two that are put together are never more alike than the one of them that was varied enough.
    """
    left = own.copy()
    above = ground.release.tree.above
    for unit in range(len(above) - 1, -1, -1):
        people = np.add.reduceat(left[unit], starts)
        most = np.maximum.reduceat(left[unit], starts)
        told[unit] &= (people == 0) | (most <= people - APART)
        if above[unit] != NOWHERE:
            passed = np.repeat(~told[unit], np.diff([*starts, own.shape[1]]))
            left[above[unit]] += np.where(passed, left[unit], 0.0)
