"""Changes since the wave before, over the units as they stand in this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Exists, OuterRef
from numpy.typing import NDArray

from hundra.core.organisation.models import Unit
from hundra.engines.disclosure.release import Release
from hundra.engines.psychometrics import (
    Changes,
    Instrument,
    Overlap,
    Scale,
    Tree,
    changes_of,
    wave_of,
)
from hundra.engines.psychometrics import Wave as Sums
from hundra.hear.surveys.models import Member, SealedAnswers, Wave, WaveState
from hundra.hear.surveys.published import NO_VERDICT
from hundra.hear.surveys.services.publishing.ground import Ground, Parents, ground_of, own_parents
from hundra.hear.surveys.services.publishing.measuring import unit_measured

Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Compared:
    """What is shown of changes (units × scales of this wave), and the plan of the wave before.

    `release` is None where nothing is shown of the wave before that was not shown already.
    """

    earlier: Wave
    arrays: dict[str, NDArray[Any]]
    release: Release | None


def without_changes(ground: Ground) -> dict[str, NDArray[Any]]:
    shape = len(ground.tree), ground.scale_count
    names = ("before", "difference", "change_low", "change_high")
    arrays: dict[str, NDArray[Any]] = {name: np.full(shape, np.nan, np.float32) for name in names}
    return arrays | {"verdict": np.full(shape, NO_VERDICT, np.int8)}


def compared(ground: Ground, shown: Bools) -> Compared | None:
    """None where there is no wave before, or it has no results."""
    earlier = ground.wave.earlier
    if earlier is None or earlier.is_pilot or earlier.state != WaveState.CLOSED:
        return None
    if not SealedAnswers.objects.filter(wave=earlier).exists():
        return None
    before = ground_of(earlier, parents=_joined(ground, earlier), views=False)
    common = _common(ground.instrument, before.instrument)
    if not common:
        return None
    here = ground.release.tree.keys
    at = before.release.tree.places(here)
    both = _both_shown(ground, before, shown, common, at)
    changes = changes_of(
        _sums(before, before, common),
        _sums(ground, before, common),
        overlap=_overlap(ground, before),
        least=max(ground.wave.least_group, earlier.least_group),
        tested=both,
    )
    columns = [ground.instrument.scales.index(one) for one in common]
    arrays = without_changes(ground)
    for name, values in _told(before, changes, both, common).items():
        arrays[name][:, columns] = values[at]
    is_new = any(part.new.any() for part in before.release.parts.values())
    return Compared(earlier, arrays, before.release if is_new else None)


def _joined(ground: Ground, earlier: Wave) -> Parents:
    """This wave's tree, with the units that were asked only before, where they lie now.

    A unit that was joined with others lies under the one that it became part of; one that is
    nowhere under those asked this time stands by itself, and is compared with nothing.
    """
    parents: dict[int, int | None] = own_parents(ground.wave)
    once = {key: up for key, up in own_parents(earlier).items() if key not in parents}
    paths = dict(Unit.objects.filter(pk__in=once).values_list("pk", "path"))
    known = set(parents)
    for key, up in once.items():
        line = [int(part) for part in paths[key].split("/") if part][:-1]
        now = next((one for one in reversed(line) if one in known), None)
        parents[key] = now if now is not None else up if up in once else None
    return parents


def _common(now: Instrument, before: Instrument) -> list[Scale]:
    """This wave's scales that were asked in the same way before."""
    items = [{one.code: one for one in each.items} for each in (now, before)]
    asked = {one.code: one for one in before.scales}
    return [
        scale
        for scale in now.scales
        if scale.code in asked
        and scale.items == asked[scale.code].items
        and all(items[0][code] == items[1][code] for code in scale.items)
    ]


def _both_shown(
    ground: Ground, before: Ground, shown: Bools, common: list[Scale], at: NDArray[np.int64]
) -> Bools:
    """Units of the joined tree × common scales."""
    was, _few = unit_measured(before)
    codes = [one.code for one in before.instrument.scales]
    both = np.zeros((len(before.tree), len(common)), dtype=np.bool_)
    now = shown[:, [ground.instrument.scales.index(one) for one in common]]
    columns = np.array([codes.index(one.code) for one in common], dtype=np.int64)
    both[at] = now & was[np.ix_(at, columns)]
    return both


def _sums(of: Ground, over: Ground, common: list[Scale]) -> Sums:
    """A wave's sums over the joined tree."""
    keys = over.release.tree
    population = np.zeros(len(over.tree))
    population[keys.places(of.release.tree.keys)] = of.population
    return wave_of(
        Instrument(of.instrument.items, tuple(common)),
        Tree(keys.above),
        keys.places(of.answers.unit),
        of.answers.values.astype(np.int8),
        population=population,
    )


def _overlap(ground: Ground, before: Ground) -> Overlap | None:
    """How many of each unit were asked both times; None where nobody knows who was asked."""
    then = Member.objects.filter(wave=before.wave)
    if not then.exists():
        return None
    same = then.filter(person=OuterRef("person"), unit=OuterRef("unit"))
    stayed = Member.objects.filter(Exists(same), wave=ground.wave).values_list("unit_id")
    counts = dict(stayed.annotate(n=Count("pk")).order_by().values_list("unit_id", "n"))
    keys = before.release.tree.keys.tolist()
    return Overlap(stayers=np.array([counts.get(key, 0) for key in keys], dtype=np.float64))


def _told(
    before: Ground, changes: Changes, both: Bools, common: list[Scale]
) -> dict[str, NDArray[Any]]:
    """Rounded as levels are."""
    mean = _sums(before, before, common).mean_under
    spread = both & (changes.high > changes.low)
    return {
        "before": np.where(both, np.round(mean, 1), np.nan),
        "difference": np.where(both, np.round(changes.difference, 1), np.nan),
        "change_low": np.where(spread, np.floor(changes.low), np.nan),
        "change_high": np.where(spread, np.ceil(changes.high), np.nan),
        "verdict": np.where(both, changes.verdicts, NO_VERDICT),
    }
