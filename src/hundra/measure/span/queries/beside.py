"""Employees per manager beside what a staff survey says, unit by unit. It tells no cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hundra.core.accounts.rules import Actor
from hundra.engines.association import LEAST, Association, association_of
from hundra.hear.surveys.models import Wave
from hundra.hear.surveys.queries.results import Measure, ResultUnit, Seen, results_of, seen_by
from hundra.measure.span.queries.leading import leading

LEADERSHIP = ("ledar", "chef", "leader", "supervis", "manager")
"""Words by which a scale is known to be about leadership, in its code or titles."""

SIZES = ((1, 10), (11, 16), (17, 24), (25, None))


@dataclass(frozen=True)
class Place:
    """A unit with its survey's level, and how many the managers there lead.

    `size` is what an employee there meets: the mean, over those who work there, of how many
    their manager leads.
    """

    unit: str
    size: float
    level: float


@dataclass(frozen=True)
class Sized:
    """Units whose managers lead from `low` to `high` (None: and more), and their mean level."""

    low: int
    high: int | None
    units: int
    level: float


@dataclass(frozen=True)
class Beside:
    """`association` is None with fewer units than `least`, or where nothing differs."""

    measure: Measure
    places: tuple[Place, ...]
    groups: tuple[Sized, ...]
    association: Association | None
    least: int = LEAST


def leadership_first(scales: Sequence[Measure]) -> list[Measure]:
    """The survey's scales, those about leadership before the others."""
    return sorted(scales, key=lambda scale: not _is_leadership(scale))


def _is_leadership(scale: Measure) -> bool:
    said = " ".join([scale.code, *dict(scale.titles).values()]).casefold()
    return any(word in said for word in LEADERSHIP)


def beside(*, by: Actor, wave: Wave, code: str) -> Beside | None:
    """Of the lowest units whose level the reader reads: those with no such unit under them, so
    that nobody is counted twice. Managers are those of the survey's day. None where the survey is
    not published, or has no such scale.
    """
    results = results_of(wave)
    if results is None or code not in results.by_code:
        return None
    measure = results.by_code[code]
    places = _places(seen_by(by, results), measure, wave)
    return Beside(
        measure=measure,
        places=places,
        groups=_groups(places),
        association=association_of([one.size for one in places], [one.level for one in places]),
    )


def _places(seen: Seen, measure: Measure, wave: Wave) -> tuple[Place, ...]:
    results = seen.results
    shown = {
        one.place: level.mean
        for one in seen.units()
        if (level := results.level(one, measure)) is not None
    }
    lowest = [one for one in results.units if one.place in shown and not _under(seen, one, shown)]
    sizes = _sizes(seen, lowest, wave)
    return tuple(
        Place(one.name, sizes[one.place], shown[one.place]) for one in lowest if one.place in sizes
    )


def _under(seen: Seen, unit: ResultUnit, shown: dict[int, float]) -> bool:
    """Is any unit under it shown?"""
    below = seen.results.under(unit)
    return any(one.place in shown for one in below if one.place != unit.place)


def _sizes(seen: Seen, units: Sequence[ResultUnit], wave: Wave) -> dict[int, float]:
    found = leading(paths=None, since=wave.counted_on, until=wave.counted_on)
    if not len(found.managers):
        return {}
    sizes = found.headcounts(wave.counted_on)[found.by_row]
    place_of = {below.pk: unit.place for unit in units for below in seen.results.under(unit)}
    at = np.array([place_of.get(int(key), -1) for key in found.unit])
    return {
        unit.place: float(sizes[at == unit.place].mean())
        for unit in units
        if (at == unit.place).any()
    }


def _groups(places: Sequence[Place]) -> tuple[Sized, ...]:
    found = []
    for low, high in SIZES:
        those = [
            one.level
            for one in places
            if round(one.size) >= low and (high is None or round(one.size) <= high)
        ]
        if those:
            found.append(Sized(low, high, len(those), float(np.mean(those))))
    return tuple(found)
